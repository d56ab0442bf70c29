"""A translation belongs to an original and has no blocks of its own.

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
    Text.

AND 01-rolle.en.md:
    ---
    titel: The role
    ---
    ```reflexion eins
    Was nehmen Sie mit?
    ```
"""
