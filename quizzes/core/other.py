"""Questions without answers of ours: kinds that are not available yet, and the habits of other programs."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lms.core.message import Message
from lms.core.values import BLANKS
from quizzes.core.lines import Line
from quizzes.core.problems import Problems

USE = Message("Use one right answer ( ), several [ ], a text or a number =.")

LATER = {
    "matching": Message("Matching pairs (->) are not available yet. %(use)s", {"use": USE}),
    "ordering": Message("Putting steps in order (1. 2. 3.) is not available yet. %(use)s", {"use": USE}),
    "cloze": Message("Gaps in a text ({…}) are not available yet. %(use)s", {"use": USE}),
    "open": Message(
        "Open questions (___) are not available yet. %(use)s For a private text, use a block “reflection”; "
        "for an exchange, a block “discussion”.",
        {"use": USE},
    ),
    "draw": Message("Drawing questions from a pool (draw=) is not available yet. Write the questions here."),
    "gift": Message("Blocks in GIFT are not available yet. Write the questions in a block “quiz”."),
    "pool": Message("Pools of questions are not available yet. Write the questions in a block “quiz”."),
}
"""Every kind of question that the format knows and this version does not, with what to use instead."""

RULE = "question-kind"

_B = f"[{BLANKS}]"
_LIA = re.compile(rf"(?:[-*+]{_B}+)?\[(?:\([^()]*\)|\[[^\[\]]*\])\]")
_TEXT2QTI = re.compile(rf"\*[a-zA-Z]\){_B}+\S|\[\*?\]{_B}*[a-z]\)")
_AIKEN = re.compile(rf"ANSWER:{_B}*[A-Z]\b")
_GIFT = re.compile(r"\{[^{}]*(?:~|=(?=[^\s=])|#[-0-9])[^{}]*\}|\{(?:T|F|TRUE|FALSE)\}")
_MOODLE = re.compile(r"\{[0-9]*:[A-Z_]+:[^{}]*\}")
_GAP = re.compile(r"\{[^{}]*\}")
_PAIR = re.compile(rf"(?:^|.*{_B}|.*\w)(?:->|→).*\S")
_STEP = re.compile(rf"([0-9]{{1,3}})[.)]{_B}+\S")
_ENDS = ".:?!)"


def foreign(lines: Sequence[Line]) -> tuple[tuple[int, int], Message] | None:
    """Where a line is written as another program would, and how it is written here."""
    for line in lines:
        if line.literal:
            continue
        if _LIA.match(line.text):
            return line.place, Message("This is how LiaScript is written. Here it is “(x) …”, “[x] …” or “= …”.")
        if _TEXT2QTI.match(line.text):
            return line.place, Message("This is how text2qti is written. Here it is “(x) …” and “( ) …”.")
        if _AIKEN.fullmatch(line.text):
            return line.place, Message("This is how Aiken is written. Here it is “(x) …” and “( ) …”.")
        if found := _MOODLE.search(line.masked) or _GIFT.search(line.masked):
            message = Message(
                "This is how Moodle or GIFT is written. Here answers are lines below the question: “(x) …”, “= …”."
            )
            return line.at(found.start()), message
    return None


def check_unanswered(lines: Sequence[Line], place: tuple[int, int], problems: Problems) -> None:
    """Says what is the matter with a question that has none of our answers."""
    if found := foreign(lines):
        problems.error(found[0], "foreign-syntax", found[1])
    elif gap := _gap(lines):
        problems.error(gap, RULE, LATER["cloze"])
    elif rows := _last_rows(lines, _PAIR):
        _check_run(lines, rows, problems)
        problems.error(rows[0].place, RULE, LATER["matching"])
    elif rows := _last_rows(lines, _STEP):
        problems.error(rows[0].place, RULE, LATER["ordering"])
    else:
        message = Message("This question has no answer. Write below it “(x) …” and “( ) …”, “[x] …” or “= …”.")
        problems.error(place, "question-no-answer", message)


def _gap(lines: Sequence[Line]) -> tuple[int, int] | None:
    for line in lines:
        if not line.literal and (found := _GAP.search(line.masked)):
            return line.at(found.start())
    return None


def _last_rows(lines: Sequence[Line], pattern: re.Pattern[str]) -> list[Line]:
    """The lines of a kind that end the question's last paragraph, if there are two or more."""
    rest = [line for line in lines if not line.text.startswith(">")]
    while rest and rest[-1].blank:
        rest.pop()
    rows: list[Line] = []
    while rest and not rest[-1].literal and pattern.match(rest[-1].masked):
        rows.insert(0, rest.pop())
    return rows if len(rows) > 1 else []


def _check_run(lines: Sequence[Line], rows: Sequence[Line], problems: Problems) -> None:
    """Reports a line right above the pairs that may be theirs or the question's."""
    above = next((line for line in reversed(lines) if line.n < rows[0].n), None)
    if above and not above.blank and not above.text.endswith(tuple(_ENDS)):
        message = Message(
            "Does the question end here? Then a blank line follows. "
            "If the line belongs to the answer, write both in one line."
        )
        problems.error(above.place, "answer-line-break", message)
