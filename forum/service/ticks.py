"""Ticking who has discussed a question in class, and taking a tick back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import aliased

from forum.core.terms import DISCUSSED
from lms.core.errors import LmsError
from lms.core.evidence import WITHDRAWN, ActivityRef, Evidence
from lms.core.message import Message
from lms.db import db
from lms.people.models import OrgUnit, Person
from lms.progress.models import Enrolment, EvidenceRow
from lms.progress.service import record, withdraw

UNDO = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody who is enrolled: name, office, and the tick; nothing else about them."""

    person_id: int
    name: str
    office: str
    ticked_at: datetime | None = None

    def can_undo(self, at: datetime) -> bool:
        """Whether the tick may still be taken back."""
        return self.ticked_at is not None and at <= self.ticked_at + UNDO


def participants(ref: ActivityRef, edition: int = 1) -> list[Participant]:
    """Everybody who is enrolled in the course, by name."""
    ticks = _ticks(ref, edition)
    rows = db.session.execute(
        select(Person.id, Person.given, Person.family, OrgUnit.name)
        .join(Enrolment, Enrolment.person_id == Person.id)
        .outerjoin(OrgUnit, OrgUnit.id == Person.org_unit_id)
        .where(Enrolment.course == ref.course, Enrolment.closed_at.is_(None), Person.active)
        .order_by(Person.sort_key, Person.id)
    )
    return [
        Participant(
            person,
            ", ".join(filter(None, (family, given))),
            office or "",
            ticks[person][-1].at if person in ticks else None,
        )
        for person, given, family, office in rows
    ]


def tick_discussed(
    ref: ActivityRef, persons: Iterable[int], *, by: int, at: datetime, edition: int = 1
) -> list[Evidence]:
    """Records for several people that they have discussed the question; who is ticked or not enrolled is passed by."""
    found = {row.person_id: row for row in participants(ref, edition)}
    # always in the same order, so that two trainers who tick at once do not wait for each other
    new = [person for person in sorted(set(persons)) if person in found and found[person].ticked_at is None]
    return [record(Evidence(person, ref, DISCUSSED, at, by=by if by != person else None))[0] for person in new]


def untick(ref: ActivityRef, person: int, *, by: int, at: datetime, own: bool = False) -> list[Evidence]:
    """Takes a tick back within 14 days; the log keeps both. ``own`` takes back only what one ticked oneself."""
    rows = [row for row in _ticks(ref).get(person, []) if not own or row.by is None]
    if any(at > row.at + UNDO for row in rows):
        raise LmsError(Message("This was ticked more than 14 days ago and stays as it is."))
    return [withdraw(row, by=by, at=at) for row in rows]


def _ticks(ref: ActivityRef, edition: int = 1) -> dict[int, list[EvidenceRow]]:
    """The ticks that stand in open enrolments, by person."""
    back = aliased(EvidenceRow)
    rows = db.session.scalars(
        select(EvidenceRow)
        .join(Enrolment, Enrolment.id == EvidenceRow.enrolment_id)
        .where(
            EvidenceRow.course == ref.course,
            EvidenceRow.type == ref.type,
            EvidenceRow.key == ref.key,
            EvidenceRow.kind == DISCUSSED,
            EvidenceRow.edition >= edition,
            Enrolment.closed_at.is_(None),
            ~select(back.id).where(back.kind == WITHDRAWN, back.of == EvidenceRow.id).exists(),
        )
        .order_by(EvidenceRow.id)
    )
    found: dict[int, list[EvidenceRow]] = {}
    for row in rows:
        found.setdefault(row.person_id, []).append(row)
    return found
