"""A block has its text.

PASS:
    ```reflexion eins
    Was nehmen Sie mit?
    ```

FAIL:
    ```diskussion eins
    ```
"""
