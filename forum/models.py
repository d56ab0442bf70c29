"""Tables of discussions: threads, posts, and what posts said before they were changed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.terms import TYPE
from lms.core.evidence import ActivityRef
from lms.db import Model


class Thread(Model):
    """The exchange about one question of a course, whatever version or language people read it in."""

    __tablename__ = "forum_thread"
    __table_args__ = (UniqueConstraint("course", "key"), Index("ix_forum_thread_course_last_at", "course", "last_at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    course: Mapped[str] = mapped_column(String(60))
    # the block's address, "unit/block"
    key: Mapped[str] = mapped_column(String(130))
    title: Mapped[str] = mapped_column(Text)
    # the question as one line of plain text, and all of it as HTML
    ask: Mapped[str] = mapped_column(Text)
    question: Mapped[str] = mapped_column(Text)
    opened_at: Mapped[datetime]
    last_at: Mapped[datetime]
    # kept here so that the list of threads counts nothing; the trainer's first post is in neither
    answers: Mapped[int] = mapped_column(default=0)
    replies: Mapped[int] = mapped_column(default=0)

    @property
    def ref(self) -> ActivityRef:
        """The activity that it belongs to."""
        return ActivityRef(self.course, TYPE, self.key)


class Post(Model):
    """An answer, or a reply to a post. Without an author it is the trainer's first, or a former person's."""

    __tablename__ = "forum_post"
    __table_args__ = (
        Index("ix_forum_post_thread", "thread_id", "answer_id", "id"),
        Index("ix_forum_post_author", "author_id", "thread_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    thread_id: Mapped[int] = mapped_column(ForeignKey("forum_thread.id", ondelete="CASCADE"))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    # what it replies to, and the answer at the top of that exchange; both empty for an answer
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("forum_post.id", ondelete="CASCADE"), index=True)
    answer_id: Mapped[int | None] = mapped_column(ForeignKey("forum_post.id", ondelete="CASCADE"), index=True)
    text: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]
    edited_at: Mapped[datetime | None]
    hidden: Mapped[bool] = mapped_column(default=False)
    # written by somebody who taught the course at that time
    by_trainer: Mapped[bool] = mapped_column(default=False)
    # the trainer's first post, from the course itself
    opening: Mapped[bool] = mapped_column(default=False)
    # one form makes one post, however often it is sent
    token: Mapped[str | None] = mapped_column(String(64), unique=True)


class PostVersion(Model):
    """What a post said until it was changed."""

    __tablename__ = "forum_post_version"
    __table_args__ = (Index("ix_forum_post_version_until", "until"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("forum_post.id", ondelete="CASCADE"), index=True)
    text: Mapped[str] = mapped_column(Text)
    until: Mapped[datetime]
