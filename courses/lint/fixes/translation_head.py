"""Deletes from the head of a translation what stands in the original."""

from __future__ import annotations

from collections.abc import Iterator

from courses.lint.fixes.edit import Edit, File
from lms.core.errors import Problem


def edits(file: File, problem: Problem) -> Iterator[Edit]:
    """Without the entry and what is indented below it."""
    if "key" not in problem.message.values or not 1 < problem.line < file.head_end():
        return
    count = 1
    while problem.line + count < file.head_end() and file.line(problem.line + count)[:1] in (" ", "-", "\t"):
        count += 1
    yield Edit(problem.line, count, ())
