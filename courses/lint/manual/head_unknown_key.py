"""The head holds the keys that the format knows; names that begin with ``x-`` are left alone.

PASS 02-grenzen.md:
    ---
    titel: Die Rolle
    lernziele:
      - Die Rolle beschreiben
    x-ablage: 12
    dauer: 30 min
    ---
    Text.

FAIL 02-grenzen.md:
    ---
    titel: Die Rolle
    lernziele:
      - Die Rolle beschreiben
    lizens: CC0-1.0
    dauer: 30 min
    ---
    Text.
"""
