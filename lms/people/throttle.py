"""Slowing down whoever guesses: passwords, links, numbers of certificates."""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import delete, select

from lms.db import db
from lms.people.models import SignInAttempt

WINDOW = timedelta(minutes=15)
TRIES = 20


def note(kind: str, subject: str, at: datetime) -> None:
    """Keeps that a try went wrong; ``subject`` (an address, an account) is kept as a keyed hash only."""
    db.session.add(SignInAttempt(subject=_hidden(kind, subject), at=at))
    db.session.flush()


def slowed_until(kind: str, subject: str, at: datetime, tries: int = TRIES) -> datetime | None:
    """When the next try is answered, if there were ``tries`` wrong ones within the last quarter of an hour."""
    oldest = db.session.scalar(
        select(SignInAttempt.at)
        .where(SignInAttempt.subject == _hidden(kind, subject), SignInAttempt.at > at - WINDOW)
        .order_by(SignInAttempt.at.desc())
        .offset(tries - 1)
        .limit(1)
    )
    return oldest + WINDOW if oldest else None


def is_slowed(kind: str, subject: str, at: datetime, tries: int = TRIES) -> bool:
    """Whether the next try is not answered yet."""
    return slowed_until(kind, subject, at, tries) is not None


def forget(kind: str, subject: str) -> None:
    """Begins to count anew, after a right try."""
    db.session.execute(delete(SignInAttempt).where(SignInAttempt.subject == _hidden(kind, subject)))


def _hidden(kind: str, subject: str) -> str:
    key = current_app.extensions["lms"].settings.signing_key.encode()
    return hmac.new(key, f"{kind}:{subject}".encode(), hashlib.sha256).hexdigest()
