"""Translated blocks beside their originals: what the types say about each pair."""

from __future__ import annotations

from collections.abc import Iterator

from courses.content.model import Course, Place, Text
from courses.content.vocabulary import Types
from lms.core.activity import Block
from lms.core.errors import Problem


def check_translations(course: Course, types: Types) -> Iterator[Problem]:
    """Everything in translated blocks that does not fit the original."""
    kinds = {kind.name: kind for kind in types.values()}
    versions = [(course.language, course.texts), *((unit.language, unit.texts) for unit in course.units)]
    for own, texts in versions:
        originals = _blocks(texts[own])
        translations = (text for language, text in texts.items() if language != own)
        for key, block in (found for text in translations for found in _blocks(text).items()):
            original = originals.get(key)
            if original and original is not block and original.type == block.type in kinds:
                yield from kinds[block.type].check_translation(original, block)


def _blocks(text: Text) -> dict[str, Block]:
    """The blocks of a text by their keys."""
    places = (part for section in text.sections for part in section.parts if isinstance(part, Place))
    return {place.block.key: place.block for place in places if place.block.key}
