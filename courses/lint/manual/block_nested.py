"""Blocks stand at the left margin, in no list and no quotation.

PASS:
    ```reflexion eins
    Was nehmen Sie mit?
    ```

FAIL:
    > ```reflexion eins
    > Was nehmen Sie mit?
    > ```
"""
