"""Who takes a course and how far they are: met conditions only, never answers or scores."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, func, select

from lms.core.errors import LmsError
from lms.core.evidence import COMPLETED, CONFIRMED, ActivityRef, Evidence
from lms.core.goals import Goals, Standing
from lms.core.message import Message
from lms.db import db
from lms.people.models import OrgUnit, Person
from lms.progress.log import Progress, final_goal, goals_of, progress_of
from lms.progress.models import Enrolment, EvidenceRow
from lms.progress.service import confirm, withdraw

UNDO = timedelta(days=14)
"""How long a confirmation can be taken back."""


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody who is enrolled: name, office, and where they stand."""

    name: str
    office: str
    progress: Progress

    @property
    def enrolment(self) -> Enrolment:
        """Their enrolment."""
        return self.progress.enrolment


@dataclass(frozen=True, slots=True)
class Confirmed:
    """Whether something is confirmed for a participant, and whether it can be confirmed or taken back now."""

    participant: Participant
    at: datetime | None
    ready: bool
    undo: bool


def count_participants(course: str) -> int:
    """How many people take a course now."""
    return db.session.scalar(select(func.count()).select_from(_enrolled(course).subquery())) or 0


def participants(course: str, *, offset: int = 0, limit: int | None = None) -> list[Participant]:
    """People who take a course, by name, in a number of statements that does not grow with them."""
    statement = (
        _enrolled(course)
        .with_only_columns(Enrolment, Person.given, Person.family, OrgUnit.name)
        .outerjoin(OrgUnit, OrgUnit.id == Person.org_unit_id)
        .order_by(Person.sort_key, Person.id)
        .offset(offset or None)
        .limit(limit)
    )
    rows = [(row[0], row[1], row[2], row[3]) for row in db.session.execute(statement)]
    found = _progress([enrolment for enrolment, *_ in rows])
    return [
        Participant(", ".join(filter(None, (family, given))), office or "", found[enrolment.id])
        for enrolment, given, family, office in rows
    ]


def confirmed(people: Sequence[Participant], ref: ActivityRef, *, at: datetime) -> list[Confirmed]:
    """How it stands with a confirmation for each of some participants."""
    return [_confirmed(person, ref, at) for person in people]


def confirm_for(enrolment: Enrolment, ref: ActivityRef, *, by: int, at: datetime) -> list[Evidence]:
    """Confirms something for a learner; a certificate only when it is all that is missing."""
    progress = progress_of(enrolment)
    if _rows(progress, ref):
        return []
    if not _ready(progress, ref):
        raise LmsError(Message("Not everything that comes before it is met yet. Nothing was confirmed."))
    return confirm(enrolment, ref, by=by, at=at)


def take_back(enrolment: Enrolment, ref: ActivityRef, *, by: int, at: datetime) -> list[Evidence]:
    """Takes a confirmation back within 14 days; the log keeps both."""
    rows = _rows(progress_of(enrolment), ref)
    if any(at > row.at + UNDO for row in rows):
        raise LmsError(Message("This was confirmed more than 14 days ago and stays as it is."))
    return [withdraw(db.session.get_one(EvidenceRow, row.id), by=by, at=at) for row in rows]


def _enrolled(course: str) -> Select[Enrolment]:
    return (
        select(Enrolment)
        .join(Person, Person.id == Enrolment.person_id)
        .where(Enrolment.course == course, Enrolment.closed_at.is_(None), Person.active)
    )


def _progress(enrolments: Sequence[Enrolment]) -> dict[int, Progress]:
    """Where several learners of one course stand, by enrolment."""
    goals = {version: goals_of(course, version) for course, version in {(e.course, e.version) for e in enrolments}}
    logs = _logs(enrolments, goals.values())
    found = {}
    for enrolment in enrolments:
        own = goals[enrolment.version]
        standing = Standing(logs[enrolment.person_id], own)
        goal = final_goal(own, enrolment.course)
        found[enrolment.id] = Progress(enrolment, own, standing, goal)
    return found


def _logs(enrolments: Sequence[Enrolment], goals: Iterable[Goals]) -> dict[int, list[Evidence]]:
    """What happened in some enrolments, by learner, with completions elsewhere that their goals read."""
    if not enrolments:
        return {}
    elsewhere = {ref.course for own in goals for goal in own for ref in goal.reads} - {enrolments[0].course}
    wanted: ColumnElement[bool] = EvidenceRow.enrolment_id.in_([enrolment.id for enrolment in enrolments])
    if elsewhere:
        people = [enrolment.person_id for enrolment in enrolments]
        wanted |= (
            EvidenceRow.person_id.in_(people) & (EvidenceRow.kind == COMPLETED) & EvidenceRow.course.in_(elsewhere)
        )
    logs: dict[int, list[Evidence]] = defaultdict(list)
    for row in db.session.scalars(select(EvidenceRow).where(wanted).order_by(EvidenceRow.id)):
        logs[row.person_id].append(row.as_evidence())
    return logs


def _confirmed(person: Participant, ref: ActivityRef, at: datetime) -> Confirmed:
    rows = _rows(person.progress, ref)
    last = max((row.at for row in rows), default=None)
    ready = not rows and _ready(person.progress, ref)
    return Confirmed(person, last, ready, last is not None and at <= last + UNDO)


def _rows(progress: Progress, ref: ActivityRef) -> list[Evidence]:
    """The confirmations that count, those taken back left out."""
    return [row for row in progress.standing.rows if row.activity == ref and row.kind == CONFIRMED]


def _ready(progress: Progress, ref: ActivityRef) -> bool:
    """Whether it may be confirmed now: a certificate is released last, everything else at any time."""
    if ref.type != "certificate":
        return True
    return all(condition.met for condition in progress.conditions if condition.ref != ref)
