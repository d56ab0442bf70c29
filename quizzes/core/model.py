"""What a quiz consists of: a case, questions, their answers and explanations."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from lms.core.values import fold, trim

Kind = Literal["single", "multiple", "text", "number", "matching", "ordering", "cloze"]
MAX_QUESTIONS = 500
MAX_ANSWERS = 50


@dataclass(frozen=True, slots=True)
class Option:
    """An option to choose: its mark as a share (1 is right, 0 wrong, between them partly; negative takes away).

    ``percent`` says that the author wrote the mark as a percentage. ``more`` is what follows the first
    paragraph and cannot stand in a label, such as a table.
    """

    text: str
    share: float
    explanation: str = ""
    percent: bool = False
    more: str = ""
    line: int = 0

    @property
    def right(self) -> bool:
        """Whether it is worth choosing."""
        return self.share > 0


@dataclass(frozen=True, slots=True)
class Range:
    """The numbers from ``low`` to ``high``, in a unit; ``written`` is how the author put it."""

    low: float
    high: float
    unit: str = ""
    written: str = ""


@dataclass(frozen=True, slots=True)
class Solution:
    """One line of solutions that mean the same: texts or ranges, what they are worth and why.

    A share of 0 is an expected wrong answer (``!=``); ``rest`` stands for all others (``!= *``).
    """

    share: float
    texts: tuple[str, ...] = ()
    ranges: tuple[Range, ...] = ()
    explanation: str = ""
    percent: bool = False
    rest: bool = False
    line: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """A pair to match or a step to put in order.

    A pair without ``text`` is a partner that fits nothing; steps have no ``partner``. ``more`` is what
    follows a step's first paragraph.
    """

    text: str
    partner: str = ""
    explanation: str = ""
    more: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Gap:
    """A gap in a text: ``texts`` that fit, ``ranges`` of numbers, or texts to choose from with the ``right`` place."""

    texts: tuple[str, ...] = ()
    ranges: tuple[Range, ...] = ()
    right: int | None = None

    @property
    def marks(self) -> str:
        """Its kind and what decides about an answer, but for words."""
        if self.ranges:
            return "|".join(f"{span.low:g}..{span.high:g}" for span in self.ranges)
        return "text" if self.right is None else f"{self.right}/{len(self.texts)}"


@dataclass(frozen=True, slots=True)
class Question:
    """One question: choices have ``options``, texts and numbers ``solutions``, pairs and steps ``rows``.

    A text with gaps is ``cloze``, in which each of the ``gaps`` has left its number. ``intro`` comes before the
    question proper and ``more`` after it; both may hold anything Markdown can.
    ``keyed`` says that the author wrote the key; otherwise it is the question's number.
    """

    key: str
    kind: Kind
    text: str
    intro: str = ""
    more: str = ""
    options: tuple[Option, ...] = ()
    solutions: tuple[Solution, ...] = ()
    rows: tuple[Row, ...] = ()
    gaps: tuple[Gap, ...] = ()
    cloze: str = ""
    explanation: str = ""
    points: float = 1.0
    objectives: tuple[int, ...] = ()
    topic: str = ""
    exact: bool = False
    typos: int = 0
    shuffle: bool | None = None
    formerly: str = ""
    keyed: bool = True
    line: int = 0

    @property
    def marks(self) -> str:
        """Its kind, the number of its answers, their marks and its numeric solutions, written out."""
        if self.options:
            return " ".join([self.kind, *(f"{option.share:g}" for option in self.options)])
        if self.rows:
            return " ".join([self.kind, *row_marks(self.kind, self.rows)])
        if self.gaps:
            return " ".join([self.kind, *(gap.marks for gap in self.gaps)])
        parts: list[str] = [self.kind]
        for solution in self.solutions:
            numbers = [f"{found.low:g}..{found.high:g}" for found in solution.ranges]
            parts.append("|".join([f"{solution.share:g}", *(numbers or [str(len(solution.texts))])]))
        return " ".join(parts)

    @property
    def shape(self) -> str:
        """A short fingerprint of the marks: a new one begins a new series of results."""
        return hashlib.sha256(self.marks.encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Quiz:
    """All questions of a block and the case that is told above them."""

    questions: tuple[Question, ...] = ()
    case: str = ""

    @property
    def points(self) -> float:
        """The sum of the points that can be reached."""
        return sum(question.points for question in self.questions)


def partners(rows: Sequence[Row]) -> tuple[int, ...]:
    """For each pair the place of the first one with the same partner: equal partners are one choice."""
    first: dict[str, int] = {}
    return tuple(first.setdefault(fold(trim(row.partner)), n) for n, row in enumerate(rows))


def row_marks(kind: str, rows: Sequence[Row]) -> tuple[str, ...]:
    """What decides about an answer to pairs or steps, but for words."""
    if kind == "ordering":
        return (str(len(rows)),)
    return tuple(f"{n}" if row.text else f"-{n}" for row, n in zip(rows, partners(rows), strict=True))


def mean(scores: Sequence[tuple[float, float]]) -> float:
    """The mean of scores weighted by points, from pairs of both."""
    whole = sum(points for _, points in scores)
    return sum(score * points for score, points in scores) / whole if whole else 0.0
