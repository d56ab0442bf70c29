"""What this feature holds about a person: its export, its end, and how long it is kept."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, exists, func, or_, select

from lms.core.evidence import COMPLETED
from lms.core.message import Message
from lms.db import db
from lms.features import PersonalData, Retention
from lms.progress.models import Enrolment, EvidenceRow
from quizzes.models import Answer, Draw, Reflection, SelfCheck

ANSWER_DAYS = 90
COURSE_PAGE = "kurs"


def export(person: int) -> Mapping[str, Any]:
    """All answers, drawn questions, self-checks and reflections of a person, oldest first."""
    return {
        "answers": [
            {**_where(row), "question": row.question, "given": row.given, "score": row.score, "version": row.version}
            for row in db.session.scalars(select(Answer).where(Answer.person_id == person).order_by(Answer.id))
        ],
        "draws": [
            {**_where(row), "questions": row.questions}
            for row in db.session.scalars(select(Draw).where(Draw.person_id == person).order_by(Draw.id))
        ],
        "self_checks": [
            {**_where(row), "marks": row.marks}
            for row in db.session.scalars(select(SelfCheck).where(SelfCheck.person_id == person).order_by(SelfCheck.id))
        ],
        "reflections": [
            {**_where(row), "text": row.text}
            for row in db.session.scalars(
                select(Reflection).where(Reflection.person_id == person).order_by(Reflection.id)
            )
        ],
    }


def _where(row: Answer | Draw | SelfCheck | Reflection) -> dict[str, Any]:
    return {"course": row.course, "unit": row.unit, "block": row.block, "at": row.at.isoformat()}


def forget(person: int) -> None:
    """Deletes all of it."""
    for table in (Answer, Draw, SelfCheck, Reflection):
        db.session.execute(delete(table).where(table.person_id == person))


def delete_answers(before: datetime, dry_run: bool) -> int:
    """Deletes answers in units that were completed, or enrolments that ended, before a moment; how many."""
    old = or_(_completed(before), _ended(before))
    if dry_run:
        return db.session.scalar(select(func.count()).select_from(Answer).where(old)) or 0
    deleted = len(db.session.execute(delete(Answer).where(old).returning(Answer.id)).all())
    db.session.execute(delete(Draw).where(Draw.at < before, ~_answered()))
    return deleted


def _answered() -> ColumnElement[bool]:
    """Whether an answer to what was drawn is still there."""
    return exists().where(
        Answer.enrolment_id == Draw.enrolment_id, Answer.unit == Draw.unit, Answer.block == Draw.block
    )


def _completed(before: datetime) -> ColumnElement[bool]:
    """Whether the unit of an answer, or for the course page the course, was complete by then."""
    unit = and_(EvidenceRow.type == "unit", EvidenceRow.key == Answer.unit)
    course = and_(EvidenceRow.type == "course", EvidenceRow.key == Answer.course, Answer.unit == COURSE_PAGE)
    return exists().where(
        EvidenceRow.enrolment_id == Answer.enrolment_id,
        EvidenceRow.kind == COMPLETED,
        EvidenceRow.at < before,
        or_(unit, course),
    )


def _ended(before: datetime) -> ColumnElement[bool]:
    return exists().where(Enrolment.id == Answer.enrolment_id, Enrolment.closed_at < before)


PERSONAL_DATA = PersonalData(
    export=export,
    forget=forget,
    retention=(
        Retention(
            data=Message("Answers to questions"),
            start=Message("when the unit is completed, or the enrolment ends"),
            days=ANSWER_DAYS,
            delete=delete_answers,
        ),
    ),
)
