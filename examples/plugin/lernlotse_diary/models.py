"""The plug-in's own table."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from lms.db import Model


class DiaryEntry(Model):
    """An entry that only its author sees."""

    __tablename__ = "diary_entry"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    course: Mapped[str] = mapped_column(String(60))
    key: Mapped[str] = mapped_column(String(130))
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]
