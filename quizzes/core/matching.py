"""Whether a typed text is a solution: folded, with small slips forgiven in longer words."""

from __future__ import annotations

import unicodedata

from quizzes.core.text import normal

LONG = 5
"""Slips are forgiven in words of so many letters or more."""


def matches(given: str, solution: str, *, exact: bool = False, typos: int = 0) -> bool:
    """Whether ``given`` says the same as ``solution``, with at most ``typos`` edits in long words."""
    if exact:
        one, other = (unicodedata.normalize("NFC", text).strip() for text in (given, solution))
    else:
        one, other = normal(given), normal(solution)
    if one == other or not typos:
        return one == other
    mine, theirs = one.split(), other.split()
    if len(mine) != len(theirs):
        return False
    edits = 0
    for word, wanted in zip(mine, theirs, strict=True):
        if word != wanted and (len(wanted) < LONG or abs(len(word) - len(wanted)) > typos):
            return False
        edits += distance(word, wanted)
        if edits > typos:
            return False
    return True


def distance(one: str, other: str) -> int:
    """How many letters were added, left out, replaced or swapped with their neighbour."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        row = [i]
        for j, wanted in enumerate(other, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before, last = last, row
    return last[-1]
