"""Reading an enrolment's log, and the goals it is measured by."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from flask import current_app
from sqlalchemy import bindparam, or_, select

from lms.core.criteria import Criterion, reads
from lms.core.errors import LmsError
from lms.core.evidence import COMPLETED, ActivityRef, Evidence
from lms.core.goals import Condition, Goal, Goals, Standing, conditions
from lms.core.message import Message
from lms.core.source import Source, Subject
from lms.db import db
from lms.progress.models import Enrolment, EvidenceRow


def source_of(course: str) -> Source:
    """The source of a subject, or an error that names it."""
    source: Source | None = current_app.extensions["lms"].source_of(course)
    if source is None:
        raise LmsError(Message("There is no course “%(course)s”.", {"course": course}), "course")
    return source


def subject_of(course: str) -> Subject:
    """A published subject."""
    subject = source_of(course).subject(course)
    assert subject is not None
    return subject


def goals_of(course: str, version: int) -> Goals:
    """The goals of a version; a subject that is gone has none."""
    sources: tuple[Source, ...] = current_app.extensions["lms"].features.sources
    return next((found for source in sources if (found := source.goals(course, version)).goals), Goals())


def final_goal(goals: Goals, course: str) -> Goal | None:
    """What an enrolment aims at: the certificate where there is one, else the course."""
    certified = next((goal for goal in goals if goal.certificate), None)
    return certified or goals.get(ActivityRef(course, "course", course))


_ROWS = select(
    EvidenceRow.person_id, EvidenceRow.course, EvidenceRow.type, EvidenceRow.key, EvidenceRow.kind, EvidenceRow.at,
    EvidenceRow.score, EvidenceRow.by, EvidenceRow.id, EvidenceRow.edition, EvidenceRow.of, EvidenceRow.note,
).order_by(EvidenceRow.id)  # fmt: skip
_MINE = EvidenceRow.enrolment_id == bindparam("enrolment")
_ELSEWHERE = (
    (EvidenceRow.person_id == bindparam("person"))
    & (EvidenceRow.kind == COMPLETED)
    & EvidenceRow.course.in_(bindparam("elsewhere", expanding=True))
)
_LOG, _LOG_AND_ELSEWHERE = _ROWS.where(_MINE), _ROWS.where(or_(_MINE, _ELSEWHERE))


def log_of(enrolment: Enrolment, goals: Goals, also: frozenset[ActivityRef] = frozenset()) -> list[Evidence]:
    """What happened in an enrolment, oldest first, with completions elsewhere that its goals, or ``also``, read."""
    foreign = {ref.course for ref in also.union(*(goal.reads for goal in goals))} - {enrolment.course}
    values = {"enrolment": enrolment.id, "person": enrolment.person_id, "elsewhere": sorted(foreign)}
    rows = db.session.execute(_LOG_AND_ELSEWHERE if foreign else _LOG, values)
    return [Evidence(row[0], ActivityRef(row[1], row[2], row[3]), *row[4:]) for row in rows]


@dataclass(frozen=True)
class Progress:
    """Where a learner stands in an enrolment: the goals and what counts."""

    enrolment: Enrolment
    goals: Goals
    standing: Standing
    goal: Goal | None

    @cached_property
    def conditions(self) -> tuple[Condition, ...]:
        """The conditions of the end."""
        return conditions(self.goal, self.standing) if self.goal else ()

    @property
    def complete(self) -> bool:
        """Whether the end is reached."""
        return self.goal is not None and self.goal.ref in self.standing.completed

    @property
    def met(self) -> int:
        """How many of the outermost conditions are met."""
        return sum(condition.met for condition in self.lines)

    @property
    def lines(self) -> tuple[Condition, ...]:
        """The conditions as a person reads them: a course opens into its units, a single unit into its own."""
        found = tuple(part for line in self.conditions for part in _opened(line, "course"))
        if sum(line.ref is not None and line.ref.type == "unit" for line in found) == 1:
            found = tuple(part for line in found for part in _opened(line, "unit"))
        return found


def _opened(line: Condition, kind: str) -> tuple[Condition, ...]:
    if line.ref is None or line.ref.type != kind or not line.parts:
        return (line,)
    return tuple(part for inner in line.parts for part in _opened(inner, kind))


def progress_of(enrolment: Enrolment) -> Progress:
    """Where a learner stands, read from the log."""
    goals = goals_of(enrolment.course, enrolment.version)
    standing = Standing(log_of(enrolment, goals), goals)
    return Progress(enrolment, goals, standing, final_goal(goals, enrolment.course))


def meets(enrolment: Enrolment, criterion: Criterion) -> bool:
    """Whether a learner meets a condition that is no goal of the course, such as a prerequisite."""
    refs = reads(criterion)
    goals = goals_of(enrolment.course, enrolment.version)
    return Standing(log_of(enrolment, goals, refs), goals).progress(criterion, refs) >= 1


_THEIRS = select(Enrolment).where(Enrolment.person_id == bindparam("person"), Enrolment.course == bindparam("course"))
_OPEN = _THEIRS.where(Enrolment.closed_at.is_(None))
_LATEST = _THEIRS.order_by(Enrolment.cycle.desc()).limit(1)


def open_enrolment(person_id: int, course: str) -> Enrolment | None:
    """The enrolment that is open, of which there is at most one."""
    return db.session.scalar(_OPEN, {"person": person_id, "course": course})


def latest_enrolment(person_id: int, course: str) -> Enrolment | None:
    """The newest enrolment, open or closed."""
    return db.session.scalar(_LATEST, {"person": person_id, "course": course})
