"""Tables of awards. An award never changes; what happens to it later is added beside it."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms.db import Model


class Award(Model):
    """A certificate as it was issued; it outlives the person's account and the course."""

    __tablename__ = "award"
    __table_args__ = (
        # one completion awards once, however many requests finish it
        UniqueConstraint("enrolment_id", "certificate_key"),
        Index("ix_award_person_id", "person_id"),
        Index("ix_award_certificate", "certificate_key", "valid_until"),
        Index("ix_award_org_unit_id", "org_unit_id"),
        # the list of all who are certified is sorted by name unless somebody wishes otherwise
        Index("ix_award_family_folded", "family_folded", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(40), unique=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    given: Mapped[str] = mapped_column(String(200))
    family: Mapped[str] = mapped_column(String(200))
    # the family name folded, for the check by number and surname
    family_folded: Mapped[str] = mapped_column(String(400))
    subject: Mapped[str] = mapped_column(String(60))
    subject_title: Mapped[str] = mapped_column(Text)
    version: Mapped[int]
    certificate_key: Mapped[str] = mapped_column(String(60))
    certificate_title: Mapped[str] = mapped_column(Text)
    certificate_text: Mapped[list[str]] = mapped_column(JSON)
    cycle: Mapped[int]
    # the conditions as they were met, see lms.progress
    criteria: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    minutes: Mapped[int]
    issuer: Mapped[str] = mapped_column(Text)
    issued_on: Mapped[date]
    valid_until: Mapped[date | None]
    # the day on which a newer award of the same certificate took its place
    superseded_on: Mapped[date | None]
    # the office of that day: a link for lists, and its name for ever
    org_unit_id: Mapped[int | None] = mapped_column(ForeignKey("org_unit.id", ondelete="SET NULL"))
    org_label: Mapped[str] = mapped_column(Text, default="")
    # not a foreign key: an award stands when the enrolment is deleted
    enrolment_id: Mapped[int | None]

    @property
    def name(self) -> str:
        """The name as it was on the day of the award."""
        return f"{self.given} {self.family}".strip()


class Revocation(Model):
    """An award that no longer holds; the reason is for the person only."""

    __tablename__ = "revocation"

    id: Mapped[int] = mapped_column(primary_key=True)
    award_id: Mapped[int] = mapped_column(ForeignKey("award.id", ondelete="CASCADE"), unique=True)
    on: Mapped[date]
    by: Mapped[int | None]
    reason: Mapped[str] = mapped_column(Text, default="")
