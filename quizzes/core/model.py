"""What a quiz consists of: a case, questions, their answers and explanations."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Kind = Literal["single", "multiple", "text", "number"]
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
class Question:
    """One question: choices have ``options``, texts and numbers have ``solutions``.

    ``intro`` comes before the question proper and ``more`` after it; both may hold anything Markdown can.
    ``keyed`` says that the author wrote the key; otherwise it is the question's number.
    """

    key: str
    kind: Kind
    text: str
    intro: str = ""
    more: str = ""
    options: tuple[Option, ...] = ()
    solutions: tuple[Solution, ...] = ()
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


def mean(scores: Sequence[tuple[float, float]]) -> float:
    """The mean of scores weighted by points, from pairs of both."""
    whole = sum(points for _, points in scores)
    return sum(score * points for score, points in scores) / whole if whole else 0.0
