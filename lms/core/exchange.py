"""What goes out to other programs and comes in from them: nothing that cannot be kept is lost without a word."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from lms.core.activity import Block, Slot
from lms.core.message import Message


@dataclass(frozen=True, slots=True)
class Lost:
    """Something that the other format cannot hold: where it stands, and what became of it."""

    place: str
    reason: Message


@dataclass(frozen=True, slots=True)
class Page:
    """A section of a unit: its heading, and in order its HTML and its activities."""

    title: str
    heading: str
    anchor: str
    parts: tuple[str | Slot, ...] = ()


@dataclass(frozen=True, slots=True)
class Chapter:
    """A unit, or the course page (``n`` = 0), in the original's language; ``blocks`` are as their author wrote them."""

    key: str
    title: str
    language: str
    path: str
    n: int
    pages: tuple[Page, ...] = ()
    blocks: tuple[Block, ...] = ()
    translations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Content:
    """A version of a course, as an exporter gets it; ``files`` is its whole folder by path."""

    key: str
    title: str
    language: str
    version: int
    chapters: tuple[Chapter, ...]
    files: Mapping[str, bytes]
    head: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Exported:
    """A file for another program, and what it could not take along."""

    data: bytes
    lost: tuple[Lost, ...] = ()


@dataclass(frozen=True, slots=True)
class Imported:
    """A course folder made from something foreign, and what could not be kept."""

    files: Mapping[str, bytes]
    lost: tuple[Lost, ...] = ()


@dataclass(frozen=True, slots=True)
class Exporter:
    """A format that a course can be written in; what it cannot write is refused with an LmsError."""

    name: str
    label: Message
    extension: str
    media_type: str
    export: Callable[[Content], Exported]


@dataclass(frozen=True, slots=True)
class Importer:
    """A foreign format that becomes a course folder; ``detects`` tells it by its files, ``read`` takes them.

    Both get the files by path; a single file is one of them. What cannot be read is refused with an LmsError.
    """

    name: str
    label: Message
    detects: Callable[[Mapping[str, bytes]], bool]
    read: Callable[[Mapping[str, bytes]], Imported]
