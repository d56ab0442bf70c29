"""A unit has one text in each language.

PASS 01-rolle.en.md:
    ---
    titel: The role
    ---
    Text.

FAIL 01-rolle.de.md:
    ---
    titel: Die Rolle
    lernziele:
      - Die Rolle beschreiben
    dauer: 30 min
    ---
    Text.
"""
