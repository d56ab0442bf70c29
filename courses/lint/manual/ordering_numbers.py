"""Steps to be put in order are numbered 1, 2, 3, or all of them 1.

PASS:
    ```quiz rolle
    # eins
    In welcher Reihenfolge?
    1. Zuhören
    2. Fragen
    3. Handeln
    >> So ist es.
    ```

FAIL:
    ```quiz rolle
    # eins
    In welcher Reihenfolge?
    1. Zuhören
    3. Fragen
    4. Handeln
    >> So ist es.
    ```
"""
