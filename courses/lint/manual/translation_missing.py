"""Every block is translated; what is missing appears in the original's language.

PASS 01-rolle.md:
    ---
    titel: Die Rolle
    lernziele:
      - Die Rolle beschreiben
    dauer: 30 min
    ---
    ```reflexion eins
    Was nehmen Sie mit?
    ```

AND 01-rolle.en.md:
    ---
    titel: The role
    ---
    ```reflexion eins
    Was nehmen Sie mit?
    ```

FAIL 01-rolle.md:
    ---
    titel: Die Rolle
    lernziele:
      - Die Rolle beschreiben
    dauer: 30 min
    ---
    ```reflexion eins
    Was nehmen Sie mit?
    ```

AND 01-rolle.en.md:
    ---
    titel: The role
    ---
    Text.
"""
