"""What a feature registers so that its activities can be written, checked, opened and completed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from lms.core.criteria import Criterion
from lms.core.errors import Problem
from lms.core.evidence import ActivityRef
from lms.core.message import Message


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block as a trainer wrote it, with its place in the file.

    ``attributes`` holds the attributes that its type declares under their English names, as read by
    the attribute; ``line`` is the line of the opening fence, ``body_line`` the first line of ``body``.
    ``objectives`` is what ``ziel=`` names, counted from 1.
    """

    type: str
    key: str
    unit: str
    body: str
    path: str = ""
    line: int = 1
    body_line: int = 2
    title: str = ""
    required: bool | None = None
    objectives: tuple[int, ...] = ()
    edition: int = 1
    formerly: str = ""
    attributes: Mapping[str, Any] = field(default_factory=dict)

    @property
    def address(self) -> str:
        """Its address in the course, ``einheit/block``."""
        return f"{self.unit}/{self.key}"


@dataclass(frozen=True, slots=True)
class Attribute:
    """A word that may stand behind a block's key: its names, how it is read, and what it is without."""

    name: str
    words: tuple[str, ...]
    read: Callable[[str], Any]  # raises BadValue
    default: Any = None


@dataclass(frozen=True, slots=True)
class Threshold:
    """What a rule adds to an activity: ``mindestens 80 %``, ``bestanden`` or ``abgegeben``."""

    unit: str  # "share" (0..1), "points", "dates", "passed", "submitted"
    amount: float = 0.0


@dataclass(frozen=True, slots=True)
class RuleWord:
    """A word of a completion rule that names an activity: ``quiz``, ``besprochen``."""

    words: tuple[str, ...]
    criterion: Callable[[Block, Threshold | None], Criterion]
    thresholds: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Slot:
    """A published activity in its place: what a page needs to show it. ``data`` is what its type compiled.

    ``objectives`` are the numbers that ``ziel=`` names; ``objectives_text`` are the unit's objectives in full.
    """

    ref: ActivityRef
    title: str
    unit_title: str = ""
    version: int = 1
    language: str = "de"
    required: bool = True
    edition: int = 1
    objectives: tuple[int, ...] = ()
    objectives_text: tuple[str, ...] = ()
    attributes: Mapping[str, Any] = field(default_factory=dict)
    data: Mapping[str, Any] = field(default_factory=dict)


class Render(Protocol):
    """Turns an author's Markdown into sanitised HTML; ``inline`` leaves out the paragraph around one line."""

    def __call__(self, text: str, *, inline: bool = False) -> str: ...


class Load(Protocol):
    """The state of all of a type's places on a page for one person, in a fixed number of statements."""

    def __call__(self, slots: Sequence[Slot], person: int) -> Mapping[ActivityRef, Any]: ...


def only_translated(original: Mapping[str, Any], translation: Mapping[str, Any], language: str) -> Mapping[str, Any]:
    """A type whose translations stand for themselves."""
    return translation


def no_problems(block: Block) -> Iterator[Problem]:
    """A type that accepts every body."""
    return iter(())


def no_data(block: Block, render: Render) -> Mapping[str, Any]:
    """A type that compiles nothing but its body."""
    return {"html": render(block.body)}


def no_states(slots: Sequence[Slot], person: int) -> Mapping[ActivityRef, Any]:
    """A type without a state of its own."""
    return {}


def no_conflict(before: Block, now: Block) -> Iterator[Problem]:
    """A type whose results do not depend on what stands in its block."""
    return iter(())


def always(slot: Slot) -> bool:
    """What holds for every place."""
    return True


def all_works(slot: Slot) -> Iterable[Message]:
    """A type of which everything works without a server."""
    return ()


@dataclass(frozen=True, slots=True)
class Offline:
    """How an activity works in a package that another program plays, without a server.

    ``render`` makes its HTML, told how to say a message in the course's language; ``script`` is a file in
    plain ES5 that brings it to life with ``window.Lernlotse``; ``lost`` tells what does not work there.
    """

    render: Callable[[Slot, Callable[[Message], str]], str]
    script: Path
    lost: Callable[[Slot], Iterable[Message]] = all_works


@dataclass(frozen=True, slots=True)
class ActivityType:
    """A kind of activity: the word that opens its block and everything that block needs afterwards.

    ``check`` yields what is wrong with a block; ``compile`` turns it, once, at publishing, into
    JSON-able data, and ``translate`` ties a translation's data to the original's, told the original's
    language; ``load`` and ``render`` show it in the reader; ``criterion`` completes it.
    ``counts`` says whether it is required unless the author says otherwise.
    """

    name: str
    words: tuple[str, ...]
    label: Message
    kinds: frozenset[str]
    criterion: Callable[[Block], Criterion]
    render: Callable[[Slot, Any], str]
    attributes: tuple[Attribute, ...] = ()
    rules: tuple[RuleWord, ...] = ()
    check: Callable[[Block], Iterator[Problem]] = no_problems
    compile: Callable[[Block, Render], Mapping[str, Any]] = no_data
    translate: Callable[[Mapping[str, Any], Mapping[str, Any], str], Mapping[str, Any]] = only_translated
    check_change: Callable[[Block, Block], Iterator[Problem]] = no_conflict
    """What a new version of a block does to results in the published one: told both, the published first."""
    check_translation: Callable[[Block, Block], Iterator[Problem]] = no_conflict
    """What in a translated block does not fit its original: told both, the original first."""
    load: Load = no_states
    counts: bool = True
    keyed: bool = True
    needs_body: bool = True
    endpoint: str | None = None
    """The page of one activity (arguments: course, unit, key); without it, its place in the unit."""
    class_endpoint: str | None = None
    """The page where a trainer ticks for those who were present (arguments: course, unit, key)."""
    in_class: Callable[[Slot], bool] = always
    """Whether a place of this type can be ticked on that page; it matters only where there is one."""
    offline: Offline | None = None
    """How it works in an exported package; without it, it is shown there and named as lost."""
