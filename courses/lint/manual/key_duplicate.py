"""A key belongs to one block in its unit, to one question in its block, and to one unit in its course.

PASS:
    ```reflexion eins
    Was nehmen Sie mit?
    ```

    ```diskussion zwei
    Was nehmen Sie mit?
    ```

FAIL:
    ```reflexion eins
    Was nehmen Sie mit?
    ```

    ```diskussion eins
    Was nehmen Sie mit?
    ```
"""
