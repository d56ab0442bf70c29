"""From a course that was read to the rows that publishing stores. Slow, and without the database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from courses.content.building import renderer
from courses.content.goals import course_goals
from courses.content.model import Course, Html, Section, Text
from courses.content.naming import COURSE_PAGE, named_blocks
from courses.content.packing import pack
from courses.content.vocabulary import Types
from courses.service.files import digest_of, media_type
from lms.core.activity import ActivityType, Block
from lms.core.evidence import ActivityRef

RENDERER = 1
"""Raised when the same source becomes other HTML or other data, so that nothing counts as unchanged."""

_SHOWN = ("summary", "objectives", "authors", "licence", "audience", "format", "assessment", "keywords", "translator")


@dataclass(frozen=True, slots=True)
class Prepared:
    """A course as rows: what the revision, each text and each section hold, and the files to keep."""

    course: Course
    revision: Mapping[str, Any]
    texts: tuple[Mapping[str, Any], ...]
    files: Mapping[str, bytes]


def prepare(course: Course, files: Mapping[str, bytes], types: Types) -> Prepared:
    """Renders a course. ``files`` is its whole folder, Markdown included; ``types`` are by folded word."""
    return _Preparing(course, files, types).all()


class _Preparing:
    def __init__(self, course: Course, files: Mapping[str, bytes], types: Types) -> None:
        self.course = course
        self.files = files
        self.types = {kind.name: kind for kind in types.values()}
        self.blocks = named_blocks(course)
        goals = course_goals(course, types)
        self.needed = {ref for goal in goals if goal.ref.type in ("unit", "course") for ref in goal.reads}

    def all(self) -> Prepared:
        course = self.course
        texts = [self._text(COURSE_PAGE, 0, text, course.language, course.minutes) for text in course.texts.values()]
        for n, unit in enumerate(course.units, 1):
            texts += [self._text(unit.key, n, text, unit.language, unit.minutes) for text in unit.texts.values()]
        revision = {
            "title": course.head.title,
            "language": course.language,
            "minutes": course.minutes,
            "hash": self._hash(),
            "head": pack(course),
        }
        return Prepared(course, revision, tuple(texts), self.files)

    def _hash(self) -> str:
        lines = [f"{path} {digest_of(data)}" for path, data in sorted(self.files.items())]
        return sha256("\n".join([str(RENDERER), *lines]).encode()).hexdigest()

    def _text(self, unit: str, n: int, text: Text, original: str, minutes: int) -> dict[str, Any]:
        return {
            "unit": unit,
            "n": n,
            "language": text.language,
            "original": text.language == original,
            "path": text.path,
            "title": text.head.title,
            "minutes": minutes,
            "head": {name: getattr(text.head, name) for name in _SHOWN},
            "sections": [(section.title, section.minutes) for section in text.sections],
            "words": text.words,
            "search": text.search,
            "hash": sha256(f"{RENDERER}\n{text.path}\n{text.source}".encode()).hexdigest(),
            "parts": [self._section(text, section) for section in text.sections],
        }

    def _section(self, text: Text, section: Section) -> dict[str, Any]:
        parts = [
            {"html": part.html} if isinstance(part, Html) else {"slot": self._slot(text, part.block, n)}
            for n, part in enumerate(section.parts)
        ]
        return {
            "n": section.n,
            "title": section.title,
            "heading": section.heading,
            "anchor": section.anchor,
            "minutes": section.minutes,
            "parts": parts,
        }

    def _slot(self, text: Text, block: Block, n: int) -> dict[str, Any]:
        original = self.blocks.get(block.address, block)
        whole = replace(
            original, body=block.body, path=block.path, line=block.line, body_line=block.body_line,
            title=block.title or original.title,
        )  # fmt: skip
        kind = self.types[block.type]
        ref = ActivityRef(self.course.key, block.type, block.address)
        return {
            "type": block.type,
            "key": block.key or f"~{block.line}-{n}",
            "title": whole.title,
            "required": ref in self.needed,
            "edition": whole.edition,
            "objectives": list(whole.objectives),
            "attributes": dict(whole.attributes),
            "data": dict(self._data(kind, original, whole, text)),
        }

    def _data(self, kind: ActivityType, original: Block, block: Block, text: Text) -> Mapping[str, Any]:
        """What a type compiled, tied to the original's where it is a translation."""
        render = renderer(self.course, text)
        data = kind.compile(block, render)
        if original.body == block.body:
            return data
        language = next((unit.language for unit in self.course.units if unit.key == block.unit), self.course.language)
        return kind.translate(kind.compile(original, render), data, language)


def file_rows(files: Mapping[str, bytes]) -> list[dict[str, Any]]:
    """What is noted of each file of a folder."""
    return [
        {"path": path, "digest": digest_of(data), "media_type": media_type(path), "size": len(data)}
        for path, data in sorted(files.items())
    ]
