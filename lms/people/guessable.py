"""Which passwords are guessed first: everyday words, names, years, rows of keys, and little else."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_GERMAN = """
passwort kennwort geheim hallo willkommen sommer winter fruehling fruhling herbst januar februar maerz april mai juni
juli august september oktober november dezember montag dienstag mittwoch donnerstag freitag samstag sonntag schatz
liebe baby hund katze fussball auto stadt rathaus amt verwaltung behoerde gemeinde landkreis kreis land deutschland
berlin hamburg muenchen koeln bremen hannover osnabrueck thueringen niedersachsen bayern hessen sachsen arbeit buero
computer rechner drucker internet netzwerk server start neu test testen schule kurs lernen lernlotse lehrer schueler
sonne mond stern himmel blume garten haus wohnung familie mama papa oma opa kind bruder schwester freund freundin
michael thomas andreas stefan peter klaus daniel martin sabine petra andrea monika susanne nicole julia anna maria
lukas leon paul max emma mia engel teufel drache prinzessin koenig tiger loewe adler pferd maus hase baer wolf
schalke bayern dortmund borussia werder kaffee bier wein kuchen schokolade urlaub ferien reise meer strand berg
danke bitte guten morgen tag abend nacht glueck leben lebe ich du wir ist bin mein meine dein unser und der die das
"""
_ENGLISH = """
password passwd pass secret welcome hello letmein login admin administrator root user guest master default changeme
change me open sesame love lovely baby angel princess prince king queen dragon monkey tiger lion eagle wolf bear shadow
sunshine moon star flower summer winter spring autumn fall january february march may june july october december
monday tuesday wednesday thursday friday saturday sunday football baseball basketball soccer hockey superman batman
iloveyou trustno one freedom whatever computer internet windows office access service system server test testing new
mustang harley ferrari porsche mercedes michael jordan jennifer ashley jessica charlie robert daniel andrew joshua
cookie cheese coffee pepper ginger banana apple orange chocolate summertime holiday family mother father brother
sister friend god jesus money business company work work school learning teacher student course my your the is
"""
_ROWS = ("qwertzuiopü+", "qwertyuiop[]", "asdfghjklöä#", "asdfghjkl;'", "yxcvbnm,.-", "zxcvbnm,./", "azertyuiop")
_COLUMNS = ("1qay2wsx3edc4rfv5tgb6zhn7ujm8ik9ol0p", "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p", "qweasdyxc", "qweasdzxc")
_DIGITS = ("01234567890123456789", "abcdefghijklmnopqrstuvwxyz")
_LOOKALIKES = str.maketrans("013457@$!", "oieastasi")
_INSIDE = re.compile(r"(?<=[a-z])[013457@$!]+(?=[a-z])")
_SPELLED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_LETTERLESS = re.compile(r"[\W\d_]+")
_YEAR = re.compile(r"19\d\d|20\d\d")
WALK = 4
"""Keys in a row that count as one thing to guess."""
FEW = 3
LONGEST = 40


@cache
def words() -> frozenset[str]:
    """Everyday words, lower case, with ä written as ae."""
    return frozenset(f"{_GERMAN} {_ENGLISH}".split())


@cache
def walks() -> frozenset[str]:
    """Every run of neighbouring keys, digits or letters, forwards and backwards."""
    lines = [*_ROWS, *_COLUMNS, *_DIGITS]
    lines += [line[::-1] for line in lines]
    return frozenset(
        line[start:end] for line in lines for start in range(len(line)) for end in range(start + WALK, len(line) + 1)
    )


def is_guessable(password: str, *personal: str) -> bool:
    """Whether a password is made of at most three things that everybody tries first.

    ``personal`` is what belongs to the account (name, address, organisation): it counts like an everyday word.
    """
    lowered = unicodedata.normalize("NFKC", password).casefold()
    known = words() | walks() | {part for text in personal for part in _parts(text)}
    spellings = {lowered, lowered.translate(_SPELLED)}
    spellings |= {_INSIDE.sub(lambda found: found[0].translate(_LOOKALIKES), text) for text in spellings}
    return any(_things(text, known) <= FEW for text in spellings)


def _parts(text: str) -> list[str]:
    return [part for part in _LETTERLESS.split(text.casefold().translate(_SPELLED)) if len(part) >= 3]


def _things(text: str, known: frozenset[str]) -> float:
    """The fewest things to guess that make up the text: a word is one, so is a letter that belongs to none.

    A year is half a thing, a digit or sign a quarter; to repeat what stands before costs nothing.
    """
    best = [0.0] * (len(text) + 1)
    for end in range(1, len(text) + 1):
        best[end] = best[end - 1] + (1 if text[end - 1].isalpha() else 0.25)
        for start in range(max(0, end - LONGEST), end):
            piece = text[start:end]
            if text.endswith(piece, 0, start):
                best[end] = min(best[end], best[start])
            elif piece in known:
                best[end] = min(best[end], best[start] + 1)
            elif _YEAR.fullmatch(piece):
                best[end] = min(best[end], best[start] + 0.5)
    return best[-1]
