"""A line below the answers belongs to one of them and is indented, or it is moved above them.

PASS:
    ```quiz rolle
    Was hilft?
    (x) Zuhören
        und fragen
        > Wer zuhört, erfährt mehr.
    ( ) Vorgeben
        > Das nimmt die Entscheidung ab.
    ```

FAIL:
    ```quiz rolle
    Was hilft?
    (x) Zuhören
        > Wer zuhört, erfährt mehr.
    ( ) Vorgeben
        > Das nimmt die Entscheidung ab.
    Und nun?
    ```
"""
