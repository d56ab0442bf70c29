"""Verbs over enrolments and evidence. :func:`record` is the only place where anything becomes complete."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, func, select

from lms.certification.service import issue
from lms.core.errors import LmsError
from lms.core.evidence import COMPLETED, CONFIRMED, SWITCHED, WAIVED, WITHDRAWN, ActivityRef, Evidence
from lms.core.goals import Condition, Goal, Goals, Standing, conditions, settle
from lms.core.message import Message
from lms.db import db, insert_new
from lms.progress.log import goals_of, latest_enrolment, log_of, open_enrolment, subject_of
from lms.progress.models import Enrolment, EvidenceRow


def enrol(
    person_id: int,
    course: str,
    *,
    by: int | None,
    at: datetime,
    how: str = "coordinator",
    due: date | None = None,
    mandatory: bool = False,
) -> Enrolment:
    """Enrols a person in the newest version; somebody who is already enrolled keeps that enrolment."""
    subject = subject_of(course)
    before = latest_enrolment(person_id, course)
    if before and before.closed_at is None:
        before.due = due or before.due
        before.mandatory = mandatory or before.mandatory
        return before
    enrolment_id = insert_new(
        Enrolment,
        person_id=person_id,
        course=course,
        version=subject.version,
        first_version=subject.version,
        cycle=before.cycle + 1 if before else 1,
        how=how,
        mandatory=mandatory,
        started_at=at,
        used_at=at,
        due=due,
        by=by,
    )
    if enrolment_id is None:  # somebody enrolled them in the same moment
        found = open_enrolment(person_id, course)
        assert found is not None
        return found
    return db.session.get_one(Enrolment, enrolment_id)


def close(enrolment: Enrolment, *, at: datetime) -> Enrolment:
    """Ends an enrolment; nothing is wiped."""
    enrolment.closed_at = enrolment.closed_at or at
    db.session.flush()
    return enrolment


def begin_again(person_id: int, course: str, *, by: int | None, at: datetime, due: date | None = None) -> Enrolment:
    """A new cycle: the open enrolment, if any, is closed with everything it holds."""
    before = open_enrolment(person_id, course)
    if before:
        close(before, at=at)
    return enrol(person_id, course, by=by, at=at, due=due)


def record(evidence: Evidence) -> list[Evidence]:
    """Keeps evidence and every completion that follows, and issues what those completions award.

    It locks the enrolment first, so that two requests that finish the last two criteria at the same
    moment see each other. Evidence without an open enrolment is kept and counts for nothing.
    Returns the rows that were added, the given one first.
    """
    enrolment = _locked(evidence.learner, evidence.activity.course)
    if enrolment is None:
        return [_added(evidence, None, None)]
    enrolment.used_at = max(enrolment.used_at, evidence.at)
    return _settled(enrolment, [evidence], at=evidence.at, by=evidence.by)


def waive(enrolment: Enrolment, ref: ActivityRef, *, by: int, at: datetime, reason: str) -> list[Evidence]:
    """Lets an activity or goal count as met for one enrolment."""
    if not reason.strip():
        raise LmsError(Message("Please say why this is waived."), "reason")
    return _settled(
        _relocked(enrolment), [Evidence(enrolment.person_id, ref, WAIVED, at, by=by, note=reason.strip())], at=at, by=by
    )


def confirm(enrolment: Enrolment, ref: ActivityRef, *, by: int, at: datetime) -> list[Evidence]:
    """Records that a person has seen what the criterion asks for."""
    return _settled(_relocked(enrolment), [Evidence(enrolment.person_id, ref, CONFIRMED, at, by=by)], at=at, by=by)


def withdraw(row: EvidenceRow, *, by: int, at: datetime, reason: str = "") -> Evidence:
    """Takes a row back. Completions and awards that rested on it stay."""
    if row.kind in (COMPLETED, WITHDRAWN, SWITCHED):
        raise LmsError(Message("This entry cannot be taken back."))
    ref = ActivityRef(row.course, row.type, row.key)
    gone = db.session.scalar(select(EvidenceRow.id).where(EvidenceRow.kind == WITHDRAWN, EvidenceRow.of == row.id))
    evidence = Evidence(row.person_id, ref, WITHDRAWN, at, by=by, of=row.id, note=reason.strip())
    return replace(evidence, id=gone) if gone else _added(evidence, row.enrolment_id, None)


def switch(enrolment: Enrolment, version: int, *, at: datetime, by: int | None = None) -> list[Evidence]:
    """Moves an enrolment to another version; what still applies is kept and may complete something at once."""
    enrolment = _relocked(enrolment)
    if enrolment.version == version:
        return []
    enrolment.version = version
    db.session.flush()
    course = ActivityRef(enrolment.course, "course", enrolment.course)
    row = Evidence(enrolment.person_id, course, SWITCHED, at, by=by, note=str(version))
    return [_added(row, enrolment.id, None), *_settled(enrolment, [], at=at, by=by)]


_LOCKED = select(Enrolment).with_for_update().execution_options(populate_existing=True)
_OPEN = _LOCKED.where(
    Enrolment.person_id == bindparam("person"), Enrolment.course == bindparam("course"), Enrolment.closed_at.is_(None)
)
_ONE = _LOCKED.where(Enrolment.id == bindparam("enrolment"))
_OTHERS = select(Enrolment).where(
    Enrolment.person_id == bindparam("person"), Enrolment.id != bindparam("enrolment"), Enrolment.closed_at.is_(None)
)


def _locked(person_id: int, course: str) -> Enrolment | None:
    return db.session.scalar(_OPEN, {"person": person_id, "course": course})


def _relocked(enrolment: Enrolment) -> Enrolment:
    return db.session.execute(_ONE, {"enrolment": enrolment.id}).scalar_one()


def _settled(enrolment: Enrolment, new: list[Evidence], *, at: datetime, by: int | None) -> list[Evidence]:
    goals = goals_of(enrolment.course, enrolment.version)
    log = log_of(enrolment, goals)
    new = [replace(row, edition=goals.editions.get(row.activity, 1)) for row in new]
    found = settle(log, goals, new, learner=enrolment.person_id, at=at)
    added: list[Evidence] = []
    for row in found:
        goal = goals.get(row.activity) if row.kind == COMPLETED else None
        basis = _basis(goal, [*log, *found], goals) if goal else None
        kept = _added(row, enrolment.id, basis)
        added.append(kept)
        if goal and goal.certificate and kept.id is not None:
            _award(enrolment, goal, basis or [], by=by, at=at)
    _settle_elsewhere(enrolment, {row.activity for row in added if row.kind == COMPLETED}, at=at)
    return added


def _award(enrolment: Enrolment, goal: Goal, basis: list[dict[str, Any]], *, by: int | None, at: datetime) -> None:
    issue(
        enrolment_id=enrolment.id,
        learner=enrolment.person_id,
        goal=goal,
        basis=basis,
        subject=subject_of(enrolment.course),
        version=enrolment.version,
        cycle=enrolment.cycle,
        by=by,
        at=at,
    )


def _settle_elsewhere(enrolment: Enrolment, completed: set[ActivityRef], *, at: datetime) -> None:
    """Completions count in the learner's other enrolments whose goals read them."""
    if not completed:
        return
    others = db.session.scalars(_OTHERS, {"person": enrolment.person_id, "enrolment": enrolment.id})
    for other in others.all():
        goals = goals_of(other.course, other.version)
        if any(goals.reading(ref) for ref in completed):
            _settled(_relocked(other), [], at=at, by=None)


def _added(row: Evidence, enrolment_id: int | None, basis: list[dict[str, Any]] | None) -> Evidence:
    """The row with its id, or without one when the same completion was already there."""
    new_id = insert_new(
        EvidenceRow,
        person_id=row.learner,
        enrolment_id=enrolment_id,
        course=row.activity.course,
        type=row.activity.type,
        key=row.activity.key,
        kind=row.kind,
        at=row.at,
        score=row.score,
        by=row.by,
        edition=row.edition,
        of=row.of,
        note=row.note,
        basis=basis,
    )
    return replace(row, id=new_id)


def _basis(goal: Goal, rows: Iterable[Evidence], goals: Goals) -> list[dict[str, Any]]:
    return [_line(line) for line in conditions(goal, Standing(rows, goals))]


def _line(condition: Condition) -> dict[str, Any]:
    """A condition as a completion keeps it: its sentence, whether and on which day it was met."""
    return {
        "ref": condition.id,
        "text": condition.text.as_data(),
        "met": condition.met,
        "waived": condition.waived,
        "on": condition.at.date().isoformat() if condition.at else None,
        "parts": [_line(part) for part in condition.parts],
    }


def count_open(course: str) -> int:
    """How many people are learning a course now."""
    return (
        db.session.scalar(
            select(func.count()).select_from(Enrolment).where(Enrolment.course == course, Enrolment.closed_at.is_(None))
        )
        or 0
    )
