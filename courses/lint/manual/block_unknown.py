"""The first word of a block is a kind of block; other words may name the language of code.

PASS:
    ```python
    print(1)
    ```

FAIL:
    ```quizz rolle
    Was hilft?
    (x) Zuhören
        > Wer zuhört, erfährt mehr.
    ( ) Vorgeben
        > Das nimmt die Entscheidung ab.
    ```
"""
