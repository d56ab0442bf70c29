"""“At least 80” needs a unit: per cent, points or dates.

PASS 02-grenzen.md:
    ---
    titel: Die Rolle
    lernziele:
      - Die Rolle beschreiben
    abschluss:
      - quiz rolle mindestens 80 %
    dauer: 30 min
    ---
    ```quiz rolle
    Was hilft?
    (x) Zuhören
        > Wer zuhört, erfährt mehr.
    ( ) Vorgeben
        > Das nimmt die Entscheidung ab.
    ```

FAIL 02-grenzen.md:
    ---
    titel: Die Rolle
    lernziele:
      - Die Rolle beschreiben
    abschluss:
      - quiz rolle mindestens 80
    dauer: 30 min
    ---
    ```quiz rolle
    Was hilft?
    (x) Zuhören
        > Wer zuhört, erfährt mehr.
    ( ) Vorgeben
        > Das nimmt die Entscheidung ab.
    ```
"""
