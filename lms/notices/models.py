"""Tables of notices: mails that wait or were sent, reported barriers, when periodic work ran last."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from lms.db import Model


class OutboxMail(Model):
    """A mail, written in the transaction of what it tells about and sent afterwards."""

    __tablename__ = "outbox"
    __table_args__ = (Index("ix_outbox_sent_at_next_try_at", "sent_at", "next_try_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(40))
    to: Mapped[str] = mapped_column(String(254))
    subject: Mapped[str] = mapped_column(Text)
    body: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    # what the mail is about: a second one with the same key is not written
    key: Mapped[str] = mapped_column(String(200), unique=True)
    created_at: Mapped[datetime]
    # before this moment nobody touches it: it is being sent, or a failed try is repeated then
    next_try_at: Mapped[datetime]
    tries: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime | None]
    error: Mapped[str] = mapped_column(Text, default="")


class BarrierReport(Model):
    """Something that somebody could not read, hear or operate."""

    __tablename__ = "barrier_report"

    id: Mapped[int] = mapped_column(primary_key=True)
    page: Mapped[str] = mapped_column(Text, default="")
    text: Mapped[str] = mapped_column(Text)
    # for the answer only; removed by its retention rule
    email: Mapped[str] = mapped_column(String(254), default="")
    created_at: Mapped[datetime]
    answer_by: Mapped[date]

    @property
    def number(self) -> str:
        """The number that the person gets: B-2026-0041."""
        return f"B-{self.created_at.year}-{self.id:04}"


class JobRun(Model):
    """When a periodic job was begun last, by whichever worker."""

    __tablename__ = "job_run"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80), unique=True)
    at: Mapped[datetime]
