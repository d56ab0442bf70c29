"""Reading: the list of threads, and the posts of one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, bindparam, func, or_, select

from forum.models import Post, Thread
from forum.service.posts import CHANGEABLE
from lms.db import db, fetch
from lms.people.models import OrgUnit, Person
from lms.progress.models import Enrolment

PAGE = 50
"""So many threads, or answers, stand on one page."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of the list of threads."""

    id: int
    course: str
    ask: str
    title: str
    answers: int
    last_at: datetime
    answered: bool


_COURSES = select(Enrolment.course).where(Enrolment.person_id == bindparam("person"), Enrolment.closed_at.is_(None))
# bare columns: on a page of fifty lines the bookkeeping of mapped ones costs more than the query
_T = Thread.__table__.c
_COLUMNS = (_T.id, _T.course, _T.ask, _T.title, _T.answers, _T.last_at)
_ANSWERED = select(Post.thread_id).where(
    Post.author_id == bindparam("person"),
    Post.answer_id.is_(None),
    Post.thread_id.in_(bindparam("threads", expanding=True)),
)


def _list(*which: ColumnElement[bool]) -> tuple[Select[int], Select[*tuple[Any, ...]]]:
    order = select(*_COLUMNS).where(*which).order_by(_T.last_at.desc(), _T.id)
    return select(func.count()).select_from(Thread).where(*which), order.limit(PAGE).offset(bindparam("offset"))


_OF_SOME, _OF_ALL = _list(_T.course.in_(bindparam("courses", expanding=True))), _list()


def threads_of(person: int, taught: Iterable[str], *, everywhere: bool, page: int = 1) -> tuple[int, list[Listed]]:
    """How many threads of the courses that somebody takes or teaches there are, and those of a page, newest first."""
    counting, listing = _OF_ALL if everywhere else _OF_SOME
    mine = [course for (course,) in fetch(_COURSES, person=person)]
    values: dict[str, Any] = {} if everywhere else {"courses": sorted({*mine, *taught})}
    ((total,),) = fetch(counting, **values)
    rows = fetch(listing, **values, offset=(page - 1) * PAGE)
    # a statement of its own: inside the list it would be asked for every thread before the page is cut
    answered = {thread for (thread,) in fetch(_ANSWERED, person=person, threads=[row.id for row in rows])}
    return total, [
        Listed(row.id, row.course, row.ask, row.title, row.answers, row.last_at, row.id in answered) for row in rows
    ]


@dataclass(frozen=True, slots=True)
class Shown:
    """A post as it stands on the page. Without a name it is the trainer's first, or a former person's."""

    id: int
    author: int | None
    name: str
    office: str
    html: str
    at: datetime
    edited_at: datetime | None
    hidden: bool
    by_trainer: bool
    opening: bool
    answer: int | None
    replies: tuple[Shown, ...] = ()

    @property
    def changeable_until(self) -> datetime:
        """When it can be changed no more."""
        return self.at + CHANGEABLE


_POSTS = (
    select(
        Post.id, Post.author_id, Person.given, Person.family, OrgUnit.name, Post.html, Post.at, Post.edited_at,
        Post.hidden, Post.by_trainer, Post.opening, Post.answer_id,
    )
    .outerjoin(Person, Person.id == Post.author_id)
    .outerjoin(OrgUnit, OrgUnit.id == Person.org_unit_id)
    .where(Post.thread_id == bindparam("thread"))
)  # fmt: skip
_OWN = _POSTS.where(Post.author_id == bindparam("person"), Post.answer_id.is_(None)).order_by(Post.id)
_OTHERS = (
    _POSTS.where(or_(Post.author_id.is_(None), Post.author_id != bindparam("person")), Post.answer_id.is_(None))
    .order_by(Post.opening, Post.id.desc())
    .limit(PAGE)
    .offset(bindparam("offset"))
)
_REPLIES = _POSTS.where(Post.answer_id.in_(bindparam("answers", expanding=True))).order_by(Post.id)


def own_answers(thread: int, person: int) -> list[Shown]:
    """Somebody's own answers with what others replied, the first one first."""
    return _with_replies(
        thread, [_shown(row) for row in db.session.execute(_OWN, {"thread": thread, "person": person})]
    )


def other_answers(thread: int, person: int, *, page: int = 1) -> list[Shown]:
    """A page of the others' answers with all replies, the newest first, the trainer's first post at the end."""
    values = {"thread": thread, "person": person, "offset": (page - 1) * PAGE}
    return _with_replies(thread, [_shown(row) for row in db.session.execute(_OTHERS, values)])


def _with_replies(thread: int, answers: list[Shown]) -> list[Shown]:
    if not answers:
        return []
    found: dict[int | None, list[Shown]] = defaultdict(list)
    for row in db.session.execute(_REPLIES, {"thread": thread, "answers": [answer.id for answer in answers]}):
        shown = _shown(row)
        found[shown.answer].append(shown)
    return [replace(answer, replies=tuple(found[answer.id])) for answer in answers]


def _shown(row: Row[*tuple[Any, ...]]) -> Shown:
    id_, author, given, family, office, *rest = row
    return Shown(id_, author, f"{given or ''} {family or ''}".strip(), office or "", *rest)
