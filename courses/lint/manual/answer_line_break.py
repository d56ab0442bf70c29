"""Pairs and steps follow a blank line, or a line that ends a sentence.

PASS:
    ```quiz rolle
    Was hilft?
    (x) Zuhören
        > Wer zuhört, erfährt mehr.
    ( ) Vorgeben
        > Das nimmt die Entscheidung ab.
    ```

FAIL:
    ```quiz rolle
    # eins
    Was gehört zusammen
    Führung -> Orientierung geben
    Beratung -> zuhören
    >> So ist es.
    ```
"""
