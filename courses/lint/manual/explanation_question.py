"""A question with typed answers says at its end, after ``>>``, why.

PASS:
    ```quiz rolle
    Wie viele Schritte sind es?
    = 6
    >> Der Kreis hat sechs Schritte.
    ```

FAIL:
    ```quiz rolle
    Wie viele Schritte sind es?
    = 6
    ```
"""
