"""A percentage has its sign: ``80 %``.

PASS:
    ```quiz rolle bestehen=80 %
    Was hilft?
    (x) Zuhören
        > Wer zuhört, erfährt mehr.
    ( ) Vorgeben
        > Das nimmt die Entscheidung ab.
    ```

FAIL:
    ```quiz rolle bestehen=0,8
    Was hilft?
    (x) Zuhören
        > Wer zuhört, erfährt mehr.
    ( ) Vorgeben
        > Das nimmt die Entscheidung ab.
    ```
"""
