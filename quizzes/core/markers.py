"""The signs that begin an answer, such as ``( )``, ``[x]``, ``=`` or ``___``, and what only looks like one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from lms.core.values import BLANKS
from quizzes.core.lines import Line

Family = Literal["single", "multiple", "value", "open"]
MOST_INDENT = 4

_B = f"[{BLANKS}]"
_LIST = rf"(?:[-*+]{_B}+)?"
_CHOICE = re.compile(
    rf"{_LIST}(?:\((?P<single>{_B}|[xX]|[^()]*?%|[^()]*?(?i:prozent|percent))\)"
    rf"|\[(?P<multiple>{_B}|[xX]|[^\[\]]*?%|[^\[\]]*?(?i:prozent|percent))\])"
    rf"(?:{_B}+|$)"
)
_NUMERIC_MARK = re.compile(rf"{_B}*[-+−]?[0-9][0-9.,{BLANKS}]*(?:%|prozent|percent){_B}*", re.IGNORECASE)
_VALUE = re.compile(rf"(?P<sign>!?=){_B}+(?=[^{BLANKS}])")
_OPEN = re.compile("_{3,}")
_NEAR_CHOICE = re.compile(rf"{_LIST}[(\[]{_B}*[xX×✓✔✗✘☑√*•]?{_B}*[)\]](?![(:])")
_NEAR_VALUE = re.compile(r"!?=(?![=>])")
_BARE_NUMBER = re.compile(rf"{_LIST}[(\[]{_B}*(?P<number>[0-9][0-9.,]*){_B}*[)\]]{_B}+\S")
_INSIDE = re.compile(rf"(?<={_B})[(\[](?:{_B}|[xX])[)\]](?={_B})")


@dataclass(frozen=True, slots=True)
class Marker:
    """The sign at the start of a line: its family, the mark in it, and where the answer's text begins."""

    family: Family
    mark: str
    start: int


def marker(line: Line) -> Marker | None:
    """The sign that a line begins with, if it is one and stands far enough left."""
    if line.literal or line.indent > MOST_INDENT:
        return None
    text = line.text
    if found := _CHOICE.match(text):
        mark = found["single"] if found["single"] is not None else found["multiple"]
        if mark.strip(BLANKS) not in ("", "x", "X") and not _NUMERIC_MARK.fullmatch(mark):
            return None
        family: Family = "single" if found["single"] is not None else "multiple"
        return Marker(family, mark.strip(BLANKS).lower(), found.end())
    if found := _VALUE.match(text):
        return Marker("value", found["sign"], found.end())
    if _OPEN.fullmatch(text):
        return Marker("open", "", len(text))
    return None


def misspelt(line: Line) -> bool:
    """Whether a line begins with something that was meant to be a sign: ``()``, ``[x]Text``, ``(×)``, ``=21``."""
    if line.literal or line.indent > MOST_INDENT:
        return False
    return bool(_NEAR_CHOICE.match(line.text) or _NEAR_VALUE.match(line.text)) and marker(line) is None


def bare_number(line: Line) -> str | None:
    """The number in ``(50) Text``, where a percentage was meant."""
    found = None if line.literal else _BARE_NUMBER.match(line.text)
    return found["number"] if found else None


def inside(line: Line, start: int = 0) -> int | None:
    """Where a sign stands in the middle of a line, which may be an answer that lost its line break."""
    if line.literal:
        return None
    found = _INSIDE.search(line.masked, start)
    return found.start() if found else None
