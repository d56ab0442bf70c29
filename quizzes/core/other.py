"""Questions without answers of ours: kinds that are not available yet, and the habits of other programs."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lms.core.message import Message
from lms.core.values import BLANKS
from quizzes.core.lines import Line

USE = Message("Use one right answer ( ), several [ ], a text or a number =.")

LATER = {
    "open": Message(
        "Open questions (___) are not available yet. %(use)s For a private text, use a block “reflection”; "
        "for an exchange, a block “discussion”.",
        {"use": USE},
    ),
    "draw": Message(
        "Drawing questions from a pool (# draw=… from=…) is not available yet. Write the questions here; "
        "draw=3 behind the block draws from them."
    ),
    "gift": Message("Blocks in GIFT are not available yet. Write the questions in a block “quiz”."),
    "pool": Message("Pools of questions are not available yet. Write the questions in a block “quiz”."),
}
"""Every kind of question that the format knows and this version does not, with what to use instead."""

RULE = "question-kind"

_B = f"[{BLANKS}]"
_LIA = re.compile(rf"(?:[-*+]{_B}+)?\[(?:\([^()]*\)|\[[^\[\]]*\])\]")
_TEXT2QTI = re.compile(rf"\*[a-zA-Z]\){_B}+\S|\[\*?\]{_B}*[a-z]\)")
_AIKEN = re.compile(rf"ANSWER:{_B}*[A-Z]\b")
_GIFT = re.compile(r"\{[^{}]*(?:~|=(?=[^\s=0-9+−-])|#[-0-9])[^{}]*\}|\{(?:T|F|TRUE|FALSE)\}")
_MOODLE = re.compile(r"\{[0-9]*:[A-Z_]+:[^{}]*\}")


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
