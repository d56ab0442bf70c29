"""What courses hold about a person, how it is found for search, and when it is deleted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, select

from courses.content.naming import COURSE_PAGE
from courses.models import Bookmark, CourseRow, Revision, UnitText
from lms.core.message import Message
from lms.db import db
from lms.features import Document, PersonalData, Retention


def export(person: int) -> dict[str, Any]:
    """Where somebody stopped reading, and which versions they published."""
    marks = db.session.scalars(select(Bookmark).where(Bookmark.person_id == person).order_by(Bookmark.at))
    versions = db.session.scalars(select(Revision).where(Revision.published_by == person).order_by(Revision.id))
    return {
        "bookmarks": [
            {"course": mark.course, "unit": mark.unit, "section": mark.section, "at": mark.at.isoformat()}
            for mark in marks
        ],
        "published": [
            {
                "course": revision.course,
                "version": revision.version,
                "at": revision.published_at.isoformat() if revision.published_at else None,
            }
            for revision in versions
        ],
    }


def forget(person: int) -> None:
    """Takes somebody's bookmarks away; versions stay, without a name once the account is gone."""
    db.session.execute(delete(Bookmark).where(Bookmark.person_id == person))


def delete_bookmarks(before: datetime, dry_run: bool) -> int:
    """Deletes bookmarks that were last moved before a moment."""
    old = Bookmark.at < before
    n = db.session.scalar(select(func.count()).select_from(Bookmark).where(old)) or 0
    if n and not dry_run:
        db.session.execute(delete(Bookmark).where(old))
    return n


def documents() -> Iterator[Document]:
    """Every published course, which everybody may find, and every unit, in each of its languages."""
    rows = db.session.execute(
        select(Revision.course, UnitText.unit, UnitText.language, UnitText.title, UnitText.search)
        .join(Revision, Revision.id == UnitText.revision_id)
        .join(CourseRow, (CourseRow.key == Revision.course) & (CourseRow.version == Revision.version))
        .where(~CourseRow.archived)
        .order_by(Revision.course, UnitText.n)
    )
    for course, unit, language, title, text in rows:
        if unit == COURSE_PAGE:
            yield Document("course", f"{course}/{language}", title, text, f"/courses/{course}/")
            continue
        yield Document("unit", f"{course}/{unit}/{language}", title, text, f"/courses/{course}/{unit}/1", course)


DATA = PersonalData(
    export=export,
    forget=forget,
    retention=(Retention(Message("Bookmarks in courses"), Message("last reading"), 365, delete_bookmarks),),
)
