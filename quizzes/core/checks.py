"""What is wrong, or only odd, with the questions of a quiz taken together."""

from __future__ import annotations

from collections.abc import Sequence

from lms.core.message import Message
from quizzes.core.model import Question
from quizzes.core.problems import Problems

TELLING = 3
"""From so many questions on it shows when the right answer always stands in the same place."""


def check_quiz(questions: Sequence[Question], shuffled: bool, problems: Problems) -> None:
    """Compares the questions of a quiz; ``shuffled`` says that learners see the options in another order."""
    _check_keys(questions, problems)
    single = [question for question in questions if question.kind == "single"]
    if len(single) < TELLING:
        return
    if not shuffled and all(question.options[0].share >= 1 for question in single):
        message = Message("In this quiz the first answer is always right. Change the order, or write shuffle=answers.")
        problems.warning((single[0].options[0].line, 1), "right-always-first", message)
    if all(_longest_right(question) for question in single):
        message = Message("In this quiz the longest answer is always right. Make the others as precise.")
        problems.warning((single[0].options[0].line, 1), "right-always-longest", message)


def check_draw(count: int, wanted: int, place: tuple[int, int], problems: Problems) -> None:
    """Reports a block that is to draw more questions than it has."""
    if wanted > count:
        message = Message(
            "%(wanted)s questions are to be drawn; this block has %(count)s.", {"wanted": wanted, "count": count}
        )
        problems.error(place, "draw-unmeetable", message)


def _longest_right(question: Question) -> bool:
    """Whether the right option is longer than each of the others."""
    lengths = [(len(option.text) + len(option.more), option.share >= 1) for option in question.options]
    longest = max(length for length, _ in lengths)
    return [right for length, right in lengths if length == longest] == [True]


def _check_keys(questions: Sequence[Question], problems: Problems) -> None:
    lines: dict[str, int] = {}
    for question in questions:
        if question.key in lines:
            message = Message(
                "The key “%(key)s” stands already at the question in line %(line)s.",
                {"key": question.key, "line": lines[question.key]},
            )
            problems.error((question.line, 1), "key-duplicate", message)
        lines.setdefault(question.key, question.line)
    unkeyed = [question for question in questions if not question.keyed]
    if unkeyed and len(questions) > 1:
        first = unkeyed[0]
        message = Message(
            "%(n)s of %(all)s questions have no key; this one is called “%(key)s” for now. Write “# key” above it.",
            {"n": len(unkeyed), "all": len(questions), "key": first.key},
        )
        problems.warning((first.line, 1), "question-without-key", message)
