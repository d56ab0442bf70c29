"""Writes the habits of other systems in our form."""

from __future__ import annotations

from collections.abc import Iterator

from courses.lint.fixes.edit import Edit, File
from courses.lint.fixes.foreign_pages import page_edits
from courses.lint.fixes.foreign_quizzes import quiz_edits
from lms.core.errors import Problem


def edits(file: File, problem: Problem) -> Iterator[Edit]:
    """The lines in our form, as far as their meaning is certain."""
    found = [*page_edits(file, problem.line)]
    yield from found or quiz_edits(file, problem.line)
