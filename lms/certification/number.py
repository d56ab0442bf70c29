"""Numbers of awards: not guessable, read aloud without doubt, and typed wrongly only with a notice."""

from __future__ import annotations

import secrets
import unicodedata

ALPHABET = "0123456789ACDEFGHJKMNPQRTVWXY"
"""29 signs, none of which looks like another. A prime number of them makes the check sign certain."""

PREFIX = "LL"
EXAMPLE = "LL-7K4M-92XQ-H3TK"
LENGTH = 12
_GROUP = 4
_LONGEST = 64
_LOOK_ALIKES = str.maketrans({"O": "0", "I": "1", "L": "1", "B": "8", "S": "5", "Z": "2", "U": "V"})


def new_number() -> str:
    """A number that nobody can guess: eleven random signs (53 bits) and a check sign."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH - 1))
    return _grouped(body + _check_sign(body))


def normalise(text: str) -> str:
    """The way a number is written, from the way somebody typed it; anything else comes back without separators."""
    folded = unicodedata.normalize("NFKC", text[:_LONGEST]).upper()
    signs = "".join(sign for sign in folded if sign.isalnum()).translate(_LOOK_ALIKES)
    prefix = PREFIX.translate(_LOOK_ALIKES)
    body = signs.removeprefix(prefix) if len(signs) == len(prefix) + LENGTH else signs
    return _grouped(body) if len(body) == LENGTH else signs


def is_well_formed(text: str) -> bool:
    """Whether a text can be a number at all: its length, its signs and its check sign are right."""
    body = normalise(text).removeprefix(PREFIX).replace("-", "")
    return len(body) == LENGTH and set(body) <= set(ALPHABET) and _check_sign(body[:-1]) == body[-1]


def _grouped(body: str) -> str:
    groups = (body[start : start + _GROUP] for start in range(0, LENGTH, _GROUP))
    return "-".join((PREFIX, *groups))


def _check_sign(body: str) -> str:
    """The sign that makes the sum of all signs, each times its place, divisible by 29.

    Every place has another factor and 29 is prime: one wrong sign or two exchanged ones always change the sum.
    """
    total = sum(place * ALPHABET.index(sign) for place, sign in enumerate(body, start=2))
    return ALPHABET[-total % len(ALPHABET)]
