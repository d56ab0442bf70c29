"""Tables of what learners answered, ticked and wrote; all of it is seen by nobody but themselves."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from lms.db import Model


class Answer(Model):
    """One answer to one question; a later one is a row of its own.

    It belongs to the enrolment in which it was given, so that a refresher begins without answers.
    """

    __tablename__ = "quiz_answer"
    __table_args__ = (
        # an answer that is sent twice is kept once
        UniqueConstraint(
            "enrolment_id", "unit", "block", "question", "edition", "shape", "nth", name="uq_quiz_answer_turn"
        ),
        Index("ix_quiz_answer_person_id", "person_id"),
        Index(
            "ix_quiz_answer_latest",
            "enrolment_id",
            "unit",
            "block",
            sqlite_where=text("latest"),
            postgresql_where=text("latest"),
        ),
        CheckConstraint("score >= 0 AND score <= 1", name="score_is_a_share"),
        CheckConstraint("nth >= 1", name="answers_count_from_one"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"))
    course: Mapped[str] = mapped_column(String(60))
    unit: Mapped[str] = mapped_column(String(60))
    block: Mapped[str] = mapped_column(String(60))
    question: Mapped[str] = mapped_column(String(60))
    # the published version in which it was asked, and the author's edition of the block
    version: Mapped[int]
    edition: Mapped[int]
    # the question's marks at that time: places mean nothing under other marks
    shape: Mapped[str] = mapped_column(String(12))
    # the how many-th answer to this question in this shape
    nth: Mapped[int]
    # places of the chosen options, or the typed text
    given: Mapped[list[str]] = mapped_column(JSON)
    score: Mapped[float]
    # the best score up to this answer, and whether no later one has come: what a page asks for
    best: Mapped[float]
    latest: Mapped[bool]
    at: Mapped[datetime]


class Draw(Model):
    """The questions that a quiz drew for an enrolment, kept from the first answer on."""

    __tablename__ = "quiz_draw"
    __table_args__ = (
        UniqueConstraint("enrolment_id", "unit", "block", "edition"),
        Index("ix_quiz_draw_person_id", "person_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"))
    course: Mapped[str] = mapped_column(String(60))
    unit: Mapped[str] = mapped_column(String(60))
    block: Mapped[str] = mapped_column(String(60))
    edition: Mapped[int]
    questions: Mapped[list[str]] = mapped_column(JSON)
    at: Mapped[datetime]


class SelfCheck(Model):
    """How sure a learner is of each statement, in this enrolment: places and marks."""

    __tablename__ = "quiz_selfcheck"
    __table_args__ = (
        UniqueConstraint("enrolment_id", "unit", "block"),
        Index("ix_quiz_selfcheck_person_id", "person_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"))
    course: Mapped[str] = mapped_column(String(60))
    unit: Mapped[str] = mapped_column(String(60))
    block: Mapped[str] = mapped_column(String(60))
    marks: Mapped[dict[str, str]] = mapped_column(JSON)
    at: Mapped[datetime]


class Reflection(Model):
    """What a learner wrote for themselves."""

    __tablename__ = "quiz_reflection"
    __table_args__ = (
        UniqueConstraint("enrolment_id", "unit", "block"),
        Index("ix_quiz_reflection_person_id", "person_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"))
    course: Mapped[str] = mapped_column(String(60))
    unit: Mapped[str] = mapped_column(String(60))
    block: Mapped[str] = mapped_column(String(60))
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]
