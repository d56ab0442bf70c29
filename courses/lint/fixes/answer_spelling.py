"""Spells the signs of answers as they are read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from courses.lint.fixes.edit import Edit, File, change
from lms.core.errors import Problem

_CHOICE = re.compile(r"(\s*(?:[-*+]\s+)?)([(\[])\s*([xX×✓✔☑√*•✗✘]?)\s*[)\]]\s*(\S.*)")
_VALUE = re.compile(r"(\s*)(!?=)(\S.*)")
_WRONG = ("", "✗", "✘")


def edits(file: File, problem: Problem) -> Iterator[Edit]:
    """The line with its sign, a blank and the text."""
    line = file.line(problem.line)
    if found := _CHOICE.fullmatch(line):
        mark = " " if found[3] in _WRONG else "x"
        sign = f"({mark})" if found[2] == "(" else f"[{mark}]"
        spelt = f"{found[1]}{sign} {found[4]}"
    elif found := _VALUE.fullmatch(line):
        spelt = f"{found[1]}{found[2]} {found[3]}"
    else:
        return
    if spelt != line:
        yield change(problem.line, spelt)
