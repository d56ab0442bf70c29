"""Questions from another program as a course folder with one unit of quizzes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from lms.core.errors import BadValue, LmsError
from lms.core.exchange import Imported, Lost
from lms.core.message import Message
from lms.core.values import fold, read_key
from quizzes.core.model import MAX_ANSWERS, MAX_QUESTIONS, Question, Quiz
from quizzes.core.write import write
from quizzes.exchange.markdown import above_answers, below_sign

UNIT = "01-quiz.md"
LONGEST_KEY = 40
RESERVED = {"kurs", "course", "fragen", "questions"}


@dataclass(slots=True)
class Pile:
    """The questions of one category, as they come in."""

    title: str = ""
    case: str = ""
    questions: list[Question] = field(default_factory=list)


def folder_of(name: str, piles: Sequence[Pile], lost: list[Lost]) -> Imported:
    """A course with one unit that holds a quiz for each category."""
    full = [pile for pile in _divided(piles) if pile.questions]
    if not full:
        reasons = "".join(f" {item.place}: {item.reason}" for item in lost[:1])
        raise LmsError(
            Message("“%(name)s” holds no question that can be taken in.%(why)s", {"name": name, "why": reasons})
        )
    title = PurePosixPath(name).stem.strip() or "Quiz"
    minutes = max(1, sum(len(pile.questions) for pile in full))
    keys = keys_for([pile.title for pile in full], "quiz")
    blocks = "\n\n".join(_block(pile, key) for pile, key in zip(full, keys, strict=True))
    unit = f"---\ntitel: {_line(title)}\nkennung: quiz\ndauer: {minutes} min\n---\n\n{blocks}\n"
    course = f"---\ntitel: {_line(title)}\nkennung: {keys_for([title], 'quiz')[0]}\n---\n"
    lost.append(Lost(UNIT, Message("Nobody says what the questions are for: write the objectives, “lernziele: …”.")))
    lost.append(Lost(UNIT, Message("The duration is a guess, one minute for a question.")))
    return Imported({"kurs.md": course.encode(), UNIT: unit.encode()}, tuple(lost))


def _divided(piles: Iterable[Pile]) -> list[Pile]:
    return [
        Pile(pile.title, pile.case if start == 0 else "", pile.questions[start : start + MAX_QUESTIONS])
        for pile in piles
        for start in range(0, len(pile.questions), MAX_QUESTIONS)
    ]


def _block(pile: Pile, key: str) -> str:
    keys = keys_for([question.key for question in pile.questions], "frage")
    questions = [_fit(question, own) for question, own in zip(pile.questions, keys, strict=True)]
    body = write(Quiz(tuple(questions), above_answers(pile.case)))
    longest = max((len(run) for run in re.findall("`+", body)), default=0)
    fence = "`" * max(3, longest + 1)
    heading = f"## {_heading(pile.title)}\n\n" if pile.title else ""
    return f"{heading}{fence}quiz {key}\n{body}{fence}"


def _fit(question: Question, key: str) -> Question:
    """A question whose texts cannot be taken for anything else."""
    return replace(
        question,
        key=key,
        intro="",
        text=above_answers(question.text),
        more="",
        topic=question.topic.replace('"', "'").replace("\n", " "),
        options=tuple(replace(option, text=below_sign(option.text)) for option in question.options),
    )


def keys_for(names: Sequence[str], otherwise: str) -> list[str]:
    """A key for each name, none twice."""
    found: list[str] = []
    for name in names:
        wanted = key = _key(name) or otherwise
        n = 2
        while key in found or key in RESERVED:
            key, n = f"{wanted}-{n}", n + 1
        found.append(key)
    return found


def _key(name: str) -> str:
    words = re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")
    short = words if len(words) <= LONGEST_KEY else words[:LONGEST_KEY].rpartition("-")[0] or words[:LONGEST_KEY]
    try:
        return read_key(short.strip("-")) if short else ""
    except BadValue:
        return ""


def first_words(text: str) -> str:
    """What a question without a name is called by."""
    return " ".join(re.sub(r"[^\w\s]", " ", text).split()[:4])


def _line(text: str) -> str:
    """A text as a value in a head."""
    plain = " ".join(text.split())[:300]
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _heading(text: str) -> str:
    return re.sub(r"([\\`*_\[\]<$#])", r"\\\1", " ".join(text.split()))


def too_many(question: Question, place: str, lost: list[Lost]) -> bool:
    """Whether a question has more answers than a quiz takes; then it is noted."""
    most = max(len(question.options), len(question.solutions), len(question.rows))
    if most > MAX_ANSWERS:
        lost.append(Lost(place, Message("More than %(n)s answers. The question is left out.", {"n": MAX_ANSWERS})))
    return most > MAX_ANSWERS
