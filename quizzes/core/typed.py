"""Numbers as learners type them: every meaning that a notation may have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lms.core.values import fold, trim

_HALVES = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3, "⅛": 0.125}
_TYPED = re.compile(
    r"(?P<sign>[-+−–]?) ?(?P<digits>[0-9](?:[0-9]|[., '’](?=[0-9]))*)?(?: ?(?P<part>[½¼¾⅓⅔⅛]))?"
    r"(?P<unit>(?: ?(?:[^\W\d_]|[%‰€$£°]).*)?)"
)
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:([., '’])[0-9]{3})(?:\1[0-9]{3})*")
_GROUPED_DECIMAL = re.compile(r"([0-9]{1,3}(?:([., '’])[0-9]{3})+)([.,])([0-9]+)")
_SAME = {"%": "prozent", "percent": "prozent", "€": "euro", "eur": "euro", "std": "h", "stunde": "h", "stunden": "h"}


@dataclass(frozen=True, slots=True)
class Reading:
    """A number that a learner may have meant, with the unit they typed, if any."""

    value: float
    unit: str = ""

    def fits(self, unit: str) -> bool:
        """Whether its unit is the one that is asked for, or was left out by either side."""
        return not self.unit or not unit or same_unit(self.unit) == same_unit(unit)


def same_unit(text: str) -> str:
    """A unit without the freedoms of spelling."""
    folded = fold(trim(text)).rstrip(".")
    return _SAME.get(folded, folded)


def readings(text: str) -> tuple[Reading, ...]:
    """All meanings of what a learner typed; none if it is no number."""
    found = _TYPED.fullmatch(trim(text).rstrip(".,"))
    if not found or not (found["digits"] or found["part"]):
        return ()
    sign = -1 if found["sign"] in ("-", "−", "–") and found["sign"] else 1
    extra = _HALVES.get(found["part"] or "", 0.0)
    unit = trim(found["unit"] or "")
    values = dict.fromkeys(_meanings(found["digits"])) if found["digits"] else {0.0: None}
    return tuple(Reading(sign * (value + extra), unit) for value in values)


def _meanings(digits: str) -> Iterator[float]:
    """A run of digits and separators as a decimal number and as a grouped one, whichever is possible."""
    if re.fullmatch(r"[0-9]+(?:[.,][0-9]+)?", digits):
        yield float(digits.replace(",", "."))
    if _THOUSANDS.fullmatch(digits):
        yield float(re.sub("[^0-9]", "", digits))
    if (found := _GROUPED_DECIMAL.fullmatch(digits)) and found[2] != found[3]:
        yield float(re.sub("[^0-9]", "", found[1]) + "." + found[4])
