"""What trainers see of their courses: states, versions, and what a draft would change."""

from __future__ import annotations

import zipfile
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import NamedTuple

from sqlalchemy import ColumnElement, ScalarSelect, func, select
from sqlalchemy.orm import aliased

from courses.content.names import is_markdown
from courses.content.naming import COURSE_PAGE
from courses.models import CourseFile, CourseRow, Revision, UnitText
from courses.service.files import sources
from lms.db import db
from lms.people.models import Person
from lms.progress.models import Enrolment
from lms.search.folding import sort_key


class CourseLine(NamedTuple):
    """A course in its trainers' list: its newest version, when its draft was saved, how many people learn it."""

    key: str
    title: str
    version: int
    archived: bool
    draft_at: datetime | None
    learning: int


class VersionLine(NamedTuple):
    """A published version: when, by whom, what is new, how many people learn by it now."""

    version: int
    published_at: datetime
    given: str | None
    family: str | None
    note: str
    learning: int

    @property
    def by(self) -> str:
        """The name of who published it; nothing where the command line did."""
        return f"{self.given or ''} {self.family or ''}".strip()


@dataclass(frozen=True, slots=True)
class Change:
    """A unit, and whether a draft makes it new, changed, removed, or leaves it unchanged."""

    key: str
    title: str
    state: str

    @property
    def is_course_page(self) -> bool:
        """Whether it is the page of the course itself."""
        return self.key == COURSE_PAGE


@dataclass(frozen=True, slots=True)
class Changes:
    """What publishing a draft would change, unit by unit; of other files only how many."""

    units: tuple[Change, ...]
    files: int

    @property
    def any(self) -> bool:
        """Whether it changes anything."""
        return bool(self.files) or any(unit.state != "unchanged" for unit in self.units)


def taught_courses(keys: Collection[str], *, everywhere: bool) -> list[CourseLine]:
    """The courses that somebody teaches, by title, in one statement."""
    draft = aliased(Revision)
    learning = _open(Enrolment.course == CourseRow.key)
    statement = select(
        CourseRow.key,
        func.coalesce(CourseRow.title, draft.title),
        CourseRow.version,
        CourseRow.archived,
        draft.created_at,
        learning,
    ).outerjoin(draft, (draft.course == CourseRow.key) & draft.version.is_(None))
    if not everywhere:
        statement = statement.where(CourseRow.key.in_(keys))
    rows = [CourseLine(*row) for row in db.session.execute(statement)]
    return sorted(rows, key=lambda row: (sort_key(row.title), row.key))


def versions_of(course: str) -> list[VersionLine]:
    """The published versions of a course, the newest first."""
    learning = _open((Enrolment.course == Revision.course) & (Enrolment.version == Revision.version))
    rows = db.session.execute(
        select(Revision.version, Revision.published_at, Person.given, Person.family, Revision.note, learning)
        .outerjoin(Person, Person.id == Revision.published_by)
        .where(Revision.course == course, Revision.version.is_not(None))
        .order_by(Revision.version.desc())
    )
    return [
        VersionLine(number, at, given, family, note, learners)
        for number, at, given, family, note, learners in rows
        if number is not None and at is not None
    ]


def changes(draft: Revision, before: Revision | None) -> Changes:
    """What a draft changes in a published version; without one everything is new."""
    then, now = _texts(before), _texts(draft)
    units = [
        Change(unit, (now.get(unit) or then[unit]).title, _state(then.get(unit), now.get(unit)))
        for unit in dict.fromkeys([*now, *then])
    ]
    differing = _files(before).items() ^ _files(draft).items()
    return Changes(tuple(units), len({path for path, _ in differing}))


@dataclass(frozen=True, slots=True)
class _Unit:
    """A unit's title, and the hash of its text in each language."""

    title: str
    hashes: frozenset[tuple[str, str]]


def _texts(revision: Revision | None) -> dict[str, _Unit]:
    """The units of a revision in order, the course page first."""
    if revision is None:
        return {}
    rows = db.session.execute(
        select(UnitText.unit, UnitText.language, UnitText.title, UnitText.hash)
        .where(UnitText.revision_id == revision.id)
        .order_by(UnitText.n, UnitText.original.desc())
    )
    titles: dict[str, str] = {}
    hashes: dict[str, set[tuple[str, str]]] = {}
    for unit, language, title, text_hash in rows:
        titles.setdefault(unit, title)
        hashes.setdefault(unit, set()).add((language, text_hash))
    return {unit: _Unit(title, frozenset(hashes[unit])) for unit, title in titles.items()}


def _state(before: _Unit | None, now: _Unit | None) -> str:
    if before is None or now is None:
        return "new" if before is None else "removed"
    return "unchanged" if before.hashes == now.hashes else "changed"


def _files(revision: Revision | None) -> dict[str, str]:
    """The hashes of everything in a folder that is no text, by path."""
    if revision is None:
        return {}
    rows = db.session.execute(select(CourseFile.path, CourseFile.digest).where(CourseFile.revision_id == revision.id))
    return {path: digest for path, digest in rows if not is_markdown(path)}


def _open(condition: ColumnElement[bool]) -> ScalarSelect[int]:
    """How many enrolments are open, as a column."""
    return select(func.count()).where(condition, Enrolment.closed_at.is_(None)).scalar_subquery()


def packed(revision: Revision) -> bytes:
    """The folder of a revision as a ZIP file, with the course's key as its name."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in sources(revision).items():
            archive.writestr(zipfile.ZipInfo(f"{revision.course}/{path}"), data, zipfile.ZIP_DEFLATED)
    return stream.getvalue()
