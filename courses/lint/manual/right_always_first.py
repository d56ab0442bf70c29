"""In three or more questions the first answer is not always the right one.

PASS:
    ```quiz rolle
    # a
    Was hilft bei a?
    (x) Zuhören
        > Ja.
    ( ) Vorgeben und entscheiden
        > Nein.
    # b
    Was hilft bei b?
    ( ) Vorgeben und entscheiden
        > Nein.
    (x) Zuhören
        > Ja.
    # c
    Was hilft bei c?
    (x) Zuhören
        > Ja.
    ( ) Vorgeben und entscheiden
        > Nein.
    ```

FAIL:
    ```quiz rolle
    # a
    Was hilft bei a?
    (x) Zuhören
        > Ja.
    ( ) Vorgeben und entscheiden
        > Nein.
    # b
    Was hilft bei b?
    (x) Zuhören
        > Ja.
    ( ) Vorgeben und entscheiden
        > Nein.
    # c
    Was hilft bei c?
    (x) Zuhören
        > Ja.
    ( ) Vorgeben und entscheiden
        > Nein.
    ```
"""
