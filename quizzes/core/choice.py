"""Questions with options: one of them is right, or several may be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from lms.core.errors import BadValue
from lms.core.message import Message
from lms.core.values import fold, read_percent, trim
from quizzes.core.answers import SPELLING, Answer
from quizzes.core.model import Option, Question
from quizzes.core.problems import Problems
from quizzes.core.text import body, head_and_more

WHOLE = 0.995
"""Percentages of right options that add up to this much count as all of it (three times 33.3 %)."""


def read_choice(question: Question, found: Sequence[Answer], problems: Problems) -> Question:
    """The question with its options; each must have a text and an explanation."""
    options = tuple(_option(answer, problems) for answer in found)
    seen: dict[str, int] = {}
    for option, answer in zip(options, found, strict=True):
        if not option.text:
            problems.error(answer.line.place, "answer-spelling", SPELLING)
            continue
        first = seen.setdefault(fold(trim(option.text + option.more)), option.line)
        if first != option.line:
            message = Message("This answer stands already in line %(line)s.", {"line": first})
            problems.error(answer.line.at(answer.marker.start), "answer-duplicate", message)
        if not option.explanation:
            message = Message("This answer has no explanation. Write below it “> …”.")
            problems.error(answer.line.place, "explanation-missing", message)
    return replace(question, kind="single" if found[0].marker.family == "single" else "multiple", options=options)


def _option(answer: Answer, problems: Problems) -> Option:
    share, percent = read_mark(answer, problems)
    text, more = head_and_more(body(answer.lines))
    return Option(text, share, body(answer.explanation), percent, more, answer.line.n)


def read_mark(answer: Answer, problems: Problems) -> tuple[float, bool]:
    """What a mark is worth, and whether it was a percentage; only several-choice marks may be negative."""
    mark = answer.marker.mark
    if mark in ("", "x"):
        return (1.0 if mark else 0.0), False
    negative = mark[0] in "-−" and answer.marker.family == "multiple"
    try:
        share = read_percent(mark[1:] if negative else mark)
    except BadValue as error:
        problems.bad_value(answer.line.place, error, "answer-spelling")
        return 0.0, True
    return (-share if negative else share), True


def check_marks(question: Question, place: tuple[int, int], problems: Problems) -> None:
    """Reports a question without a right answer, or with two where one may be chosen."""
    full = [option for option in question.options if option.share >= 1]
    reached = sum(option.share for option in question.options if option.right)
    if question.kind == "single":
        if len(full) > 1:
            message = Message("Two answers are right. Use [ ] and [x] where several may be right.")
            problems.error((full[1].line, 1), "question-two-right", message)
        elif not full:
            problems.error(place, "question-no-right", NO_RIGHT)
    elif not reached:
        problems.error(place, "question-no-right", NO_RIGHT)
    elif reached < WHOLE:
        message = Message(
            "The right answers add up to %(n)s %%. Together they need 100 %%.", {"n": f"{reached * 100:g}"}
        )
        problems.error(place, "question-no-right", message)


NO_RIGHT = Message("No answer is marked as right.")
