"""Writing down who looked at whose data."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from lms.db import db, writing
from lms.privacy.models import Access


def log_look(what: str, *, by: int, at: datetime, about: int | None = None) -> None:
    """Notes that somebody looked at a page about people; once a day for each page, person and looker.

    It is the one thing that a reading request writes, in a transaction of its own.
    """
    day = at.date()
    known = select(Access.id).where(
        Access.by == by, Access.what == what, Access.about == about if about else Access.about.is_(None),
        Access.day == day,
    )  # fmt: skip
    if db.session.scalar(known.limit(1)) is None:
        with writing():
            db.session.add(Access(by=by, about=about, what=what, day=day, at=at))


def log_export(what: str, *, by: int | None, at: datetime, purpose: str, recipient: str) -> Access:
    """Notes an export with its purpose and who gets it."""
    entry = Access(by=by, what=what, day=at.date(), at=at, purpose=purpose.strip(), recipient=recipient.strip())
    db.session.add(entry)
    db.session.flush()
    return entry
