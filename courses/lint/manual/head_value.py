"""A value is of the kind that its key expects; the message shows an example.

PASS 02-grenzen.md:
    ---
    titel: Die Rolle
    lernziele:
      - Die Rolle beschreiben
    dauer: 30 min
    ---
    Text.

FAIL 02-grenzen.md:
    ---
    titel: Die Rolle
    lernziele:
      - Die Rolle beschreiben
    dauer: 30
    ---
    Text.

FAIL 02-grenzen.md:
    ---
    titel: Die Rolle
    lernziele:
      - Die Rolle beschreiben
    format: Seminar
    dauer: 30 min
    ---
    Text.
"""
