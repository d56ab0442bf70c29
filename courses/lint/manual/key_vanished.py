"""A block with results keeps its key, or says ``war=`` where it is now, or stands under ``entfallen:``.

Compared with the published version.

PASS:
    ```reflexion neu war=alt
    Was nehmen Sie mit?
    ```

BEFORE:
    ```reflexion alt
    Was nehmen Sie mit?
    ```

FAIL:
    ```reflexion neu
    Was nehmen Sie mit?
    ```

BEFORE:
    ```reflexion alt
    Was nehmen Sie mit?
    ```
"""
