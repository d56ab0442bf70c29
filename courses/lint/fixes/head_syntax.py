"""Puts values into quotation marks, and a blank behind a colon."""

from __future__ import annotations

import re
from collections.abc import Iterator

from courses.lint.fixes.edit import Edit, File, change
from lms.core.errors import Problem

_TIGHT = re.compile(r"([^\s:#\"']+):([^\s:/].*)")
_VALUE = re.compile(r"(\s*(?:- +)?[^\s:#\"'][^:]*?:[ ]+)([^\s\"'\[{|>].*?)\s*")
_ITEM = re.compile(r"(\s*- +)([^\s\"'\[{|>-].*?)\s*")


def edits(file: File, problem: Problem) -> Iterator[Edit]:
    """The line with its value in quotation marks."""
    line = file.line(problem.line)
    if found := _TIGHT.fullmatch(line):
        yield change(problem.line, f"{found[1]}: {found[2]}")
    elif found := _VALUE.fullmatch(line) or _ITEM.fullmatch(line):
        value = found[2].replace("\\", "\\\\").replace('"', '\\"')
        yield change(problem.line, f'{found[1]}"{value}"')
