"""A completion rule begins with a word that exists: gelesen, quiz, diskussion, einheit and others.

PASS 02-grenzen.md:
    ---
    titel: Die Rolle
    lernziele:
      - Die Rolle beschreiben
    abschluss:
      - gelesen
    dauer: 30 min
    ---
    Text.

FAIL 02-grenzen.md:
    ---
    titel: Die Rolle
    lernziele:
      - Die Rolle beschreiben
    abschluss:
      - gelsen
    dauer: 30 min
    ---
    Text.
"""
