"""Text is saved as UTF-8.

An editor that saves as Windows-1252 or ANSI turns umlauts into something else. ``--fix`` saves the file anew.

PASS:
    Gespräche über Grenzen.

FAIL 01-rolle.md (Windows-1252):
    ---
    titel: Die Rolle
    lernziele:
      - Die Rolle beschreiben
    dauer: 30 min
    ---
    Gespräche über Grenzen.
"""
