"""Where somebody stands with a question: what they wrote, and what of it counts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, select, tuple_
from sqlalchemy.orm import aliased

from forum.core.terms import DISCUSSED, POSTED, REPLIED, TYPE
from forum.models import Post, Thread
from lms.core.activity import Slot
from lms.core.evidence import WAIVED, ActivityRef, Evidence, standing
from lms.db import db
from lms.progress.models import Enrolment, EvidenceRow


@dataclass(frozen=True, slots=True)
class State:
    """``posts``, ``replies`` and ``discussed_at`` count in the present enrolment; ``own`` are all own answers."""

    thread: int | None = None
    answers: int = 0
    own: int = 0
    posts: int = 0
    replies: int = 0
    discussed_at: datetime | None = None
    waived: bool = False


def load(slots: Sequence[Slot], person: int) -> Mapping[ActivityRef, State]:
    """The states of all questions on a page, in two statements."""
    threads = _threads(slots, person) if slots else {}
    counted = _counted(slots, person) if slots else {}
    return {slot.ref: _state(threads.get(slot.ref), counted.get(slot.ref, [])) for slot in slots}


def _threads(slots: Sequence[Slot], person: int) -> dict[ActivityRef, tuple[int, int, int]]:
    """Each thread's id, number of answers and number of own answers."""
    own = (
        select(func.count(Post.id))
        .where(Post.thread_id == Thread.id, Post.author_id == person, Post.parent_id.is_(None))
        .scalar_subquery()
    )
    wanted = [(slot.ref.course, slot.ref.key) for slot in slots]
    rows = db.session.execute(
        select(Thread.course, Thread.key, Thread.id, Thread.answers, own).where(
            tuple_(Thread.course, Thread.key).in_(wanted)
        )
    )
    return {ActivityRef(course, TYPE, key): (thread, answers, mine) for course, key, thread, answers, mine in rows}


def _counted(slots: Sequence[Slot], person: int) -> dict[ActivityRef, list[Evidence]]:
    """The evidence that counts in the newest enrolments."""
    other = aliased(Enrolment)
    newest = (
        select(func.max(other.cycle))
        .where(other.person_id == person, other.course == Enrolment.course)
        .scalar_subquery()
    )
    table = EvidenceRow
    rows = db.session.execute(
        select(table.course, table.key, table.kind, table.at, table.id, table.edition, table.of, table.by)
        .join(Enrolment, Enrolment.id == table.enrolment_id)
        .where(
            Enrolment.person_id == person,
            Enrolment.course.in_({slot.ref.course for slot in slots}),
            Enrolment.cycle == newest,
            table.type == TYPE,
            table.key.in_({slot.ref.key for slot in slots}),
        )
        .order_by(table.id)
    )
    found: dict[ActivityRef, list[Evidence]] = defaultdict(list)
    for row in standing([_evidence(row, person) for row in rows], {slot.ref: slot.edition for slot in slots}, {}):
        found[row.activity].append(row)
    return found


def _evidence(row: Row[*tuple[Any, ...]], person: int) -> Evidence:
    course, key, kind, at, id_, edition, of, by = row
    return Evidence(person, ActivityRef(course, TYPE, key), kind, at, id=id_, edition=edition, of=of, by=by)


def _state(thread: tuple[int, int, int] | None, rows: list[Evidence]) -> State:
    kinds = Counter(row.kind for row in rows)
    thread_id, answers, own = thread or (None, 0, 0)
    return State(
        thread_id,
        answers,
        own,
        posts=kinds[POSTED],
        replies=kinds[REPLIED],
        discussed_at=next((row.at for row in rows if row.kind == DISCUSSED), None),
        waived=WAIVED in kinds,
    )
