"""Tables of enrolments and of evidence."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from lms.core.evidence import ActivityRef
from lms.core.evidence import Evidence as Row
from lms.db import Model

_OPEN = text("closed_at IS NULL")
_COMPLETED = text("kind = 'completed'")


class Enrolment(Model):
    """One time that a learner takes a subject, under one version of it."""

    __tablename__ = "enrolment"
    __table_args__ = (
        Index("uq_enrolment_open", "person_id", "course", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN),
        Index("ix_enrolment_course", "course", "closed_at"),
        # closed ones too: the newest cycle of somebody is asked for on every page
        Index("ix_enrolment_person_course", "person_id", "course", "cycle"),
        Index("ix_enrolment_person_id_course", "person_id", "course", "cycle"),
        CheckConstraint("cycle >= 1", name="cycle_counts_from_one"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    course: Mapped[str] = mapped_column(String(60))
    version: Mapped[int]
    # the version it began under: replaying the log starts there
    first_version: Mapped[int]
    cycle: Mapped[int] = mapped_column(default=1)
    # how they came: self, coordinator, import, host
    how: Mapped[str] = mapped_column(String(20))
    mandatory: Mapped[bool] = mapped_column(default=False)
    started_at: Mapped[datetime]
    due: Mapped[date | None]
    used_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    by: Mapped[int | None]


class EvidenceRow(Model):
    """One thing that happened; rows are only ever added. Without an enrolment it counts for nothing."""

    __tablename__ = "evidence"
    __table_args__ = (
        Index(
            "uq_evidence_completed",
            "enrolment_id",
            "course",
            "type",
            "key",
            unique=True,
            sqlite_where=_COMPLETED,
            postgresql_where=_COMPLETED,
        ),
        Index("ix_evidence_enrolment_id", "enrolment_id", "id"),
        Index("ix_evidence_person_course", "person_id", "course"),
        CheckConstraint("score IS NULL OR (score >= 0 AND score <= 1)", name="score_is_a_share"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    enrolment_id: Mapped[int | None] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"))
    course: Mapped[str] = mapped_column(String(60))
    type: Mapped[str] = mapped_column(String(60))
    key: Mapped[str] = mapped_column(String(130))
    kind: Mapped[str] = mapped_column(String(30))
    at: Mapped[datetime]
    score: Mapped[float | None]
    by: Mapped[int | None]
    edition: Mapped[int] = mapped_column(default=1)
    # the row that a withdrawal takes back
    of: Mapped[int | None]
    note: Mapped[str] = mapped_column(Text, default="")
    # what a completion rests on: criteria, whether and when each was met
    basis: Mapped[list[dict[str, Any]] | None] = mapped_column(JSON(none_as_null=True))

    def as_evidence(self) -> Row:
        """The row as the core knows it."""
        return Row(
            self.person_id,
            ActivityRef(self.course, self.type, self.key),
            self.kind,
            self.at,
            self.score,
            self.by,
            self.id,
            self.edition,
            self.of,
            self.note,
        )
