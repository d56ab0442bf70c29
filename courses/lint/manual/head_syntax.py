"""The head is YAML: a name, a colon, a blank and a value; a value with a second colon stands in quotation marks.

``--fix`` writes the quotation marks and the missing blank.

PASS 02-grenzen.md:
    ---
    titel: "Grenzen: ein Fall"
    lernziele:
      - Die Rolle beschreiben
    dauer: 30 min
    ---
    Text.

FAIL 02-grenzen.md:
    ---
    titel: Grenzen: ein Fall
    lernziele:
      - Die Rolle beschreiben
    dauer: 30 min
    ---
    Text.
"""
