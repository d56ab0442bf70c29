"""Writing down who looked at whose data."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, select

from lms.db import db, fetch, writing
from lms.privacy.models import Access

_LOOKS = select(Access.id).where(
    Access.by == bindparam("by"), Access.what == bindparam("what"), Access.day == bindparam("day")
)
_AT_A_LIST = _LOOKS.where(Access.about.is_(None)).limit(1)
_AT_SOMEBODY = _LOOKS.where(Access.about == bindparam("about")).limit(1)


def log_look(what: str, *, by: int, at: datetime, about: int | None = None) -> None:
    """Notes that somebody looked at a page about people; once a day for each page, person and looker.

    It is the one thing that a reading request writes, in a transaction of its own.
    """
    day = at.date()
    own = {"about": about} if about else {}
    if not fetch(_AT_SOMEBODY if about else _AT_A_LIST, by=by, what=what, day=day, **own):
        with writing():
            db.session.add(Access(by=by, about=about, what=what, day=day, at=at))


def log_export(what: str, *, by: int | None, at: datetime, purpose: str, recipient: str) -> Access:
    """Notes an export with its purpose and who gets it."""
    entry = Access(by=by, what=what, day=at.date(), at=at, purpose=purpose.strip(), recipient=recipient.strip())
    db.session.add(entry)
    db.session.flush()
    return entry
