"""A block is closed by a line with as many of the same signs as opened it.

PASS:
    ```reflexion eins
    Was nehmen Sie mit?
    ```

FAIL:
    ```reflexion eins
    Was nehmen Sie mit?
"""
