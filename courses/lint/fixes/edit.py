"""A file as it is edited: its lines, and changes with exact places."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Edit:
    """New lines in place of some: ``first`` counts from 1, ``count`` lines go (none: the new ones stand before it)."""

    first: int
    count: int
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class File:
    """The lines of a file, and the paths of all files of its course."""

    path: str
    lines: Sequence[str]
    paths: Collection[str] = ()

    def line(self, number: int) -> str:
        """A line, counted from 1; nothing behind the end."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""

    def head_end(self) -> int:
        """The line that closes the head, or 0."""
        if self.line(1).rstrip() != "---":
            return 0
        return next((n for n, line in enumerate(self.lines[1:], 2) if line.rstrip() == "---"), 0)


def change(number: int, line: str) -> Edit:
    """One line in place of another."""
    return Edit(number, 1, (line,))


def apply(lines: Sequence[str], edits: Sequence[Edit]) -> list[str]:
    """The lines with every edit that does not touch an earlier one."""
    result = list(lines)
    kept: list[Edit] = []
    free = 0
    for edit in sorted(edits, key=lambda edit: (edit.first, edit.count)):
        if edit.first > free or (edit.first == free and not edit.count):
            kept.append(edit)
            free = edit.first + max(edit.count, 1) - 1
    for edit in reversed(kept):
        result[edit.first - 1 : edit.first - 1 + edit.count] = edit.lines
    return result
