"""A translation has the original's blocks, of the same kinds and in the same order.

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
    ```reflection eins
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
    ```diskussion eins
    Was nehmen Sie mit?
    ```
"""
