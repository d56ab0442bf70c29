"""What the page of a question shows: gathered before it is drawn, so that templates decide nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NoReturn

from flask import abort, current_app

from forum.core.terms import TYPE, Terms, Ways, ways
from forum.forms import PostForm
from forum.models import Thread
from forum.service.reading import PAGE, Shown, other_answers, own_answers
from forum.service.state import State, load
from forum.service.threads import find_thread
from lms.core.activity import Slot
from lms.core.evidence import ActivityRef
from lms.core.message import Message, plural
from lms.core.source import Source, Subject
from lms.people.current import Viewer
from lms.progress.log import goals_of, latest_enrolment
from lms.web.texts import locale


@dataclass(frozen=True, slots=True)
class Place:
    """A question for somebody who may see it. ``asked`` is false when the course asks it no more."""

    subject: Subject
    source: Source
    slot: Slot
    thread: Thread | None
    version: int
    enrolled: bool
    trainer: bool
    asked: bool = True

    @property
    def terms(self) -> Terms:
        """The author's terms."""
        return Terms.of(self.slot.attributes)

    @property
    def where(self) -> dict[str, Any]:
        """The parts of its address."""
        unit, _, key = self.slot.ref.key.partition("/")
        return {"course": self.slot.ref.course, "unit": unit, "key": key}

    @property
    def unit_address(self) -> str | None:
        """The page of the unit, or of the course, that it stands in."""
        course, unit = self.where["course"], self.where["unit"]
        whole = self.source.address(ActivityRef(course, "course", course))
        return self.source.address(ActivityRef(course, "unit", unit)) or whole


def place_of(viewer: Viewer, course: str, unit: str, key: str) -> Place:
    """A question by its address; 404 where there is none, 403 for people outside the course."""
    return _place(viewer, ActivityRef(course, TYPE, f"{unit}/{key}"), None)


def place_of_thread(viewer: Viewer, thread: Thread) -> Place:
    """The question of a thread."""
    return _place(viewer, thread.ref, thread)


def _place(viewer: Viewer, ref: ActivityRef, thread: Thread | None) -> Place:
    source: Source | None = current_app.extensions["lms"].source_of(ref.course)
    subject = source.subject(ref.course) if source else None
    if source is None or subject is None:
        abort(404)
    enrolment, trainer = latest_enrolment(viewer.id, ref.course), viewer.teaches(ref.course)
    if enrolment is None and not trainer:
        _refuse(subject)
    version = enrolment.version if enrolment else subject.version
    slot = source.slot(ref, version, locale()) or source.slot(ref, subject.version, locale())
    thread = thread or find_thread(ref)
    enrolled = enrolment is not None
    if slot:
        return Place(subject, source, slot, thread, version, enrolled, trainer)
    if thread is None:
        abort(404)
    return Place(subject, source, _former(thread), thread, version, enrolled, trainer, asked=False)


def _refuse(subject: Subject) -> NoReturn:
    sentence = Message(
        "These answers belong to the course “%(title)s”. Who is enrolled there reads and writes them.",
        {"title": subject.title},
    )
    abort(403, description=sentence)


def _former(thread: Thread) -> Slot:
    """A question that the course asks no more, as its thread remembers it."""
    data = {"ask": "", "name": thread.ask, "more": thread.question}
    return Slot(thread.ref, thread.title, required=False, attributes={"first": False}, data=data)


@dataclass(frozen=True, slots=True)
class Page:
    """A question with what somebody may read and write there."""

    place: Place
    state: State
    ways: Ways
    own: list[Shown] = field(default_factory=list)
    others: list[Shown] = field(default_factory=list)
    number: int = 1
    answer_form: PostForm | None = None
    reply_form: PostForm | None = None
    reply_to: int | None = None

    @property
    def sees_others(self) -> bool:
        """Whether the others' answers are shown: where one answers first, not before one's own."""
        return sees_others(self.place, self.state)

    @property
    def written(self) -> bool:
        """Whether all answers and replies are there."""
        terms = self.place.terms
        return self.state.posts >= terms.posts and self.state.replies >= terms.replies

    @property
    def talked(self) -> bool:
        """Whether it was discussed in class."""
        return self.state.discussed_at is not None

    @property
    def met(self) -> bool:
        """Whether the course asks for nothing more here."""
        return self.state.waived or (self.written and self.ways.writing) or (self.talked and self.ways.talking)

    @property
    def stops(self) -> list[tuple[str, Message]]:
        """The steps in writing: done, here or open, and what to do."""
        terms, state = self.place.terms, self.state
        wanted = [(state.posts >= terms.posts, plural("Your own answer", "%(n)s answers of your own", terms.posts))]
        if terms.replies:
            wanted.append((state.replies >= terms.replies, plural("One reply", "%(n)s replies", terms.replies)))
        here = next((n for n, (done, _) in enumerate(wanted) if not done), None)
        return [("done" if done else "here" if n == here else "open", text) for n, (done, text) in enumerate(wanted)]

    @property
    def steps_left(self) -> int:
        """How many steps in writing are not done."""
        return sum(kind != "done" for kind, _ in self.stops)

    @property
    def pages(self) -> int:
        """How many pages the others' answers fill."""
        return max(1, -(-(self.state.answers + 1 - len(self.own)) // PAGE))


def sees_others(place: Place, state: State) -> bool:
    """Whether the others' answers may be sent to somebody's browser at all."""
    return place.trainer or not place.terms.first or state.own > 0


def state_of(viewer: Viewer, place: Place) -> State:
    """Where somebody stands with the question of a place."""
    return load([place.slot], viewer.id)[place.slot.ref]


def gather(viewer: Viewer, place: Place, *, number: int = 1) -> Page:
    """Everything that somebody may see of a question; nothing else is read."""
    state = state_of(viewer, place)
    found = ways(goals_of(place.subject.key, place.version), place.slot.ref, place.terms)
    if place.thread is None:
        return Page(place, state, found)
    own = own_answers(place.thread.id, viewer.id) if state.own else []
    others = other_answers(place.thread.id, viewer.id, page=number) if sees_others(place, state) else []
    return Page(place, state, found, own, others, number)
