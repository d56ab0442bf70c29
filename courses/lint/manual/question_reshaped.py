"""A question whose number of answers, marks or solutions change begins new statistics.

Compared with the published version.

PASS:
    ```quiz rolle
    # eins
    Was hilft?
    (x) Zuhören
        > Wer zuhört, erfährt mehr.
    ( ) Vorgeben
        > Das nimmt die Entscheidung ab.
    ```

BEFORE:
    ```quiz rolle
    # eins
    Was hilft?
    (x) Zuhören
        > Wer zuhört, erfährt mehr.
    ( ) Vorgeben
        > Das nimmt die Entscheidung ab.
    ```

FAIL:
    ```quiz rolle
    # eins
    Was hilft?
    (x) Zuhören
        > Wer zuhört, erfährt mehr.
    ( ) Vorgeben
        > Das nimmt die Entscheidung ab.
    ( ) Warten
        > Nein.
    ```

BEFORE:
    ```quiz rolle
    # eins
    Was hilft?
    (x) Zuhören
        > Wer zuhört, erfährt mehr.
    ( ) Vorgeben
        > Das nimmt die Entscheidung ab.
    ```
"""
