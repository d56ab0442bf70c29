"""A unit has a title, objectives and a duration; a course has a title, and should name its author and licence.

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
    ---
    Text.

FAIL kurs.md:
    ---
    titel: Begleiten
    kennung: begleiten
    ---
"""
