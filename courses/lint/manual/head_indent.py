"""What belongs together in the head stands exactly below each other, indented with blanks.

PASS kurs.md:
    ---
    titel: Begleiten
    kennung: begleiten
    autor: Anna Roth
    lizenz: CC-BY-4.0
    zertifikat:
      titel: Begleiten
      gültig: 24 Monate
    ---

FAIL kurs.md:
    ---
    titel: Begleiten
    kennung: begleiten
    autor: Anna Roth
    lizenz: CC-BY-4.0
    zertifikat:
      titel: Begleiten
       gültig: 24 Monate
    ---
"""
