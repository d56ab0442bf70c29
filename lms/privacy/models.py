"""The log of looks at individual data: who, when, what, why; never the content."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from lms.db import Model


class Access(Model):
    """One look at somebody's data, or one export of a list."""

    __tablename__ = "access_log"
    __table_args__ = (Index("ix_access_log_by_what", "by", "what", "about", "day"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    # the person looked at; nobody in particular for a list
    about: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    what: Mapped[str] = mapped_column(String(40))
    day: Mapped[date]
    at: Mapped[datetime]
    purpose: Mapped[str] = mapped_column(Text, default="")
    recipient: Mapped[str] = mapped_column(Text, default="")
