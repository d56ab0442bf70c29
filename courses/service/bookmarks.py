"""Where people stop reading; leaving the last section is what counts as read."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from courses.models import Bookmark
from lms.core.evidence import READ, ActivityRef, Evidence
from lms.db import db
from lms.progress.models import Enrolment, EvidenceRow
from lms.progress.service import record


def leave_section(person: int, course: str, unit: str, n: int, *, last: bool, at: datetime) -> Bookmark:
    """Puts the bookmark behind section ``n``, never back; the last section records that the unit was read."""
    bookmark = db.session.get(Bookmark, (person, course, unit), with_for_update=True)
    if bookmark is None:
        bookmark = Bookmark(person_id=person, course=course, unit=unit, section=1, at=at)
        db.session.add(bookmark)
    bookmark.section = max(bookmark.section, n + 1)
    bookmark.at = at
    db.session.flush()
    if last and not _was_read(person, course, unit):
        record(Evidence(person, ActivityRef(course, "read", unit), READ, at))
    return bookmark


def _was_read(person: int, course: str, unit: str) -> bool:
    """Whether the open enrolment knows already that the unit was read."""
    known = (
        select(EvidenceRow.id)
        .join(Enrolment, Enrolment.id == EvidenceRow.enrolment_id)
        .where(Enrolment.person_id == person, Enrolment.course == course, Enrolment.closed_at.is_(None))
        .where(EvidenceRow.type == "read", EvidenceRow.key == unit, EvidenceRow.kind == READ)
    )
    return db.session.scalar(known.limit(1)) is not None
