"""A completion rule names one block; where several fit, it says the unit as well.

PASS 02-grenzen.md:
    ---
    titel: Die Rolle
    lernziele:
      - Die Rolle beschreiben
    abschluss:
      - diskussion eins
    dauer: 30 min
    ---
    ```diskussion eins
    Was nehmen Sie mit?
    ```

    ```diskussion zwei
    Was nehmen Sie mit?
    ```

FAIL 02-grenzen.md:
    ---
    titel: Die Rolle
    lernziele:
      - Die Rolle beschreiben
    abschluss:
      - diskussion
    dauer: 30 min
    ---
    ```diskussion eins
    Was nehmen Sie mit?
    ```

    ```diskussion zwei
    Was nehmen Sie mit?
    ```
"""
