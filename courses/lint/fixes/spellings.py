"""Rewrites, on request, what is understood but not spelt as the manual does."""

from __future__ import annotations

import re
from collections.abc import Iterator

from courses.content.model import Course, Place, Unit
from courses.lint.fixes.edit import Edit, File, change
from lms.core.activity import Block

_MARK = re.compile(r"( {0,4})(?:[-*+][ \u00a0]+)?(?:\(([ \u00a0xX])\)|\[([ \u00a0xX])\])[ \u00a0]+(?=\S)")
_VALUE = re.compile(r"( {0,4}!?= .*?\S) ?\+- ?(?=[0-9])")
_FENCE = re.compile(r"\s*(`{3,}|~{3,})")
_LONG = re.compile(r"(\s*- )(quiz|diskussion|discussion|termin|event): +(\S+)\s*")
_LEAST = re.compile(r"\s+(mindestens|at least): +(\S.*?)\s*")


def spellings(file: File, course: Course) -> Iterator[Edit]:
    """The lines of a file's quizzes and of its head in the manual's spelling."""
    for block in _quizzes(course):
        if block.path == file.path:
            yield from _quiz(file, block)
    for number in range(2, file.head_end() - 1):
        rule, least = _LONG.fullmatch(file.line(number)), _LEAST.fullmatch(file.line(number + 1))
        if rule and least:
            yield Edit(number, 2, (f"{rule[1]}{rule[2]} {rule[3]} {least[1]} {least[2]}",))


def _quizzes(course: Course) -> Iterator[Block]:
    """The quizzes in every language."""
    owners: list[Course | Unit] = [course, *course.units]
    texts = [text for own in owners for text in own.texts.values()]
    places = (place for text in texts for section in text.sections for place in section.parts)
    return (place.block for place in places if isinstance(place, Place) and place.block.type == "quiz")


def _quiz(file: File, block: Block) -> Iterator[Edit]:
    fence = ""
    for number in range(block.body_line, block.body_line + block.body.count("\n")):
        line = file.line(number)
        opened = _FENCE.match(line)
        if opened and (not fence or opened[1].startswith(fence)):
            fence = "" if fence else opened[1]
        spelt = line if fence or opened else _VALUE.sub(r"\1 ± ", _MARK.sub(_mark, line, count=1))
        if spelt != line:
            yield change(number, spelt)


def _mark(found: re.Match[str]) -> str:
    mark = (found[2] or found[3]).replace("\u00a0", " ").lower()
    return f"{found[1]}({mark}) " if found[2] else f"{found[1]}[{mark}] "
