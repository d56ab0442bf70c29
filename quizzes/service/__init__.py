"""What learners do with quizzes: answer, tick, write; each of it is kept and told to the log."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Table, bindparam, func, insert, select, tuple_, update

from lms.core.activity import Slot
from lms.core.errors import BadValue
from lms.core.evidence import ActivityRef, Evidence
from lms.core.message import Message, plural
from lms.db import db
from lms.progress.models import Enrolment
from lms.progress.service import record
from quizzes.core.completion import SUBMITTED
from quizzes.core.data import question_from
from quizzes.core.grade import grade, read_answer
from quizzes.core.model import Question, mean
from quizzes.models import Answer
from quizzes.service import drawing

NOTHING: Mapping[str, Any] = {}


@dataclass(frozen=True, slots=True)
class Given:
    """The latest answer to a question: what, for which marks, its score, the best so far, the how many-th."""

    answer: tuple[str, ...]
    shape: str
    score: float
    best: float
    nth: int


@dataclass(frozen=True, slots=True)
class Refused:
    """An answer that was not taken: what was sent, and the sentence that says why."""

    typed: tuple[str, ...]
    sentence: Message


@dataclass(frozen=True, slots=True)
class QuizState:
    """Where a learner stands in a quiz: the latest answers, and what was refused just now, by question.

    ``drawn`` are the questions that a quiz drew for them; nothing means all.
    """

    answers: Mapping[str, Given] = field(default_factory=dict)
    refused: Mapping[str, Refused] = field(default_factory=dict)
    preview: bool = False
    drawn: frozenset[str] | None = None


def shown(slot: Slot, state: QuizState) -> Slot:
    """A quiz with the questions that this learner is asked."""
    if state.drawn is None:
        return slot
    questions = [data for data in slot.data["questions"] if data["key"] in state.drawn]
    return replace(slot, data={**slot.data, "questions": questions})


# Plain tables: what a page asks for on every request goes past the object mapper.
_ANSWER: Table = Answer.__table__  # type: ignore[assignment]
_ENROLMENT: Table = Enrolment.__table__  # type: ignore[assignment]
_OWN = _ANSWER.c
_STATES = select(
    _OWN.unit, _OWN.block, _OWN.question, _OWN.given, _OWN.shape, _OWN.score, _OWN.best, _OWN.nth, _OWN.edition
).where(
    _OWN.enrolment_id
    == select(func.max(_ENROLMENT.c.id))
    .where(_ENROLMENT.c.person_id == bindparam("person"), _ENROLMENT.c.course == bindparam("course"))
    .scalar_subquery(),
    tuple_(_OWN.unit, _OWN.block).in_(bindparam("places", expanding=True)),
    _OWN.latest,
)
_NO_LONGER_LATEST = (
    update(_ANSWER)
    .where(
        _OWN.enrolment_id == bindparam("in_enrolment"),
        _OWN.unit == bindparam("in_unit"),
        _OWN.block == bindparam("in_block"),
        _OWN.edition == bindparam("in_edition"),
        tuple_(_OWN.question, _OWN.shape).in_(bindparam("series", expanding=True)),
        _OWN.latest,
    )
    .values(latest=False)
)
_INSERT = insert(_ANSWER)
_NEWEST = (
    select(
        _ENROLMENT.c.id, _ENROLMENT.c.person_id, _ENROLMENT.c.version, _ENROLMENT.c.closed_at.is_(None).label("open")
    )
    .where(_ENROLMENT.c.person_id == bindparam("person"), _ENROLMENT.c.course == bindparam("course"))
    .order_by(_ENROLMENT.c.id.desc())
    .limit(1)
    .with_for_update()
)


class Taking(NamedTuple):
    """The enrolment in which somebody answers."""

    id: int
    person_id: int
    version: int
    open: bool


def taking(person: int, course: str) -> Taking | None:
    """The newest enrolment of a person; locked, so that two answers at one moment see each other."""
    row = db.session.execute(_NEWEST, {"person": person, "course": course}).first()
    return Taking(*row) if row else None


def states(slots: Sequence[Slot], person: int) -> dict[ActivityRef, QuizState]:
    """Where a person stands in all quizzes of a page, in one statement, and one more if any draws its questions."""
    by_place = {_place(slot): slot for slot in slots}
    if not by_place:
        return {}
    course = slots[0].ref.course
    found: dict[ActivityRef, dict[tuple[str, str], Given]] = {slot.ref: {} for slot in slots}
    values = {"person": person, "course": course, "places": list(by_place)}
    for row in db.session.execute(_STATES, values):
        slot = by_place[row.unit, row.block]
        if row.edition == slot.edition:
            given = Given(tuple(row.given), row.shape, row.score, row.best, row.nth)
            found[slot.ref][row.question, row.shape] = given
    asked = drawing.drawn_for(slots, person)
    return {slot.ref: _state(slot, asked[slot.ref], found[slot.ref]) for slot in slots}


def _state(slot: Slot, asked: Slot, found: Mapping[tuple[str, str], Given]) -> QuizState:
    keys = None if asked is slot else frozenset(data["key"] for data in asked.data["questions"])
    return QuizState(_current(asked, found), drawn=keys)


def _place(slot: Slot) -> tuple[str, str]:
    unit, _, block = slot.ref.key.partition("/")
    return unit, block


def _current(slot: Slot, found: Mapping[tuple[str, str], Given]) -> dict[str, Given]:
    """The answers to questions that are still there with the same marks, under their present keys."""
    current = {}
    for question in slot.data["questions"]:
        shape = question["shape"]
        given = found.get((question["key"], shape)) or found.get((question["formerly"], shape))
        if given:
            current[question["key"]] = given
    return current


def answer(
    slot: Slot,
    enrolment: Taking,
    sent: Mapping[str, Sequence[str]],
    *,
    at: datetime,
    nth: Mapping[str, int] = NOTHING,
) -> QuizState:
    """Takes answers to questions of a quiz, by key, and records the quiz once all of it is answered.

    An answer that cannot be read is refused and changes nothing; ``nth`` tells the how many-th answer each
    form was made for, so that a form sent twice counts once.
    """
    before = states([slot], enrolment.person_id)[slot.ref]
    slot = shown(slot, before)
    taken, refused = judge(slot, before, sent, nth)
    if taken:
        _insert(slot, enrolment, taken, at)
        drawing.keep(slot, enrolment.person_id, enrolment.id, at)
    after = replace(before, answers={**before.answers, **taken}, refused=refused)
    if enrolment.open:
        _record(slot, before, after, enrolment.person_id, at)
    return after


def preview(slot: Slot, sent: Mapping[str, Sequence[str]]) -> QuizState:
    """What a learner would be told; nothing is kept."""
    taken, refused = judge(slot, QuizState(), sent, NOTHING)
    return QuizState(taken, refused, preview=True)


def judge(
    slot: Slot, before: QuizState, sent: Mapping[str, Sequence[str]], nth: Mapping[str, int]
) -> tuple[dict[str, Given], dict[str, Refused]]:
    """The answers that count, graded, and those that are refused."""
    taken: dict[str, Given] = {}
    refused: dict[str, Refused] = {}
    for data in slot.data["questions"]:
        if (key := data["key"]) not in sent:
            continue
        earlier = before.answers.get(key)
        try:
            given = _graded(question_from(data), sent[key], earlier, data["shape"])
            if _is_repeated(given, earlier, nth.get(key)):
                continue
            _check_attempts(slot, given.nth)
            taken[key] = given
        except BadValue as error:
            refused[key] = Refused(tuple(sent[key]), error.message)
    return taken, refused


def _graded(question: Question, sent: Sequence[str], earlier: Given | None, shape: str) -> Given:
    typed = read_answer(question, sent)
    score = grade(question, typed).score
    return Given(typed, shape, score, max(score, earlier.best if earlier else 0.0), earlier.nth + 1 if earlier else 1)


def _is_repeated(given: Given, earlier: Given | None, nth: int | None) -> bool:
    """Whether the same form was sent before: the same answer, made for a turn that is over."""
    return earlier is not None and given.answer == earlier.answer and (nth is None or nth <= earlier.nth)


def _check_attempts(slot: Slot, nth: int) -> None:
    most = slot.attributes.get("attempts")
    if most is not None and nth > most:
        raise BadValue(
            plural("This question can be answered once only.", "This question can be answered %(n)s times only.", most)
        )


def _insert(slot: Slot, enrolment: Taking, taken: Mapping[str, Given], at: datetime) -> None:
    unit, block = _place(slot)
    shared = {
        "person_id": enrolment.person_id,
        "enrolment_id": enrolment.id,
        "course": slot.ref.course,
        "unit": unit,
        "block": block,
        "version": slot.version,
        "edition": slot.edition,
        "at": at,
    }
    if series := [(key, given.shape) for key, given in taken.items() if given.nth > 1]:
        place = {"in_enrolment": enrolment.id, "in_unit": unit, "in_block": block, "in_edition": slot.edition}
        db.session.execute(_NO_LONGER_LATEST, {**place, "series": series})
    db.session.execute(
        _INSERT,
        [
            {
                **shared,
                "question": key,
                "shape": given.shape,
                "nth": given.nth,
                "given": list(given.answer),
                "score": given.score,
                "best": given.best,
                "latest": True,
            }
            for key, given in taken.items()
        ],
    )


def score_of(slot: Slot, state: QuizState) -> float | None:
    """The mean of the best, or latest, answers, weighted by points; nothing until all questions are answered."""
    questions = slot.data["questions"]
    if any(question["key"] not in state.answers for question in questions):
        return None
    latest = slot.attributes.get("grading") == "latest"
    scores = []
    for question in questions:
        given = state.answers[question["key"]]
        scores.append((given.score if latest else given.best, question["points"]))
    return mean(scores)


def _record(slot: Slot, before: QuizState, after: QuizState, person: int, at: datetime) -> None:
    """Tells the log when the quiz is answered for the first time, and whenever its score changes."""
    score = score_of(slot, after)
    if score is not None and score != score_of(slot, before):
        record(Evidence(person, slot.ref, SUBMITTED, at, score, edition=slot.edition))
