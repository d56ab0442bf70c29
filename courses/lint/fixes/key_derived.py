"""Writes the course's key into its head."""

from __future__ import annotations

from collections.abc import Iterator

from courses.lint.fixes.edit import Edit, File
from lms.core.errors import Problem


def edits(file: File, problem: Problem) -> Iterator[Edit]:
    """A line with the key below the title."""
    for number, line in enumerate(file.lines[1 : file.head_end()], 2):
        word = line.partition(":")[0].strip().lower()
        if word in ("titel", "title"):
            name = "kennung" if word == "titel" else "key"
            yield Edit(number + 1, 0, (f"{name}: {problem.message.values['key']}",))
            return
