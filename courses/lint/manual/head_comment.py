"""Behind `` #`` a line of the head is not read. Text with it stands in quotation marks.

PASS 02-grenzen.md:
    ---
    titel: "Raum # 5"
    lernziele:
      - Die Rolle beschreiben
    dauer: 30 min
    ---
    Text.

FAIL 02-grenzen.md:
    ---
    titel: Raum # 5
    lernziele:
      - Die Rolle beschreiben
    dauer: 30 min
    ---
    Text.
"""
