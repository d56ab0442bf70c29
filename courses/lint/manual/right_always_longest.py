"""In three or more questions the longest answer is not always the right one.

PASS:
    ```quiz rolle
    # a
    Was hilft bei a?
    ( ) Reden
        > Nein.
    (x) Zuhören und fragen
        > Ja.
    # b
    Was hilft bei b?
    ( ) Vorgeben und entscheiden
        > Nein.
    (x) Zuhören
        > Ja.
    # c
    Was hilft bei c?
    ( ) Reden
        > Nein.
    (x) Zuhören und fragen
        > Ja.
    ```

FAIL:
    ```quiz rolle
    # a
    Was hilft bei a?
    ( ) Reden
        > Nein.
    (x) Zuhören und fragen
        > Ja.
    # b
    Was hilft bei b?
    ( ) Reden
        > Nein.
    (x) Zuhören und fragen
        > Ja.
    # c
    Was hilft bei c?
    ( ) Reden
        > Nein.
    (x) Zuhören und fragen
        > Ja.
    ```
"""
