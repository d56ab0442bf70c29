"""A key stays with its kind of block; another kind has a key of its own.

Compared with the published version.

PASS:
    ```reflexion eins
    Was nehmen Sie mit?
    ```

BEFORE:
    ```reflexion eins
    Was nehmen Sie mit?
    ```

FAIL:
    ```diskussion eins
    Was nehmen Sie mit?
    ```

BEFORE:
    ```reflexion eins
    Was nehmen Sie mit?
    ```
"""
