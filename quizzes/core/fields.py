"""Answers that consist of several: a partner for each pair, a place for each step, words for each gap.

An answer to pairs or steps is kept as ``row:choice``, so that the order in which a page shows them means nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from lms.core.errors import BadValue
from lms.core.message import Message
from quizzes.core.matching import matches
from quizzes.core.model import Gap, Question, partners
from quizzes.core.typed import Reading, readings

NOT_OURS = Message("This answer does not belong to the question. Load the page again.")
NO_NUMBER = Message("Please type a number here. Examples: 6 · 2,5 · ½.")
MOST_TYPED = 500
"""Longer texts are not an answer to a question for a word."""

TOO_LONG = Message("This answer is too long. At most %(n)s characters fit.", {"n": MOST_TYPED})


def chosen(answer: Sequence[str]) -> dict[int, int]:
    """What was chosen for each row, as far as it can be read."""
    pairs = (value.partition(":") for value in answer)
    return {int(row): int(choice) for row, _, choice in pairs if _is_place(row) and _is_place(choice)}


def _is_place(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 4


def read_pairs(question: Question, values: Sequence[str]) -> tuple[str, ...]:
    """A partner for each pair, or a place for each step."""
    found = chosen(values)
    rows, choices = asked(question), _choices(question)
    if not choices.issuperset(found.values()) or not set(rows).issuperset(found):
        raise BadValue(NOT_OURS)
    if len(found) < len(rows):
        if question.kind == "ordering":
            raise BadValue(Message("Give each step a place first."))
        raise BadValue(Message("Choose a partner for each line first."))
    if question.kind == "ordering" and len(set(found.values())) < len(rows):
        raise BadValue(Message("Two steps have the same place. Give each step a place of its own."))
    return tuple(f"{row}:{found[row]}" for row in rows)


def asked(question: Question) -> tuple[int, ...]:
    """The places of the rows that want an answer: steps, and pairs with something to the left."""
    return tuple(n for n, row in enumerate(question.rows) if row.text)


def _choices(question: Question) -> set[int]:
    return set(asked(question) if question.kind == "ordering" else partners(question.rows))


def grade_pairs(question: Question, answer: Sequence[str]) -> dict[int, bool]:
    """Whether each pair was matched rightly."""
    right, found = partners(question.rows), chosen(answer)
    return {row: found.get(row) == right[row] for row in asked(question)}


def grade_steps(question: Question, answer: Sequence[str]) -> float:
    """Neighbours in right succession over all neighbours."""
    places = chosen(answer)
    order = sorted(places, key=lambda row: places[row])
    follow = sum(later == earlier + 1 for earlier, later in pairwise(order))
    return follow / (len(question.rows) - 1)


def read_gaps(question: Question, given: Sequence[str]) -> tuple[str, ...]:
    """What was typed or chosen for each gap, in their order."""
    values = tuple(value.strip() for value in given)
    if len(values) != len(question.gaps):
        raise BadValue(NOT_OURS)
    if not all(values):
        raise BadValue(Message("Fill in all gaps first."))
    for n, (value, gap) in enumerate(zip(values, question.gaps, strict=True), 1):
        _check_gap(value, gap, n)
    return values


def _check_gap(value: str, gap: Gap, n: int) -> None:
    if gap.right is not None and not (_is_place(value) and int(value) < len(gap.texts)):
        raise BadValue(NOT_OURS)
    if len(value) > MOST_TYPED:
        raise BadValue(TOO_LONG)
    if gap.ranges and not readings(value):
        raise BadValue(Message("Gap %(n)s wants a number. Examples: 6 · 2,5 · ½.", {"n": n}))


def grade_gaps(question: Question, answer: Sequence[str]) -> dict[int, bool]:
    """Whether each gap was filled rightly."""
    return {n: _fits(question, gap, value) for n, (gap, value) in enumerate(zip(question.gaps, answer, strict=False))}


def _fits(question: Question, gap: Gap, value: str) -> bool:
    if gap.right is not None:
        return value == str(gap.right)
    if gap.ranges:
        return any(lies(reading, span.low, span.high, span.unit) for reading in readings(value) for span in gap.ranges)
    return any(matches(value, text, exact=question.exact, typos=question.typos) for text in gap.texts)


def lies(reading: Reading, low: float, high: float, unit: str) -> bool:
    """Whether a number lies in a range, in its unit."""
    slack = 1e-9 * max(1.0, abs(low), abs(high))
    return reading.fits(unit) and low - slack <= reading.value <= high + slack


def share(marks: Mapping[int, bool]) -> float:
    """Right ones over all."""
    return sum(marks.values()) / len(marks) if marks else 0.0
