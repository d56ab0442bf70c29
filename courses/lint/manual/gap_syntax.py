r"""A gap stands between braces: ``{zuhören}``, ``{( ) vorgeben|(x) anbieten}``, ``{= 4}``.

A brace as text is written ``\{``.

PASS:
    ```quiz rolle
    # eins
    Erst {zuhören}, dann fragen.
    >> Zuhören hilft.
    ```

FAIL:
    ```quiz rolle
    # eins
    Erst {zuhören, dann fragen.
    >> Zuhören hilft.
    ```
"""
