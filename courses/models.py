"""Tables of courses: versions, their texts section by section, their files, and where people stopped reading."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.db import Model

_DRAFT = text("version IS NULL")


class CourseRow(Model):
    """A course: its key and its newest published version; version 0 means that there is none yet."""

    __tablename__ = "course"
    __table_args__ = (CheckConstraint("version >= 0", name="version_counts_from_one"),)

    key: Mapped[str] = mapped_column(String(60), primary_key=True)
    version: Mapped[int] = mapped_column(default=0)
    # title and minutes are those of the newest version, or of the draft while there is none
    title: Mapped[str] = mapped_column(String(300))
    minutes: Mapped[int] = mapped_column(default=0)
    # whether people may enrol themselves
    open: Mapped[bool] = mapped_column(default=True)
    # offered to nobody new; who is enrolled goes on
    archived: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]


class Revision(Model):
    """One state of a course as a whole: a published version, or (without a number) the draft."""

    __tablename__ = "revision"
    __table_args__ = (
        UniqueConstraint("course", "version"),
        Index("uq_revision_draft", "course", unique=True, sqlite_where=_DRAFT, postgresql_where=_DRAFT),
        CheckConstraint("(version IS NULL) = (published_at IS NULL)", name="what_has_a_number_is_published"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    course: Mapped[str] = mapped_column(ForeignKey("course.key", ondelete="CASCADE"))
    version: Mapped[int | None]
    # the version that the draft was begun from: publishing it over another one would lose work
    based_on: Mapped[int]
    title: Mapped[str] = mapped_column(String(300))
    language: Mapped[str] = mapped_column(String(20))
    minutes: Mapped[int]
    note: Mapped[str] = mapped_column(Text, default="")
    # over every source file and the renderer: equal hashes are equal courses
    hash: Mapped[str] = mapped_column(String(64))
    # heads and blocks (courses.packing), from which its goals are made
    head: Mapped[dict[str, Any]] = mapped_column(JSON)
    created_at: Mapped[datetime]
    created_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    published_at: Mapped[datetime | None]
    published_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))

    texts: Mapped[list[UnitText]] = relationship(
        order_by="UnitText.n, UnitText.language", cascade="all, delete-orphan", passive_deletes=True
    )
    files: Mapped[list[CourseFile]] = relationship(
        order_by="CourseFile.path", cascade="all, delete-orphan", passive_deletes=True
    )


class UnitText(Model):
    """A unit, or the course page (``kurs``, n = 0), in one language."""

    __tablename__ = "unit_text"
    __table_args__ = (UniqueConstraint("revision_id", "unit", "language"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id", ondelete="CASCADE"))
    unit: Mapped[str] = mapped_column(String(60))
    language: Mapped[str] = mapped_column(String(20))
    # whether the other languages are translations of this one
    original: Mapped[bool]
    # its place among the units, from 1
    n: Mapped[int]
    path: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(String(300))
    minutes: Mapped[int]
    # what a page shows of the head: summary, objectives, authors, licence, audience, format, translator
    head: Mapped[dict[str, Any]] = mapped_column(JSON)
    # title and minutes of every section, for the list beside the text
    sections: Mapped[list[tuple[str, int]]] = mapped_column(JSON)
    words: Mapped[int]
    search: Mapped[str] = mapped_column(Text)
    hash: Mapped[str] = mapped_column(String(64))

    parts: Mapped[list[SectionRow]] = relationship(
        order_by="SectionRow.n", cascade="all, delete-orphan", passive_deletes=True
    )


class SectionRow(Model):
    """A section with its own page: sanitised HTML and places of activities, in order."""

    __tablename__ = "section"

    unit_text_id: Mapped[int] = mapped_column(ForeignKey("unit_text.id", ondelete="CASCADE"), primary_key=True)
    n: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    title: Mapped[str] = mapped_column(Text)
    # the title as HTML and its id; both empty where the text begins without a heading
    heading: Mapped[str] = mapped_column(Text)
    anchor: Mapped[str] = mapped_column(Text)
    minutes: Mapped[int]
    # {"html": …} or {"slot": {type, key, title, required, edition, objectives, attributes, data}}
    parts: Mapped[list[dict[str, Any]]] = mapped_column(JSON)


class CourseFile(Model):
    """A file of a revision's folder; its bytes lie in the data folder under their hash."""

    __tablename__ = "course_file"
    __table_args__ = (Index("ix_course_file_digest", "digest"),)

    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id", ondelete="CASCADE"), primary_key=True)
    path: Mapped[str] = mapped_column(Text, primary_key=True)
    digest: Mapped[str] = mapped_column(String(64))
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int]


class Bookmark(Model):
    """Where somebody stopped reading a unit; the newest one is where they stopped in the course."""

    __tablename__ = "bookmark"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    course: Mapped[str] = mapped_column(ForeignKey("course.key", ondelete="CASCADE"), primary_key=True)
    unit: Mapped[str] = mapped_column(String(60), primary_key=True)
    section: Mapped[int]
    at: Mapped[datetime]
