"""The body of a self-check: nothing, or a list of statements."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lms.core.activity import Block
from lms.core.errors import Problem
from lms.core.message import Message
from lms.core.values import BLANKS
from quizzes.core.lines import scan
from quizzes.core.problems import Problems

MARKS = ("yes", "partly", "no")
"""How sure a learner is of a statement."""

_ITEM = re.compile(rf"[-*+][{BLANKS}]+(\S.*)")


def statements(block: Block) -> list[str]:
    """The statements of a self-check; none where it takes the unit's objectives."""
    found: list[str] = []
    for line in scan(block, Problems(block.path)):
        if item := _ITEM.fullmatch(line.text):
            found.append(item[1])
        elif found and line.indent >= 2 and not line.blank:
            found[-1] += "\n" + line.text
    return found


def check_selfcheck(block: Block) -> Iterator[Problem]:
    """Reports lines that are no statements."""
    problems = Problems(block.path)
    items = 0
    for line in scan(block, problems):
        if _ITEM.fullmatch(line.text):
            items += 1
        elif not line.blank and not (items and line.indent >= 2):
            message = Message("A self-check is a list of statements. Begin each line with “- ”, as in “- I can …”.")
            problems.error(line.place, "answer-loose-text", message)
    yield from problems.sorted()
