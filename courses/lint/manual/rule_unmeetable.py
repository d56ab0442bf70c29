"""A completion rule can be met: no more parts than there are, no more points than a quiz has.

PASS 02-grenzen.md:
    ---
    titel: Die Rolle
    lernziele:
      - Die Rolle beschreiben
    abschluss:
      - 2 von:
          - diskussion eins
          - diskussion zwei
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
      - 3 von:
          - diskussion eins
          - diskussion zwei
    dauer: 30 min
    ---
    ```diskussion eins
    Was nehmen Sie mit?
    ```

    ```diskussion zwei
    Was nehmen Sie mit?
    ```
"""
