"""With ``( )`` one answer is right; with ``[ ]`` several may be.

PASS:
    ```quiz rolle
    Was hilft?
    (x) Zuhören
        > Wer zuhört, erfährt mehr.
    ( ) Vorgeben
        > Das nimmt die Entscheidung ab.
    ```

FAIL:
    ```quiz rolle
    Was hilft?
    (x) Zuhören
        > Wer zuhört, erfährt mehr.
    (x) Vorgeben
        > Das nimmt die Entscheidung ab.
    ```
"""
