"""Each of several questions has a key (``# hilfe``), so that results stay with it wherever it moves.

``--fix`` writes the number that the question is called by until then, which loses nothing.

PASS:
    ```quiz rolle
    # eins
    Was hilft?
    (x) Zuhören
        > Wer zuhört, erfährt mehr.
    ( ) Vorgeben
        > Das nimmt die Entscheidung ab.

    # zwei
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
    ( ) Vorgeben
        > Das nimmt die Entscheidung ab.

    ---
    Was hilft?
    (x) Zuhören
        > Wer zuhört, erfährt mehr.
    ( ) Vorgeben
        > Das nimmt die Entscheidung ab.
    ```
"""
