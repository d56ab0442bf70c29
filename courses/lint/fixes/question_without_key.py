"""Writes above each question the number that it is called by, so that its results stay with it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from courses.lint.fixes.edit import Edit, File, change
from lms.core.errors import Problem

_DASHES = re.compile(r" {0,3}-{3,}\s*")
_HEAD = re.compile(r" {0,3}#[ \t\u00a0]+\S")
_FENCE = re.compile(r"\s*(`{3,}|~{3,})")


def edits(file: File, problem: Problem) -> Iterator[Edit]:
    """A head for the first question without one, and for those behind lines of dashes below it."""
    number = int(str(problem.message.values["key"]))
    first = problem.line
    if _DASHES.fullmatch(file.line(first - 1)):
        yield change(first - 1, f"# {number}")
    else:
        yield Edit(first, 0, (f"# {number}",))
    fence = ""
    for at in range(first, len(file.lines) + 1):
        line = file.line(at)
        opened = _FENCE.match(line)
        if opened and (not fence or opened[1].startswith(fence)):
            if (
                not fence
                and not line.strip().strip(opened[1][0])
                and not line.startswith("    ")
                and opened[1][0] == "`"
            ):
                return
            fence = "" if fence else opened[1]
        elif not fence and _HEAD.match(line):
            number += 1
        elif not fence and _DASHES.fullmatch(line) and not _ends(file, at + 1):
            number += 1
            yield change(at, f"# {number}")


def _ends(file: File, at: int) -> bool:
    """Whether nothing but a head or the end of the block follows."""
    while at <= len(file.lines) and not file.line(at).strip():
        at += 1
    line = file.line(at)
    return not line or bool(_HEAD.match(line) or _FENCE.match(line) or _DASHES.fullmatch(line))
