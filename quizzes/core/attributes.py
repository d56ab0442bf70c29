"""The words behind a question's key: ``punkte=2``, ``tippfehler=1``, ``ziel=1,3``."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from lms.core.activity import Attribute
from lms.core.errors import BadValue
from lms.core.message import Message
from lms.core.values import (
    BLANKS,
    fold,
    nearest,
    read_count,
    read_key,
    read_number,
    read_yes_no,
    trim,
)
from quizzes.core.lines import Line
from quizzes.core.problems import Problems

QUOTES = (('"', '"'), ("„", "“"), ("„", "”"), ("“", "”"), ("»", "«"), ("«", "»"), ("'", "'"), ("‚", "‘"))
"""Pairs of quotation marks that may stand around a value."""

_QUOTED = "|".join(f"{opening}[^{closing}]*{closing}" for opening, closing in QUOTES)
_ATTRIBUTE = re.compile(rf"(?P<name>[^\W\d_][\w-]*)=(?P<value>{_QUOTED}|[^{BLANKS}]*)(?=[{BLANKS}]|$)")
_SPACED = re.compile(rf"(?P<name>[^\W\d_][\w-]*)(?:[{BLANKS}]+=[{BLANKS}]*|=[{BLANKS}]+)(?P<value>[^{BLANKS}]+)")


def unquote(text: str) -> tuple[str, bool]:
    """A value without the quotation marks around it, and whether it had any."""
    for opening, closing in QUOTES:
        if len(text) > 1 and text[0] == opening and text[-1] == closing:
            return text[1:-1], True
    return text, False


def _points(text: str) -> float:
    value = read_number(text)
    if not 0 < value <= 1000:
        raise BadValue(Message("“%(text)s”: points lie between 0 and 1000.", {"text": trim(text)}))
    return value


def _objectives(text: str) -> tuple[int, ...]:
    return tuple(read_count(part, least=1, most=99) for part in text.split(","))


ATTRIBUTES = (
    Attribute("points", ("punkte", "points"), _points, 1.0),
    Attribute("objectives", ("ziel", "objective", "ziele", "objectives"), _objectives, ()),
    Attribute("topic", ("thema", "topic"), trim, ""),
    Attribute("exact", ("genau", "exact"), read_yes_no, False),
    Attribute("typos", ("tippfehler", "typos"), lambda text: read_count(text, most=9), 0),
    Attribute("lines", ("zeilen", "lines"), lambda text: read_count(text, least=1, most=50), 5),
    Attribute("shuffle", ("mischen", "shuffle"), read_yes_no, None),
    Attribute("formerly", ("war", "formerly"), lambda text: read_key(text.rpartition("#")[2]), ""),
)


def read_attributes(line: Line, offset: int, known: Sequence[Attribute], problems: Problems) -> Mapping[str, Any]:
    """The attributes in a line from a place on, under their English names, defaults included."""
    by_word = {fold(word): attribute for attribute in known for word in attribute.words}
    values = {attribute.name: attribute.default for attribute in known}
    seen: set[str] = set()
    while offset < len(line.text):
        if line.text[offset] in BLANKS:
            offset += 1
            continue
        found = _ATTRIBUTE.match(line.text, offset)
        if not found or not found["value"]:
            _complain(line, offset, problems)
            break
        place = line.at(offset)
        offset = found.end()
        attribute = by_word.get(fold(found["name"]))
        if attribute is None:
            _unknown(place, found["name"], by_word, problems)
        elif attribute.name in seen:
            problems.error(place, "block-attribute", Message("“%(name)s” stands here twice.", {"name": found["name"]}))
        else:
            seen.add(attribute.name)
            try:
                values[attribute.name] = attribute.read(unquote(found["value"])[0])
            except BadValue as error:
                problems.bad_value(place, error, "block-attribute")
    return values


def _unknown(place: tuple[int, int], name: str, known: Mapping[str, Attribute], problems: Problems) -> None:
    meant = nearest(name, known)
    message = Message("A question has no “%(name)s”.", {"name": name})
    if meant:
        message = Message("A question has no “%(name)s”. Do you mean “%(meant)s”?", {"name": name, "meant": meant})
    problems.error(place, "block-attribute", message)


def _complain(line: Line, offset: int, problems: Problems) -> None:
    """Says why something behind a key is no attribute."""
    if spaced := _SPACED.match(line.text, offset):
        problems.error(
            line.at(offset),
            "block-attribute",
            Message("Write %(name)s=%(value)s without blanks.", {"name": spaced["name"], "value": spaced["value"]}),
        )
        return
    problems.error(
        line.at(offset),
        "question-head",
        Message("Behind “#” stands a key of one word. Write “# question-1”; the question itself begins below it."),
    )
