"""Writing: an answer, a reply, a change within a day."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select, update

from forum.core.terms import POSTED, REPLIED
from forum.models import Post, PostVersion, Thread
from forum.service.markup import written
from lms.core.errors import LmsError
from lms.core.evidence import Evidence
from lms.core.message import Message
from lms.db import db, insert_new
from lms.progress.service import record

CHANGEABLE = timedelta(hours=24)


def post_answer(thread: Thread, text: str, *, by: int, at: datetime, token: str, trainer: bool = False) -> Post:
    """Publishes somebody's own answer and records that they gave it."""
    post, new = _publish(thread, None, text, by=by, at=at, token=token, trainer=trainer)
    if new:
        record(Evidence(by, thread.ref, POSTED, at))
    return post


def reply(parent: Post, text: str, *, by: int, at: datetime, token: str, trainer: bool = False) -> Post:
    """Publishes a reply; one to somebody else, or to the trainer's first post, is recorded."""
    if parent.hidden:
        raise LmsError(Message("This post is hidden. Nobody can reply to it at the moment."))
    thread = db.session.get_one(Thread, parent.thread_id)
    post, new = _publish(thread, parent, text, by=by, at=at, token=token, trainer=trainer)
    if new and parent.author_id != by:
        record(Evidence(by, thread.ref, REPLIED, at))
    return post


def edit_post(post: Post, text: str, *, by: int, at: datetime) -> Post:
    """Changes one's own post within a day; what it said before is kept."""
    if post.author_id != by or post.hidden:
        raise LmsError(Message("You can change only what you wrote yourself."))
    if at > post.at + CHANGEABLE:
        raise LmsError(Message("A post can be changed for 24 hours. Please write a new one."), "text")
    kept, html = written(text)
    if kept == post.text:
        return post
    db.session.add(PostVersion(post_id=post.id, text=post.text, until=at))
    post.text, post.html, post.edited_at = kept, html, at
    db.session.flush()
    return post


def _publish(
    thread: Thread, parent: Post | None, text: str, *, by: int, at: datetime, token: str, trainer: bool
) -> tuple[Post, bool]:
    """The post, and whether it is new: a form that is sent twice makes one."""
    kept, html = written(text)
    post_id = insert_new(
        Post,
        thread_id=thread.id,
        author_id=by,
        parent_id=parent.id if parent else None,
        answer_id=(parent.answer_id or parent.id) if parent else None,
        text=kept,
        html=html,
        at=at,
        hidden=False,
        by_trainer=trainer,
        opening=False,
        token=token or None,
    )
    if post_id is None:
        return _sent_before(thread, parent, kept, by=by, token=token), False
    counts = {"replies": Thread.replies + 1} if parent else {"answers": Thread.answers + 1}
    db.session.execute(update(Thread).where(Thread.id == thread.id).values(last_at=at, **counts))
    return db.session.get_one(Post, post_id), True


def _sent_before(thread: Thread, parent: Post | None, text: str, *, by: int, token: str) -> Post:
    post = db.session.scalar(select(Post).where(Post.token == token))
    same = post and (post.author_id, post.thread_id, post.parent_id) == (by, thread.id, parent and parent.id)
    if post is None or not same or post.text != text:
        raise LmsError(
            Message("This form was sent before. Your text is still here: please check it and publish it again."), "text"
        )
    return post
