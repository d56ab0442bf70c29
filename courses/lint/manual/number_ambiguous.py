"""A number means one thing: digits are grouped by blanks only, the decimal sign is a comma or a point.

PASS 02-grenzen.md:
    ---
    titel: Die Rolle
    lernziele:
      - Die Rolle beschreiben
    dauer: 1 500 min
    ---
    Text.

FAIL 02-grenzen.md:
    ---
    titel: Die Rolle
    lernziele:
      - Die Rolle beschreiben
    dauer: 1.500 min
    ---
    Text.
"""
