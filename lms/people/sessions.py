"""Sign-ins: a random token in the signed cookie, its hash in a row that the server can end."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from flask import current_app, g, session
from sqlalchemy import delete

from lms.db import db
from lms.people.current import token_hash
from lms.people.models import SignIn


def begin(person_id: int, *, at: datetime) -> None:
    """Signs somebody in on this device. Nothing of the session before survives, nor does its form token."""
    end()
    token = secrets.token_urlsafe(32)
    days = current_app.extensions["lms"].settings.session_days
    db.session.add(
        SignIn(token_hash=token_hash(token), person_id=person_id, created_at=at, expires_at=at + timedelta(days=days))
    )
    db.session.flush()
    session["token"] = token
    session.permanent = True


def end() -> None:
    """Ends the sign-in of this device, on the server too."""
    token = session.get("token")
    if token:
        db.session.execute(delete(SignIn).where(SignIn.token_hash == token_hash(token)))
    session.clear()
    for name in ("viewer", "csrf_token"):
        g.pop(name, None)


def end_all(person_id: int) -> None:
    """Ends the sign-ins of a person on every device."""
    db.session.execute(delete(SignIn).where(SignIn.person_id == person_id))
