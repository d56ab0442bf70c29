"""Auditing the log: does what is stored as complete follow from what happened?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from lms.core.evidence import COMPLETED, SWITCHED
from lms.core.goals import Goals, replay
from lms.db import db
from lms.progress.log import goals_of, log_of
from lms.progress.models import Enrolment, EvidenceRow

Difference = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Audit:
    """The result of a replay: how much was looked at, and where log and state disagree."""

    learners: int
    evidence: int
    differences: tuple[Difference, ...]

    @property
    def ok(self) -> bool:
        """Whether nothing disagrees."""
        return not self.differences


def check_all() -> Audit:
    """Replays every open enrolment and checks the basis of every closed one."""
    differences: list[Difference] = []
    for enrolment in db.session.scalars(select(Enrolment).order_by(Enrolment.id)).all():
        differences.extend(_check(enrolment))
    learners = db.session.scalar(select(func.count(func.distinct(Enrolment.person_id)))) or 0
    rows = db.session.scalar(select(func.count(EvidenceRow.id))) or 0
    return Audit(learners, rows, tuple(differences))


def _check(enrolment: Enrolment) -> Iterator[Difference]:
    if enrolment.closed_at is not None:
        yield from _check_basis(enrolment)
        return
    versions = _versions(enrolment)
    newest = versions[enrolment.version]
    log = log_of(enrolment, newest)
    stored = {row.activity for row in log if row.kind == COMPLETED and row.activity.course == enrolment.course}
    follows = replay(log, versions, enrolment.first_version, learner=enrolment.person_id)
    for ref in sorted(stored - follows):
        yield {"enrolment": enrolment.id, "ref": str(ref), "what": "complete, but it does not follow from the log"}
    for ref in sorted(follows - stored):
        yield {"enrolment": enrolment.id, "ref": str(ref), "what": "follows from the log, but is not complete"}


def _versions(enrolment: Enrolment) -> dict[int, Goals]:
    """The goals of every version that an enrolment ever was under."""
    notes = db.session.scalars(
        select(EvidenceRow.note).where(EvidenceRow.enrolment_id == enrolment.id, EvidenceRow.kind == SWITCHED)
    )
    numbers = {enrolment.first_version, enrolment.version, *(int(note) for note in notes)}
    return {number: goals_of(enrolment.course, number) for number in numbers}


def _check_basis(enrolment: Enrolment) -> Iterator[Difference]:
    """A closed enrolment may have lost its evidence; each completion then still says what it rested on."""
    rows = db.session.scalars(
        select(EvidenceRow).where(EvidenceRow.enrolment_id == enrolment.id, EvidenceRow.kind == COMPLETED)
    )
    for row in rows:
        if not row.basis or not (_met(row.basis) or _waived(row)):
            ref = f"{row.course}:{row.type}:{row.key}"
            yield {"enrolment": enrolment.id, "ref": ref, "what": "complete, but its basis does not say why"}


def _met(basis: Iterable[dict[str, Any]]) -> bool:
    return all(line["met"] for line in basis)


def _waived(row: EvidenceRow) -> bool:
    waived = select(EvidenceRow.id).where(
        EvidenceRow.enrolment_id == row.enrolment_id,
        EvidenceRow.kind == "waived",
        EvidenceRow.type == row.type,
        EvidenceRow.key == row.key,
    )
    return db.session.scalar(waived.limit(1)) is not None
