"""An answer begins with ``( )``, ``(x)``, ``[ ]``, ``[x]`` or ``=``, then a blank and the text. ``--fix`` mends it.

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
    () Vorgeben
        > Das nimmt die Entscheidung ab.
    ```

FAIL:
    ```quiz rolle
    Was hilft?
    (x)Zuhören
        > Wer zuhört, erfährt mehr.
    ( ) Vorgeben
        > Das nimmt die Entscheidung ab.
    ```
"""
