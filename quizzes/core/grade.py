"""Judges an answer: a score between 0 and 1, and the explanations that belong to what was answered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from lms.core.errors import BadValue
from lms.core.message import Message
from quizzes.core.choice import WHOLE
from quizzes.core.fields import (
    MOST_TYPED,
    NO_NUMBER,
    NOT_OURS,
    TOO_LONG,
    chosen,
    grade_gaps,
    grade_pairs,
    grade_steps,
    lies,
    read_gaps,
    read_pairs,
    share,
)
from quizzes.core.matching import matches
from quizzes.core.model import Option, Question, Solution
from quizzes.core.typed import Reading, readings

CHOOSE_ONE = Message("Choose an answer first.")
CHOOSE_SOME = Message("Choose at least one answer first.")


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why an answer is right or not; ``of`` is the place of the option or row, or nothing for the whole question."""

    text: str
    of: int | None = None


@dataclass(frozen=True, slots=True)
class Grade:
    """What an answer is worth, and what to say about it."""

    score: float
    explanations: tuple[Explanation, ...] = ()
    marks: Mapping[int, bool] = field(default_factory=dict)
    """Which pairs or gaps are right, by their place."""

    @property
    def right(self) -> bool:
        """Whether nothing is missing."""
        return self.score >= 1


def read_answer(question: Question, given: Sequence[str]) -> tuple[str, ...]:
    """An answer as it is kept, from the values of a form; what cannot be one is refused with a sentence."""
    if question.gaps:
        return read_gaps(question, given)
    values = tuple(value.strip() for value in given if value.strip())
    if question.rows:
        return read_pairs(question, values)
    if question.options:
        return _chosen(question, values)
    text = " ".join(values)
    if not text:
        raise BadValue(Message("Type an answer first."))
    if len(text) > MOST_TYPED:
        raise BadValue(TOO_LONG)
    if question.kind == "number" and not readings(text):
        raise BadValue(NO_NUMBER)
    return (text,)


def _chosen(question: Question, values: Sequence[str]) -> tuple[str, ...]:
    """The places of the ticked options, in their order."""
    known = {str(n) for n in range(len(question.options))}
    if not values:
        raise BadValue(CHOOSE_ONE if question.kind == "single" else CHOOSE_SOME)
    if not known.issuperset(values) or (question.kind == "single" and len(set(values)) > 1):
        raise BadValue(NOT_OURS)
    return tuple(sorted(set(values), key=int))


def grade(question: Question, answer: Sequence[str]) -> Grade:
    """Judges an answer that :func:`read_answer` accepted."""
    if question.rows:
        return _grade_rows(question, answer)
    if question.gaps:
        marks = grade_gaps(question, answer)
        return Grade(share(marks), _said(question, ()), marks)
    if question.options:
        return _grade_choice(question, {int(place) for place in answer})
    return _grade_value(question, answer[0] if answer else "")


def _grade_rows(question: Question, answer: Sequence[str]) -> Grade:
    """Pairs say why for what is right and for a partner that fits nothing; steps say why once all is right."""
    marks = grade_pairs(question, answer) if question.kind == "matching" else {}
    score = share(marks) if marks else grade_steps(question, answer)
    own = {row for row, right in marks.items() if right}
    own |= {choice for choice in chosen(answer).values() if marks and not question.rows[choice].text}
    shown = range(len(question.rows)) if score >= 1 else sorted(own)
    return Grade(score, _said(question, (Explanation(question.rows[row].explanation, row) for row in shown)), marks)


def _grade_choice(question: Question, chosen: set[int]) -> Grade:
    ticked = [option for place, option in enumerate(question.options) if place in chosen]
    score = _choice_score(question, ticked)
    own = [Explanation(question.options[place].explanation, place) for place in sorted(chosen)]
    others = [Explanation(option.explanation, n) for n, option in enumerate(question.options) if n not in chosen]
    return Grade(score, _said(question, [*own, *others] if score >= 1 else own))


def _choice_score(question: Question, ticked: Sequence[Option]) -> float:
    """The chosen mark, the sum of percentages, or right ones less wrong ones over all right ones."""
    if question.kind == "single" or any(option.percent for option in question.options):
        return _clamp(sum(option.share for option in ticked))
    right = sum(option.right for option in question.options)
    hits = sum(1 if option.right else -1 for option in ticked)
    return _clamp(hits / right) if right else 0.0


def _clamp(score: float) -> float:
    return 1.0 if score >= WHOLE else max(0.0, score)


def _grade_value(question: Question, typed: str) -> Grade:
    found = _solution(question, typed)
    score = _clamp(found.share) if found else 0.0
    shown = question.solutions if score >= 1 else [found] if found else []
    return Grade(score, _said(question, (Explanation(solution.explanation) for solution in shown)))


def _solution(question: Question, typed: str) -> Solution | None:
    """The line of solutions that a typed answer meets: exactly before roughly, right before wrong, then the rest."""
    by_share = sorted(question.solutions, key=lambda solution: -solution.share)
    meanings = readings(typed) if question.kind == "number" else ()
    for typos in sorted({0, question.typos}):
        for solution in by_share:
            if _in_ranges(meanings, solution) or _among_texts(question, typed, typos, solution):
                return solution
    return next((solution for solution in question.solutions if solution.rest), None)


def _in_ranges(meanings: Iterable[Reading], solution: Solution) -> bool:
    """Whether one of the meanings of a typed number lies in a range of a solution."""
    return any(lies(reading, span.low, span.high, span.unit) for reading in meanings for span in solution.ranges)


def _among_texts(question: Question, typed: str, typos: int, solution: Solution) -> bool:
    return any(matches(typed, text, exact=question.exact, typos=typos) for text in solution.texts)


def _said(question: Question, explanations: Iterable[Explanation]) -> tuple[Explanation, ...]:
    """The explanations that say something, the question's own last."""
    own = [Explanation(question.explanation)] if question.explanation else []
    return (*(shown for shown in explanations if shown.text), *own)
