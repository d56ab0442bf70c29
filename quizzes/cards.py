"""What a question looks like to one learner: its order, what they chose, and what they are told."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from lms.core.activity import Slot
from lms.core.message import Message, plural
from quizzes.core.data import question_from
from quizzes.core.grade import Grade, grade
from quizzes.inputs import Field, Part, gap_parts, row_fields
from quizzes.service import Given, QuizState

RIGHT = Message("That is right.")
PARTLY = Message("That is partly right.")
WRONG = Message("That does not fit yet.")
OFTEN = Message("You can answer as often as you like.")


@dataclass(frozen=True, slots=True)
class Choice:
    """An option in its place: the field's id and attributes, its text, and whether it is chosen."""

    id: str
    input: Markup
    text: str
    more: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Said:
    """One explanation; ``option`` is the text it belongs to, where several are told."""

    text: str
    option: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """A question as it stands on the page."""

    id: str
    data: Mapping[str, Any]
    quiz: str
    number: int
    of: int
    turn: int
    typed: str
    choices: tuple[Choice, ...]
    fields: tuple[Field, ...] = ()
    parts: tuple[Part, ...] = ()
    verdict: Message | None = None
    said: tuple[Said, ...] = ()
    refused: Message | None = None
    times: Message = OFTEN
    over: bool = False
    fresh: tuple[object, ...] = ()
    """What tells the question apart while it looks the same to everybody: published, and without an answer yet."""

    @property
    def anchor(self) -> str:
        """Where the browser goes after an answer: the explanation, or what was wrong with the answer."""
        return f"erklaerung-{self.id}"

    @property
    def unit(self) -> str:
        """The unit that a number is asked in, if there is one."""
        units = {span["unit"] for solution in self.data["solutions"] for span in solution["ranges"]}
        return str(units.pop()) if len(units) == 1 else ""


def cards(slot: Slot, state: QuizState, person: int) -> list[Card]:
    """The questions of a quiz for one learner."""
    questions = list(slot.data["questions"])
    order = list(range(len(questions)))
    if slot.attributes.get("shuffle") in ("questions", "all"):
        _luck(slot, person).shuffle(order)
    silent = slot.attributes.get("feedback") == "end" and any(
        question["key"] not in state.answers for question in questions
    )
    return [_card(slot, state, questions[n], number, person, silent) for number, n in enumerate(order, 1)]


def card_id(slot: Slot, question: str) -> str:
    """A name for a question that nothing else on the page has."""
    return f"{slot.ref.key.rpartition('/')[2]}-{question}"


def _luck(slot: Slot, person: int, question: str = "") -> random.Random:
    """Chance that is the same for a learner whenever they come back."""
    return random.Random(f"{person}:{slot.ref}:{question}")  # noqa: S311 an order, not a secret


def _card(slot: Slot, state: QuizState, data: Mapping[str, Any], number: int, person: int, silent: bool) -> Card:
    given, refused = state.answers.get(data["key"]), state.refused.get(data["key"])
    shown = refused.typed if refused else given.answer if given else ()
    told = _told(data, given) if given and not refused and not silent else None
    name, marks = card_id(slot, data["key"]), told.marks if told else {}
    most = slot.attributes.get("attempts")
    turn = given.nth + 1 if given else 1
    return Card(
        id=name,
        data=data,
        quiz=slot.data.get("title", ""),
        number=number,
        of=len(slot.data["questions"]),
        turn=turn,
        typed=shown[0] if shown and not data["options"] else "",
        choices=_choices(slot, data, shown, person),
        fields=row_fields(name, data, shown, marks, _luck(slot, person, data["key"])),
        parts=gap_parts(name, data, shown, marks),
        verdict=_verdict(told) if told else None,
        said=_said(data, told, given) if told and given else (),
        refused=refused.sentence if refused else None,
        times=_times(most, turn),
        over=most is not None and turn > most,
        fresh=(slot.ref, slot.version, slot.language, data["key"]) if _is_same(slot, data, state) else (),
    )


def _is_same(slot: Slot, data: Mapping[str, Any], state: QuizState) -> bool:
    """Whether a question looks the same to everybody who has not answered it."""
    shuffled = data["shuffle"] or slot.attributes.get("shuffle", "none") != "none" or not data["options"]
    new = data["key"] not in state.answers and data["key"] not in state.refused
    return bool(new and slot.version and not shuffled and not slot.attributes.get("draw"))


def _told(data: Mapping[str, Any], given: Given) -> Grade:
    return grade(question_from(data), given.answer)


def _choices(slot: Slot, data: Mapping[str, Any], shown: Sequence[str], person: int) -> tuple[Choice, ...]:
    name, kind = card_id(slot, data["key"]), "radio" if data["kind"] == "single" else "checkbox"
    found = []
    for place, option in enumerate(data["options"]):
        chosen = str(place) in shown
        field = (
            f'class="kern-form-check__{kind}" type="{kind}" name="answer-{data["key"]}" value="{place}" '
            f'id="{name}-{place}"{" checked" if chosen else ""}'
        )
        # keys are made of letters, digits and hyphens, so there is nothing to escape
        found.append(Choice(f"{name}-{place}", Markup(field), option["text"], option["more"], chosen))  # noqa: S704
    shuffle = data["shuffle"]
    if shuffle or (shuffle is None and slot.attributes.get("shuffle") in ("answers", "all")):
        _luck(slot, person, data["key"]).shuffle(found)
    return tuple(found)


def _verdict(told: Grade) -> Message:
    return RIGHT if told.right else PARTLY if told.score else WRONG


def _said(data: Mapping[str, Any], told: Grade, given: Given) -> tuple[Said, ...]:
    """The explanations, each with its option's text unless only one option was chosen and it is that one's."""
    alone = given.answer if len(given.answer) == 1 else ()
    return tuple(
        Said(found.text, "" if found.of is None or str(found.of) in alone else _named(data, found.of))
        for found in told.explanations
    )


def _named(data: Mapping[str, Any], place: int) -> str:
    """What an explanation belongs to: an option, a step, a pair."""
    if data["options"]:
        return str(data["options"][place]["text"])
    row = data["rows"][place]
    return str(escape(row["partner"])) if not row["text"] else f"{row['text']}" + _arrow(row["partner"])


def _arrow(partner: str) -> str:
    return f" → {escape(partner)}" if partner else ""


def _times(most: int | None, turn: int) -> Message:
    if most is None:
        return OFTEN
    left = max(0, most - turn + 1)
    if not left:
        return Message("You have answered as often as this question allows.")
    return plural("You can answer once more.", "You can answer %(n)s more times.", left)


def open_questions(slot: Slot, state: QuizState) -> int:
    """How many questions have no answer yet."""
    return sum(question["key"] not in state.answers for question in slot.data["questions"])
