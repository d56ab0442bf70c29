"""What learners call the activities of a course."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from courses.content.model import Course, Place, Text
from lms.core.activity import Block

COURSE_PAGE = "kurs"
"""The part of an address that stands for the course page."""


@dataclass(frozen=True, slots=True)
class Part:
    """A unit, or the course page, as what it is called and the blocks it holds."""

    key: str
    title: str
    text: Text
    blocks: tuple[Block, ...]


def parts(course: Course) -> tuple[Part, ...]:
    """The course page and the units, in order; of two with one key, which is an error elsewhere, the first."""
    found = {COURSE_PAGE: Part(COURSE_PAGE, course.head.title, course.text, course.blocks)}
    for unit in course.units:
        found.setdefault(unit.key, Part(unit.key, unit.head.title, unit.text, unit.blocks))
    return tuple(found.values())


def named_blocks(course: Course) -> Mapping[str, Block]:
    """Every block by its address, each with a title: its author's, or else one made from where it stands."""
    return {block.address: block for part in parts(course) for block in _named(part)}


def _named(part: Part) -> Sequence[Block]:
    sections = {
        place.block.address: section.title
        for section in part.text.sections
        for place in section.parts
        if isinstance(place, Place)
    }
    alike = Counter((block.type, sections.get(block.address, "")) for block in part.blocks)
    kinds = Counter(block.type for block in part.blocks)

    def title(block: Block) -> str:
        section = sections.get(block.address, "")
        if block.title or kinds[block.type] == 1:
            return block.title or part.title
        own = section if section and alike[block.type, section] == 1 else block.key
        return f"{part.title}: {own}"

    return [replace(block, title=title(block)) for block in part.blocks if block.key]
