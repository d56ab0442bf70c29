"""Attributes read name=value, without blanks around the sign, and exist for that block.

PASS:
    ```quiz rolle versuche=3
    Was hilft?
    (x) Zuhören
        > Wer zuhört, erfährt mehr.
    ( ) Vorgeben
        > Das nimmt die Entscheidung ab.
    ```

FAIL:
    ```quiz rolle versuch=3
    Was hilft?
    (x) Zuhören
        > Wer zuhört, erfährt mehr.
    ( ) Vorgeben
        > Das nimmt die Entscheidung ab.
    ```

FAIL:
    ```quiz rolle versuche = 3
    Was hilft?
    (x) Zuhören
        > Wer zuhört, erfährt mehr.
    ( ) Vorgeben
        > Das nimmt die Entscheidung ab.
    ```
"""
