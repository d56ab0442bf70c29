"""A quiz draws no more questions than there are to draw from.

PASS:
    ```quiz rolle ziehe=1
    # eins
    Was hilft?
    (x) Zuhören
        > Wer zuhört, erfährt mehr.
    ( ) Vorgeben
        > Das nimmt die Entscheidung ab.

    # zwei
    Wer hilft im Amt?
    ( ) Niemand
        > Doch.
    (x) Alle
        > So ist es.
    ```

FAIL:
    ```quiz rolle ziehe=5
    # eins
    Was hilft?
    (x) Zuhören
        > Wer zuhört, erfährt mehr.
    ( ) Vorgeben
        > Das nimmt die Entscheidung ab.

    # zwei
    Wer hilft im Amt?
    ( ) Niemand
        > Doch.
    (x) Alle
        > So ist es.
    ```
"""
