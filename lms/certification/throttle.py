"""Slowing down who guesses numbers: twenty wrong tries from one address, then a pause."""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network

from flask import current_app
from sqlalchemy import delete, func, select

from lms.db import db, writing
from lms.people.models import SignInAttempt

TRIES = 20
PAUSE = timedelta(minutes=15)


def is_slowed(address: str, *, at: datetime) -> bool:
    """Whether an address has tried so often that it has to wait."""
    recent = (SignInAttempt.subject == _subject(address), SignInAttempt.at > at - PAUSE)
    count = db.session.scalar(select(func.count()).select_from(SignInAttempt).where(*recent))
    return (count or 0) >= TRIES


def note_wrong_try(address: str, *, at: datetime) -> None:
    """Counts a wrong try, in a transaction of its own; what is older than the pause goes."""
    subject = _subject(address)
    with writing():
        db.session.execute(
            delete(SignInAttempt).where(SignInAttempt.subject == subject, SignInAttempt.at <= at - PAUSE)
        )
        db.session.add(SignInAttempt(subject=subject, at=at))


def _subject(address: str) -> str:
    """A keyed hash of the network somebody asks from: the address itself is never kept."""
    key: str = current_app.config["SECRET_KEY"]
    return hmac.new(key.encode(), f"verify {_network(address)}".encode(), hashlib.sha256).hexdigest()


def _network(address: str) -> str:
    """One IPv4 address, or the /64 that a single line has under IPv6."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    return str(ip_network(f"{parsed}/64", strict=False)) if isinstance(parsed, IPv6Address) else str(parsed)
