"""People who come to the demo for a test."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask

from lms.core.clock import now
from lms.db import db
from lms.people.passwords import hash_password
from lms.people.service import add_person, set_password
from lms.progress.service import enrol
from tests.browser.pages import COURSE

PASSWORD = "drei blaue Boote am Kai"


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody with an account and a password."""

    id: int
    given: str
    family: str
    email: str


def newcomer(app: Flask, given: str, family: str, email: str, *, course: str = COURSE) -> Newcomer:
    """Adds somebody and enrols them in a course."""
    with app.app_context():
        hashed = hash_password(PASSWORD)
        db.session.rollback()
        person, _ = add_person(
            email, given=given, family=family, org="Stadt Musterstadt/Dezernat II/Jugendamt", at=now()
        )
        set_password(person, hashed)
        enrol(person.id, course, by=None, at=now())
        db.session.commit()
        return Newcomer(person.id, given, family, email)
