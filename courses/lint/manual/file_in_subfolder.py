"""Units stand beside ``kurs.md``; in the folders below stand pictures and material.

PASS 02-grenzen.md:
    ---
    titel: Die Rolle
    lernziele:
      - Die Rolle beschreiben
    dauer: 30 min
    ---
    Text.

FAIL teil-2/02-grenzen.md:
    ---
    titel: Die Rolle
    lernziele:
      - Die Rolle beschreiben
    dauer: 30 min
    ---
    Text.
"""
