"""Opening the thread of a question, at publishing or with its first answer."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from forum.core.terms import TYPE
from forum.models import Post, Thread
from lms.core.activity import Slot
from lms.core.evidence import ActivityRef
from lms.db import db, insert_new
from lms.progress.log import source_of, subject_of


def find_thread(ref: ActivityRef) -> Thread | None:
    """The thread of a question, if it is open."""
    return db.session.scalar(select(Thread).where(Thread.course == ref.course, Thread.key == ref.key))


def open_thread(slot: Slot, *, at: datetime) -> Thread:
    """The thread of a question; the first time it is made, with the trainer's first post."""
    found = find_thread(slot.ref)
    if found:
        return found
    thread_id = insert_new(
        Thread, course=slot.ref.course, key=slot.ref.key, opened_at=at, last_at=at, answers=0, replies=0, **_words(slot)
    )
    thread = db.session.get_one(Thread, thread_id) if thread_id else find_thread(slot.ref)
    assert thread is not None
    if thread_id:
        _open_with(thread, slot, at=at)
    return thread


def open_threads(course: str, language: str, *, at: datetime) -> list[Thread]:
    """Opens the thread of every question that a course asks; where one is open, it takes over new words."""
    subject = subject_of(course)
    threads = []
    for slot in source_of(course).slots(course, subject.version, TYPE, language):
        thread = open_thread(slot, at=at)
        for name, value in _words(slot).items():
            setattr(thread, name, value)
        opening = db.session.scalar(select(Post).where(Post.thread_id == thread.id, Post.opening))
        if opening is None:
            _open_with(thread, slot, at=at)
        elif slot.data.get("opening"):
            opening.text, opening.html = slot.data["opening_text"], slot.data["opening"]
        threads.append(thread)
    db.session.flush()
    return threads


def _words(slot: Slot) -> dict[str, str]:
    data = slot.data
    ask = f"<p>{data['ask']}</p>\n" if data["ask"] else ""
    return {"title": slot.title, "ask": data["name"], "question": ask + data["more"]}


def _open_with(thread: Thread, slot: Slot, *, at: datetime) -> None:
    if not slot.data.get("opening"):
        return
    db.session.add(
        Post(
            thread_id=thread.id,
            text=slot.data["opening_text"],
            html=slot.data["opening"],
            at=at,
            by_trainer=True,
            opening=True,
        )
    )
    db.session.flush()
