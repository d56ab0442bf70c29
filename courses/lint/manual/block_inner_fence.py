"""Code inside a block stands between ``~~~``, and is closed before the next question.

PASS:
    ```quiz rolle
    # eins
    Was tut das?
    ~~~
    ls
    ~~~
    (x) Zuhören
        > Wer zuhört, erfährt mehr.
    ( ) Vorgeben
        > Das nimmt die Entscheidung ab.
    ```

FAIL:
    ```quiz rolle
    # eins
    Was tut das?
    ~~~
    ls
    (x) Zuhören
        > Wer zuhört, erfährt mehr.
    ( ) Vorgeben
        > Das nimmt die Entscheidung ab.
    ```
"""
