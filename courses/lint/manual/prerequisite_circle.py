"""Units do not wait for each other in a circle.

PASS 02-grenzen.md:
    ---
    titel: Die Rolle
    lernziele:
      - Die Rolle beschreiben
    voraussetzung: [rolle]
    dauer: 30 min
    ---
    Text.

FAIL 02-grenzen.md:
    ---
    titel: Die Rolle
    lernziele:
      - Die Rolle beschreiben
    voraussetzung: [zyklus]
    dauer: 30 min
    ---
    Text.

AND 03-zyklus.md:
    ---
    titel: Die Rolle
    lernziele:
      - Die Rolle beschreiben
    voraussetzung: [grenzen]
    dauer: 30 min
    ---
    Text.
"""
