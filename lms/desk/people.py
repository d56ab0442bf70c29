"""The people whom a coordinator looks after."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from sqlalchemy import Select, func, select

from lms.certification.models import Award
from lms.core.errors import LmsError
from lms.core.message import Message
from lms.db import db, fetch
from lms.desk.certified import STATEMENTS, visible
from lms.people.models import OrgUnit, Person
from lms.progress.models import Enrolment
from lms.search.folding import words


class Colleague(NamedTuple):
    """A person in a list."""

    id: int
    given: str
    family: str
    email: str | None
    org_unit: str | None

    @property
    def listed_name(self) -> str:
        """The name as it stands in lists."""
        return f"{self.family}, {self.given}" if self.family and self.given else self.family or self.given


def offices(within: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Path and name of every org unit in some subtrees, in the order of the tree."""
    return tuple((path, label) for path, label in fetch(_offices(tuple(within))))


@lru_cache(STATEMENTS)
def _offices(within: tuple[str, ...]) -> Select[str, str]:
    return select(OrgUnit.path, OrgUnit.label).where(visible(within)).order_by(OrgUnit.label)


def _people(within: Sequence[str], name: str, org: str) -> Select[int, str, str, str | None, str]:
    statement = (
        select(Person.id, Person.given, Person.family, Person.email, OrgUnit.label)
        .outerjoin(OrgUnit, OrgUnit.id == Person.org_unit_id)
        .where(visible(within), Person.active)
    )
    if org:
        statement = statement.where(OrgUnit.path.startswith(org, autoescape=True))
    for word in words(name):
        statement = statement.where(Person.search.contains(f" {word}", autoescape=True))
    return statement


def find_people(
    within: Sequence[str], name: str = "", org: str = "", *, offset: int = 0, limit: int = 50
) -> list[Colleague]:
    """People by any part of their names, however it was typed."""
    statement = _people(within, name, org).order_by(Person.sort_key, Person.id).offset(offset or None).limit(limit)
    return [Colleague(*row) for row in db.session.execute(statement)]


def count_people(within: Sequence[str], name: str = "", org: str = "") -> int:
    """How many people a search finds."""
    return db.session.scalar(select(func.count()).select_from(_people(within, name, org).subquery())) or 0


def person_within(person_id: int, within: Sequence[str]) -> Person | None:
    """A person, if they belong to one of the subtrees."""
    return db.session.scalar(
        select(Person)
        .outerjoin(OrgUnit, OrgUnit.id == Person.org_unit_id)
        .where(Person.id == person_id, visible(within))
    )


def person_by_email(email: str, within: Sequence[str]) -> Person:
    """A person by their address, or an error that says that nobody here has it."""
    person = db.session.scalar(
        select(Person)
        .outerjoin(OrgUnit, OrgUnit.id == Person.org_unit_id)
        .where(Person.email == email.strip().lower(), visible(within), Person.active)
    )
    if person is None:
        raise LmsError(
            Message("Nobody in your offices has the address “%(email)s”.", {"email": email.strip()}), "email"
        )
    return person


def enrolments_of(person_id: int) -> Sequence[Enrolment]:
    """All enrolments of a person, open ones first."""
    return db.session.scalars(
        select(Enrolment)
        .where(Enrolment.person_id == person_id)
        .order_by(Enrolment.closed_at.is_not(None), Enrolment.started_at.desc())
    ).all()


def awards_of(person_id: int) -> Sequence[Award]:
    """All awards of a person, newest first."""
    return db.session.scalars(
        select(Award).where(Award.person_id == person_id).order_by(Award.issued_on.desc(), Award.id.desc())
    ).all()
