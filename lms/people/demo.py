"""Signing in by role, only where the database itself says that it is a demo with invented people."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import exists, select

from lms.core.message import Message
from lms.db import db
from lms.people.models import Grant, Installation, OrgUnit, Person

ROLES: tuple[tuple[str, Message], ...] = (
    ("learner", Message("Learn")),
    ("trainer", Message("Write courses")),
    ("coordinator", Message("Coordinate")),
    ("manager", Message("Lead")),
    ("staff_council", Message("Represent staff")),
    ("admin", Message("Administer")),
)


@dataclass(frozen=True, slots=True)
class Choice:
    """A button of the sign-in page: what one can try, and as whom."""

    label: Message
    person_id: int
    name: str
    office: str


def mark_as_demo() -> None:
    """Says in this database that its people are invented; only ``lms demo`` does so, in one that it has made."""
    db.session.merge(Installation(key="demo", value="1"))
    db.session.flush()


def is_demo() -> bool:
    """Whether this database is a demo."""
    return db.session.scalar(select(Installation.value).where(Installation.key == "demo")) == "1"


def choices() -> list[Choice]:
    """One person for each role that somebody has: the one who was added first."""
    found = [(label, _first(role)) for role, label in ROLES]
    return [
        Choice(label, person.id, person.name, office or "") for label, row in found if row for person, office in [row]
    ]


def demo_person(person_id: int) -> Person | None:
    """Somebody whom one may try out."""
    person = db.session.get(Person, person_id)
    return person if person and person.active else None


def _first(role: str) -> tuple[Person, str | None] | None:
    held = exists().where(Grant.person_id == Person.id)
    if role != "learner":
        held = held.where(Grant.role == role)
    row = db.session.execute(
        select(Person, OrgUnit.name)
        .outerjoin(OrgUnit, OrgUnit.id == Person.org_unit_id)
        .where(Person.active, ~held if role == "learner" else held)
        .order_by(Person.id)
        .limit(1)
    ).first()
    return (row[0], row[1]) if row else None
