"""Checking who signs in: the slow part first and without a lock, the same time and words whoever it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask import current_app

from lms.db import db, reading
from lms.people import throttle
from lms.people.models import Person
from lms.people.passwords import matches
from lms.people.service import person_by_email


@dataclass(frozen=True, slots=True)
class Outcome:
    """Who it is; or until when nobody is told any more; or neither, when account and password do not match."""

    person: Person | None = None
    slowed_until: datetime | None = None


def check(email: str, password: str, address: str, *, at: datetime) -> Outcome:
    """Finds out who signs in and notes a wrong try; begins a writing transaction that the caller commits.

    Tries are counted once more with the lock in hand, so that many at once are no way around the count.
    """
    db.session.rollback()
    with reading():
        until = _slowed(email, address, at)
        if until:
            return Outcome(slowed_until=until)
        person = person_by_email(email)
        right = matches(password, person.password if person and person.active else None)
        person_id = person.id if person and right else None
    until = _slowed(email, address, at)
    if until:
        return Outcome(slowed_until=until)
    if person_id is None:
        throttle.note("sign-in", _account(email), at)
        throttle.note("sign-in from", address, at)
        return Outcome()
    throttle.forget("sign-in", _account(email))
    return Outcome(person=db.session.get_one(Person, person_id))


def _slowed(email: str, address: str, at: datetime) -> datetime | None:
    tries = current_app.extensions["lms"].settings.sign_in_tries
    found = (
        throttle.slowed_until("sign-in", _account(email), at, tries),
        throttle.slowed_until("sign-in from", address, at, tries),
    )
    return max((until for until in found if until), default=None)


def _account(email: str) -> str:
    return email.strip().lower()[:254]
