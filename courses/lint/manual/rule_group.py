"""A group (``alle:``, ``eines:``, ``2 von:``) has a list below it and stands alone on its level.

PASS 02-grenzen.md:
    ---
    titel: Die Rolle
    lernziele:
      - Die Rolle beschreiben
    abschluss:
      - eines:
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
      - eines:
    dauer: 30 min
    ---
    ```diskussion eins
    Was nehmen Sie mit?
    ```

    ```diskussion zwei
    Was nehmen Sie mit?
    ```
"""
