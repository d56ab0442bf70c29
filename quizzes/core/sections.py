"""Where each question begins: at ``# key``, or after a line of dashes while it has no key."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from lms.core.errors import BadValue
from lms.core.message import Message
from lms.core.values import BLANKS, read_key
from quizzes.core.attributes import ATTRIBUTES, read_attributes
from quizzes.core.lines import Line
from quizzes.core.markers import marker
from quizzes.core.problems import Problems

_HEAD = re.compile(rf"#(?:[{BLANKS}]+|$)")
_NEAR_HEAD = re.compile(r"#+")
_DASHES = re.compile("-{3,}")
_DRAW = re.compile(rf"#[{BLANKS}]+(?:ziehe|draw)=", re.IGNORECASE)
_DEFAULTS = {attribute.name: attribute.default for attribute in ATTRIBUTES}


@dataclass(frozen=True, slots=True)
class Section:
    """The lines of one question, with the key and attributes from its head.

    ``line`` is where it begins; ``key`` is empty without a head; ``draw`` says that it draws from a pool.
    """

    line: Line
    key: str = ""
    attributes: Mapping[str, Any] = field(default_factory=lambda: _DEFAULTS)
    lines: tuple[Line, ...] = ()
    headed: bool = False
    draw: bool = False

    @property
    def answered(self) -> bool:
        """Whether any of its lines begins an answer."""
        return any(marker(line) for line in self.lines)

    @property
    def empty(self) -> bool:
        """Whether nothing stands in it."""
        return all(line.blank for line in self.lines)


def split(lines: Sequence[Line], problems: Problems) -> tuple[tuple[Line, ...], list[Section]]:
    """The case above the questions and the questions' sections."""
    if not lines:
        return (), []
    sections = [Section(lines[0])]
    own: list[Line] = []
    column: int | None = None  # of the answers; what is indented further belongs to them
    for line in lines:
        limit = 3 if column is None else column + 1
        opened = None if line.literal or line.indent > limit else _opened(line, problems)
        if opened is None:
            own.append(line)
            if column is None and marker(line):
                column = line.indent
            continue
        sections[-1] = replace(sections[-1], lines=tuple(own))
        sections.append(opened)
        own, column = [], None
    sections[-1] = replace(sections[-1], lines=tuple(own))
    return _without_case(sections)


def _opened(line: Line, problems: Problems) -> Section | None:
    """The section that a line begins, if it does."""
    if _DASHES.fullmatch(line.text):
        return Section(line)
    if not line.text.startswith("#"):
        return None
    if _DRAW.match(line.text):
        return Section(line, headed=True, draw=True)
    return _head(line, problems)


def _head(line: Line, problems: Problems) -> Section:
    found = _HEAD.match(line.text)
    start = found.end() if found else 0
    word = re.match(rf"[^{BLANKS}]*", line.text[start:])
    key = word[0] if word else ""
    if not found or not key or "=" in key:
        near = _NEAR_HEAD.match(line.text)
        rest = line.text[near.end() :].strip(BLANKS) if near else ""
        problems.error(line.place, "question-head", _no_key(rest))
        return Section(line, headed=True)
    attributes = read_attributes(line, start + len(key), ATTRIBUTES, problems)
    try:
        return Section(line, read_key(key), attributes, headed=True)
    except BadValue as error:
        problems.bad_value(line.at(start), error, "key-invalid")
        return Section(line, attributes=attributes, headed=True)


def _no_key(rest: str) -> Message:
    word = rest.split(maxsplit=1)[0] if rest else ""
    try:
        example = read_key(word)
    except BadValue:
        example = "question-1"
    return Message("Behind “#” stands a blank and a key of one word. Write “# %(key)s”.", {"key": example})


def _without_case(sections: list[Section]) -> tuple[tuple[Line, ...], list[Section]]:
    """Takes off the case, and the empty sections that dashes beside a head leave behind."""
    first, *others = sections
    case: tuple[Line, ...] = ()
    if others and not first.answered:
        case, sections = first.lines, others
    return case, list(_not_empty(sections))


def _not_empty(sections: Sequence[Section]) -> Iterator[Section]:
    for section in sections:
        if section.headed or not section.empty:
            yield section
