"""What the forum holds about a person: its export, what remains when they leave, and the periods."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, func, select, update

from forum.models import Post, PostVersion, Thread
from lms.core.message import Message
from lms.db import db
from lms.features import PersonalData, Retention
from lms.people.models import Person


def export(person: int) -> dict[str, Any]:
    """Everything that somebody wrote, with what it said before."""
    rows = db.session.execute(
        select(Post, Thread.course, Thread.ask)
        .join(Thread, Thread.id == Post.thread_id)
        .where(Post.author_id == person)
        .order_by(Post.id)
    ).all()
    before: dict[int, list[dict[str, str]]] = {post.id: [] for post, *_ in rows}
    for version in db.session.scalars(
        select(PostVersion).where(PostVersion.post_id.in_(before)).order_by(PostVersion.id)
    ):
        before[version.post_id].append({"text": version.text, "until": version.until.isoformat()})
    return {
        "posts": [
            {
                "course": course,
                "question": ask,
                "reply": post.parent_id is not None,
                "text": post.text,
                "at": post.at.isoformat(),
                "changed_at": post.edited_at.isoformat() if post.edited_at else None,
                "before": before[post.id],
            }
            for post, course, ask in rows
        ]
    }


def forget(person: int) -> None:
    """Takes somebody's name from what they wrote; the words stay, as a former person's, earlier versions go."""
    _forget(Post.author_id == person)


def _forget(whose: ColumnElement[bool]) -> None:
    posts = select(Post.id).where(whose)
    db.session.execute(delete(PostVersion).where(PostVersion.post_id.in_(posts)))
    db.session.execute(update(Post).where(whose).values(author_id=None, token=None))


def delete_names(before: datetime, dry_run: bool) -> int:
    """Takes the names of people who left before a moment from their posts."""
    whose = Post.author_id.in_(select(Person.id).where(Person.left_at < before))
    n = db.session.scalar(select(func.count(Post.id)).where(whose)) or 0
    if n and not dry_run:
        _forget(whose)
    return n


def delete_versions(before: datetime, dry_run: bool) -> int:
    """Deletes what posts said until they were changed before a moment."""
    old = PostVersion.until < before
    n = db.session.scalar(select(func.count(PostVersion.id)).where(old)) or 0
    if n and not dry_run:
        db.session.execute(delete(PostVersion).where(old))
    return n


DATA = PersonalData(
    export=export,
    forget=forget,
    retention=(
        Retention(Message("Names on posts in the forum"), Message("end of the account"), 30, delete_names),
        Retention(Message("Earlier versions of posts"), Message("change of the post"), 90, delete_versions),
    ),
)
