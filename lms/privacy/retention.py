"""The deletion concept: the rules of everything installed, and the work that follows them."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import Flask, current_app
from sqlalchemy import delete, select

from lms.core.message import Message
from lms.db import db, reading, writing
from lms.features import PersonalData, Retention
from lms.people.models import Person

log = logging.getLogger("lms.retention")


@dataclass(frozen=True, slots=True)
class Deleted:
    """What a rule deleted, or would delete."""

    rule: Retention
    rows: int


def init_retention(app: Flask, kernel: Iterable[PersonalData]) -> None:
    """Collects what the kernel and the features hold about people."""
    features = (feature.personal_data for feature in app.extensions["lms"].features)
    app.extensions["lms_personal_data"] = (*kernel, *(data for data in features if data))


def rules() -> list[Retention]:
    """Every rule of this installation, in the order in which they run."""
    return [rule for data in current_app.extensions["lms_personal_data"] for rule in data.retention]


def forget(person_id: int) -> None:
    """Deletes a person: every part takes away or makes nameless what it holds, then the account goes.

    What hangs on the account goes with it; certificates stay and name the person as on the day of the award.
    """
    for data in current_app.extensions["lms_personal_data"]:
        if data.forget:
            data.forget(person_id)
    db.session.execute(delete(Person).where(Person.id == person_id))


def _accounts(before: datetime, dry_run: bool) -> int:
    left = db.session.scalars(select(Person.id).where(~Person.active, Person.left_at < before)).all()
    if not dry_run:
        for person_id in left:
            forget(person_id)
    return len(left)


def _nothing(person_id: int) -> Mapping[str, object]:
    """The account itself is exported by the people's room."""
    return {}


accounts = PersonalData(
    export=_nothing,
    retention=(
        Retention(Message("Accounts, with enrolments and what was recorded"), Message("Leaving"), 30, _accounts),
    ),
)


def run(at: datetime, dry_run: bool = False) -> list[Deleted]:
    """Deletes what is over, a transaction for each rule; the log says how much, never what."""
    done = []
    for rule in rules():
        with reading() if dry_run else writing():
            rows = rule.delete(at - timedelta(days=rule.days), dry_run)
            db.session.flush()
        done.append(Deleted(rule, rows))
        if rows and not dry_run:
            log.info("deleted %s rows: %s", rows, rule.data)
    return done
