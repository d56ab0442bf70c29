"""A course as its author wrote it, read and checked: what publishing stores and the reader shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from lms.core.activity import Block
from lms.core.certificate import Certificate
from lms.core.errors import Problem


@dataclass(frozen=True, slots=True)
class Node:
    """A piece of a head with its place: a text, a list of nodes, or a mapping as pairs of key and value."""

    kind: Literal["text", "list", "map"]
    line: int
    column: int
    text: str = ""
    items: tuple[Node, ...] = ()
    pairs: tuple[tuple[Node, Node], ...] = ()


@dataclass(frozen=True, slots=True)
class Head:
    """The front matter of a file, every value read; ``lines`` says where each key (English name) stands."""

    key: str = ""
    title: str = ""
    summary: str = ""
    language: str = "de"
    authors: tuple[str, ...] = ()
    licence: str = ""
    audience: str = ""
    objectives: tuple[str, ...] = ()
    minutes: int | None = None
    format: str = "self-paced"  # self-paced, workshop, online-workshop, blended
    assessment: tuple[str, ...] = ()  # q&a, quiz, self-check, practice, attendance, none
    keywords: tuple[str, ...] = ()
    required: bool = True
    prerequisites: Node | None = None
    order: str = "free"  # or fixed
    units: tuple[str, ...] = ()
    completion: Node | None = None
    certificate: Certificate | None = None
    formerly: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    translator: str = ""
    original: str = ""
    lines: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Html:
    """A run of sanitised HTML between two blocks."""

    html: str


@dataclass(frozen=True, slots=True)
class Place:
    """A block in its place."""

    block: Block


@dataclass(frozen=True, slots=True)
class Section:
    """A ``##`` part of a unit with its own page. ``n`` counts from 1; ``anchors`` are the ids inside.

    The heading is not in ``parts``: a page shows ``<h2 id=anchor>`` with ``heading`` (sanitised inline HTML)
    itself. Text before the first ``##`` is a section under the unit's title without a heading.
    ``aliases`` are other spellings of anchors in links, such as GitHub's.
    """

    n: int
    title: str
    minutes: int
    parts: tuple[Html | Place, ...]
    anchors: tuple[str, ...] = ()
    heading: str = ""
    anchor: str = ""
    aliases: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Text:
    """One language version of a unit or of the course page."""

    language: str
    path: str
    source: str
    head: Head
    sections: tuple[Section, ...]
    words: int = 0
    search: str = ""  # the plain text, for the index


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit with its original and translations; ``blocks`` are the original's, in order."""

    key: str
    language: str  # the original's
    texts: Mapping[str, Text]
    blocks: tuple[Block, ...] = ()
    minutes: int = 0
    requires: tuple[str, ...] = ()  # keys of units that come first (order: fixed), besides head.prerequisites

    @property
    def text(self) -> Text:
        """The original."""
        return self.texts[self.language]

    @property
    def head(self) -> Head:
        """The original's head."""
        return self.text.head


@dataclass(frozen=True, slots=True)
class Course:
    """A whole course; the course page is a text whose sections hold its introduction and own blocks.

    ``files`` holds what the texts link to, by path in the folder. ``minutes`` is the sum of the units
    unless the head says otherwise.
    """

    key: str
    language: str
    texts: Mapping[str, Text]
    units: tuple[Unit, ...]
    blocks: tuple[Block, ...] = ()
    minutes: int = 0
    files: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def text(self) -> Text:
        """The original of the course page."""
        return self.texts[self.language]

    @property
    def head(self) -> Head:
        """The original's head."""
        return self.text.head


@dataclass(frozen=True, slots=True)
class Loaded:
    """What reading a folder brings: the course, as far as it could be read, and everything wrong with it.

    Only a course that is ``ok`` may be published; the others are good enough for a preview.
    """

    course: Course | None
    problems: tuple[Problem, ...]

    @property
    def ok(self) -> bool:
        """Whether the course can be published."""
        return self.course is not None and not any(problem.severity == "error" for problem in self.problems)
