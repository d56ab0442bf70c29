"""A key holds letters, digits and single hyphens.

PASS:
    ```reflexion erste-frage
    Was nehmen Sie mit?
    ```

FAIL:
    ```reflexion erste_frage
    Was nehmen Sie mit?
    ```
"""
