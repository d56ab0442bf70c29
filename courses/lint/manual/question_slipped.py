"""The key of a question does not move on to another question.

Compared with the published version.

PASS:
    ```quiz rolle
    # neu
    Wer hilft im Amt?
    ( ) Niemand
        > Doch.
    (x) Alle
        > So ist es.

    # alt
    Was hilft?
    (x) Zuhören
        > Wer zuhört, erfährt mehr.
    ( ) Vorgeben
        > Das nimmt die Entscheidung ab.
    ```

BEFORE:
    ```quiz rolle
    # alt
    Was hilft?
    (x) Zuhören
        > Wer zuhört, erfährt mehr.
    ( ) Vorgeben
        > Das nimmt die Entscheidung ab.
    ```

FAIL:
    ```quiz rolle
    # alt
    Wer hilft im Amt?
    ( ) Niemand
        > Doch.
    (x) Alle
        > So ist es.

    # neu
    Was hilft?
    (x) Zuhören
        > Wer zuhört, erfährt mehr.
    ( ) Vorgeben
        > Das nimmt die Entscheidung ab.
    ```

BEFORE:
    ```quiz rolle
    # alt
    Was hilft?
    (x) Zuhören
        > Wer zuhört, erfährt mehr.
    ( ) Vorgeben
        > Das nimmt die Entscheidung ab.
    ```
"""
