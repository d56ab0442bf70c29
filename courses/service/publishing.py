"""Keeping drafts and publishing them: a course changes as a whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from flask import current_app
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from courses.content.changes import check_changes
from courses.content.model import Course
from courses.content.packing import unpack
from courses.models import CourseFile, CourseRow, Revision, SectionRow, UnitText
from courses.service.files import keep
from courses.service.preparing import Prepared, file_rows
from lms.core.errors import ContentError, LmsError, Problem
from lms.core.evidence import BOOKKEEPING
from lms.core.message import Message
from lms.db import db
from lms.progress.models import EvidenceRow


class Overtaken(LmsError):
    """Somebody else published in the meantime; the sentence says what changed."""


@dataclass(frozen=True, slots=True)
class Saved:
    """A draft, how many units it has, and how many of them are as published."""

    revision: Revision
    units: int
    unchanged: int


def version_of(course: str) -> int:
    """The newest published version; 0 where there is none."""
    return db.session.scalar(select(CourseRow.version).where(CourseRow.key == course)) or 0


def published(course: str, version: int) -> Revision | None:
    """A published version."""
    return db.session.scalar(select(Revision).where(Revision.course == course, Revision.version == version))


def draft_of(course: str) -> Revision | None:
    """The draft, of which there is at most one."""
    return db.session.scalar(select(Revision).where(Revision.course == course, Revision.version.is_(None)))


def problems_with_results(course: Course) -> list[Problem]:
    """What publishing a course would do to results in its published version."""
    before = published(course.key, version_of(course.key))
    return list(_changes(before, course)) if before else []


def _changes(before: Revision, course: Course) -> Iterator[Problem]:
    types = current_app.extensions["lms"].features.types
    return check_changes(unpack(before.head), course, _used(course.key), types)


def _used(course: str) -> set[tuple[str, str]]:
    """The activities of a course with results, as type and address."""
    rows = db.session.execute(
        select(EvidenceRow.type, EvidenceRow.key)
        .where(EvidenceRow.course == course, EvidenceRow.kind.not_in(BOOKKEEPING))
        .distinct()
    )
    return {(kind, key) for kind, key in rows}


def save_draft(prepared: Prepared, *, based_on: int, by: int | None, at: datetime, note: str = "") -> Saved:
    """Keeps a course as the draft, in place of the one before.

    ``based_on`` is the published version that its author began from. The files are written first, so
    that nothing in the database ever names bytes that are not there.
    """
    for data in prepared.files.values():
        keep(data)
    row = _course_row(prepared, at)
    _delete_draft(row.key)
    revision = Revision(
        course=row.key, version=None, based_on=based_on, note=note, created_at=at, created_by=by, **prepared.revision
    )
    revision.texts = [_text(values) for values in prepared.texts]
    revision.files = [CourseFile(**values) for values in file_rows(prepared.files)]
    db.session.add(revision)
    db.session.flush()
    before = published(row.key, row.version)
    units, unchanged = _compare(_hashes(before), _hashes(revision))
    return Saved(revision, units, unchanged)


def _course_row(prepared: Prepared, at: datetime) -> CourseRow:
    """The locked row of the course, made if it is new."""
    values = {name: prepared.revision[name] for name in ("title", "minutes")}
    try:
        with db.session.begin_nested():
            if db.session.get(CourseRow, prepared.course.key) is None:
                db.session.add(CourseRow(key=prepared.course.key, created_at=at, **values))
    except IntegrityError:
        db.session.expire_all()  # somebody made it in the same moment
    row = _locked(prepared.course.key)
    if row.version == 0:
        row.title, row.minutes = values["title"], values["minutes"]
    return row


def _locked(course: str) -> CourseRow:
    statement = select(CourseRow).where(CourseRow.key == course).with_for_update()
    row = db.session.scalar(statement.execution_options(populate_existing=True))
    if row is None:
        raise LmsError(Message("There is no course “%(course)s”.", {"course": course}))
    return row


def _text(values: Mapping[str, object]) -> UnitText:
    own = {name: value for name, value in values.items() if name != "parts"}
    parts = values["parts"]
    assert isinstance(parts, list)
    return UnitText(**own, parts=[SectionRow(**part) for part in parts])


def publish(
    course: str, *, by: int | None, at: datetime, note: str = "", draft: str = "", based_on: int | None = None
) -> Revision:
    """Turns the draft into the next version; one that changes nothing leaves the version as it is.

    ``draft`` is the hash of the draft that was looked at and ``based_on`` the version it followed:
    another one in its place is not published unseen.
    """
    row = _locked(course)
    revision = draft_of(course)
    unseen = revision is not None and based_on is not None and revision.based_on != based_on
    before = published(course, row.version)
    if revision is None or unseen or (draft and revision.hash != draft):
        raise _gone(course, revision, before, draft, based_on)
    if revision.based_on != row.version:
        raise _overtaken(course, revision.based_on, before)
    if before and before.hash == revision.hash:
        db.session.delete(revision)
        db.session.flush()
        return before
    if before:
        _refuse_losses(before, revision)
    revision.version = row.version + 1
    revision.published_at, revision.published_by = at, by
    revision.note = note or revision.note
    row.version, row.title, row.minutes = revision.version, revision.title, revision.minutes
    db.session.flush()
    return revision


def discard_draft(course: str) -> None:
    """Deletes the draft; a course that was never published goes with it."""
    row = _locked(course)
    _delete_draft(course)
    if row.version == 0:
        db.session.delete(row)
        db.session.flush()


def _delete_draft(course: str) -> None:
    """Deletes the draft with all that it holds, in the session too: SQLite gives its ids away again."""
    revision = draft_of(course)
    if revision:
        db.session.delete(revision)
        db.session.flush()


def _refuse_losses(before: Revision, revision: Revision) -> None:
    problems = list(_changes(before, unpack(revision.head)))
    if any(problem.severity == "error" for problem in problems):
        raise ContentError(Message("This version would lose results. Mend what is listed first."), problems)


def _gone(course: str, other: Revision | None, newest: Revision | None, draft: str, seen: int | None) -> LmsError:
    """Why the draft that was looked at cannot be published: it is already, or another one took its place."""
    if other:
        return Overtaken(Message("Somebody saved another draft in the meantime. Look at it before you publish."))
    if newest and draft == newest.hash:
        return Overtaken(Message("This draft is published already, as version %(n)s.", {"n": newest.version}))
    if newest and seen is not None and seen != newest.version:
        return _overtaken(course, seen, newest)
    return LmsError(Message("“%(course)s” has no draft. Save one first.", {"course": course}))


def _overtaken(course: str, based_on: int, newest: Revision | None) -> Overtaken:
    base = published(course, based_on)
    now, then = _hashes(newest), _hashes(base)
    titles = {text.unit: text.title for found in (base, newest) if found for text in found.texts if text.original}
    changed = [unit for unit in {**then, **now} if now.get(unit) != then.get(unit)]
    return Overtaken(
        Message(
            "Version %(version)s was published in the meantime. It changed: %(units)s. "
            "Bring your changes into that version and publish again.",
            {
                "version": newest.version if newest else 0,
                "units": ", ".join(titles.get(unit, unit) for unit in changed) or "…",
            },
        )
    )


def _hashes(revision: Revision | None) -> dict[str, dict[str, str]]:
    """The hash of every text, by unit and language."""
    found: dict[str, dict[str, str]] = {}
    for text in revision.texts if revision else ():
        found.setdefault(text.unit, {})[text.language] = text.hash
    return found


def _compare(before: Mapping[str, object], now: Mapping[str, object]) -> tuple[int, int]:
    units = [unit for unit in now if unit != "kurs"]
    return len(units), sum(before.get(unit) == now[unit] for unit in units)
