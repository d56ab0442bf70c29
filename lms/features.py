"""A feature, and where features come from: built-in ones and plug-ins use the same door."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lms.core.activity import ActivityType
from lms.core.errors import LmsError
from lms.core.exchange import Exporter, Importer
from lms.core.message import Message
from lms.core.source import Source

if TYPE_CHECKING:
    import click
    from flask import Blueprint

BUILT_IN = ("courses", "quizzes", "forum")
GROUP = "lms.features"


@dataclass(frozen=True, slots=True)
class NavItem:
    """An entry of the main navigation; ``roles`` may see it (empty: everybody who is signed in)."""

    label: Message
    endpoint: str
    roles: frozenset[str] = frozenset()
    order: int = 50


@dataclass(frozen=True, slots=True)
class Retention:
    """One rule of the deletion concept: what, counted from when, kept how long, and the function that deletes.

    ``delete(before, dry_run)`` removes what began before a moment and tells how many rows.
    """

    data: Message
    start: Message
    days: int
    delete: Callable[[datetime, bool], int]


@dataclass(frozen=True, slots=True)
class PersonalData:
    """What a feature holds about a person: its export, what happens when accounts merge or end, its periods."""

    export: Callable[[int], Mapping[str, Any]]
    forget: Callable[[int], None] | None = None
    retention: tuple[Retention, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """Something that search can find: who may see it is told by ``cell`` and ``scope`` (a course key or nothing)."""

    kind: str
    key: str
    title: str
    text: str
    address: str
    scope: str = ""


@dataclass(frozen=True, slots=True)
class Job:
    """Periodic work: its name, how often (seconds), and the function, which is told the time."""

    name: str
    every: int
    run: Callable[[datetime], object]


@dataclass(frozen=True, slots=True)
class Feature:
    """Everything that a package adds to Lernlotse. Reading it tells you all of it; all but the name may be empty."""

    name: str
    activity_types: tuple[ActivityType, ...] = ()
    source: Source | None = None
    blueprints: Callable[[], Sequence[Blueprint]] | None = None
    navigation: tuple[NavItem, ...] = ()
    commands: Callable[[], Sequence[click.Command]] | None = None
    exporters: tuple[Exporter, ...] = ()
    importers: tuple[Importer, ...] = ()
    jobs: tuple[Job, ...] = ()
    migrations: Path | None = None
    translations: Path | None = None
    personal_data: PersonalData | None = None
    documents: Callable[[], Iterator[Document]] | None = None
    cells: Mapping[str, frozenset[str]] = field(default_factory=dict)
    demo: Callable[[Any], None] | None = None


def built_in() -> tuple[Feature, ...]:
    """The features that come with Lernlotse, each checked to be ours and not a host's package of that name."""
    return tuple(_load_built_in(name) for name in BUILT_IN)


def _load_built_in(name: str) -> Feature:
    module = importlib.import_module(name)
    feature = getattr(module, "feature", None)
    ours = Path(__file__).resolve().parent.parent
    where = Path(module.__file__ or "").resolve()
    if not isinstance(feature, Feature) or ours not in where.parents:
        raise LmsError(
            Message(
                "“%(name)s” was loaded from %(file)s, which hides Lernlotse's own package of that name. "
                "Rename that file or folder.",
                {"name": name, "file": str(where)},
            )
        )
    return feature


def installed() -> tuple[Feature, ...]:
    """The features of other packages, found by their entry points in ``lms.features``."""
    return tuple(entry.load() for entry in metadata.entry_points(group=GROUP))


class Features:
    """The features of one application, with what they register found by name."""

    def __init__(self, features: Iterable[Feature]) -> None:
        self.all = tuple(features)
        self._refuse_twins()
        self.types = {kind.name: kind for feature in self.all for kind in feature.activity_types}
        self.sources = tuple(feature.source for feature in self.all if feature.source)
        self.exporters = {format.name: format for feature in self.all for format in feature.exporters}
        self.importers = {format.name: format for feature in self.all for format in feature.importers}

    def __iter__(self) -> Iterator[Feature]:
        return iter(self.all)

    def _refuse_twins(self) -> None:
        seen: dict[tuple[str, str], Feature] = {}
        for feature in self.all:
            for what in _names(feature):
                other = seen.setdefault(what, feature)
                if other is not feature:
                    raise LmsError(
                        Message(
                            "Two features register the %(what)s “%(name)s”: “%(one)s” (%(one_from)s) and "
                            "“%(two)s” (%(two_from)s). Remove one of them.",
                            {
                                "what": what[0],
                                "name": what[1],
                                "one": other.name,
                                "one_from": _origin(other),
                                "two": feature.name,
                                "two_from": _origin(feature),
                            },
                        )
                    )


def _names(feature: Feature) -> Iterator[tuple[str, str]]:
    """Everything in a feature whose name must be its own."""
    yield "feature", feature.name
    yield from (("activity type", kind.name) for kind in feature.activity_types)
    yield from (("export format", format.name) for format in feature.exporters)
    yield from (("import format", format.name) for format in feature.importers)


def _origin(feature: Feature) -> str:
    """Where a feature comes from, as far as it tells."""
    if feature.blueprints:
        return feature.blueprints.__module__
    if feature.activity_types:
        return feature.activity_types[0].render.__module__
    return str(feature.migrations or feature.translations or "no module")
