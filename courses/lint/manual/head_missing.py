"""A file begins with a head between two lines ``---``.

PASS 02-grenzen.md:
    ---
    titel: Die Rolle
    lernziele:
      - Die Rolle beschreiben
    dauer: 30 min
    ---
    Text.

FAIL 02-grenzen.md:
    Text.
"""
