"""The index: what features register, with a folded column that both databases search alike."""

from __future__ import annotations

from sqlalchemy import Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms.db import Model


class Entry(Model):
    """Something that can be found; ``folded`` holds its words as :mod:`lms.search.folding` writes them."""

    __tablename__ = "search_entry"
    __table_args__ = (UniqueConstraint("feature", "kind", "key"), Index("ix_search_entry_scope", "scope"))

    id: Mapped[int] = mapped_column(primary_key=True)
    feature: Mapped[str] = mapped_column(String(60))
    kind: Mapped[str] = mapped_column(String(40))
    key: Mapped[str] = mapped_column(String(200))
    # the course to which one must belong to find it; empty for what everybody may know
    scope: Mapped[str] = mapped_column(String(60), default="")
    title: Mapped[str] = mapped_column(Text)
    address: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    folded: Mapped[str] = mapped_column(Text)
