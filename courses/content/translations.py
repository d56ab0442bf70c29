"""Translations beside their originals: heads that say less, blocks that repeat their keys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256

from courses.content.head import Written, read_head
from courses.content.model import Head, Html, Place, Section, Text
from courses.content.report import Report, did_you_mean
from courses.content.source import Source
from lms.core.activity import Block
from lms.core.errors import Problem
from lms.core.message import Message
from lms.core.values import nearest

OWN = ("title", "summary", "audience", "objectives", "keywords", "translator", "original")
"""What a translation says itself; everything else is the original's."""


def translated(source: Source, language: str, original: Head, written: Written, report: Report) -> Head:
    """The head of a translation: what it says itself, and the original's for the rest."""
    own = read_head(source, "cut", report)
    for name, value in own.values.items():
        same = value == (language if name == "language" else written.values.get(name))
        if name not in OWN and not same:
            node = own.nodes[name]
            message = Message(
                "“%(key)s” stands in the original and holds for all languages. Delete it here.", {"key": node.text}
            )
            report.error("translation-head", node.line, node.column, message)
    objectives = own.values.get("objectives", ())
    if objectives and len(objectives) != len(original.objectives):
        message = Message(
            "The original has %(wanted)s objectives, this translation %(found)s.",
            {"wanted": len(original.objectives), "found": len(objectives)},
        )
        report.error("translation-head", own.nodes["objectives"].line, 1, message)
    said = {name: own.values[name] for name in OWN if name in own.values}
    lines = {name: node.line for name, node in own.nodes.items()}
    return replace(original, **{**said, "language": language, "lines": lines})


def fingerprint(source: str) -> str:
    """What a translation remembers of its original: eight digits that change with the text."""
    return sha256(source.strip().encode()).hexdigest()[:8]


def tie(text: Text, original: Text, problems: list[Problem]) -> Text:
    """A translation whose blocks carry the original's attributes; a block that is missing stands in the original's."""
    mine = {place.block.key: place.block for place in _places(text)}
    theirs = {place.block.key: (section.n, place.block) for section in original.sections for place in _of(section)}
    report = Report(text.path, problems)
    if text.head.original and text.head.original.lower() != fingerprint(original.source):
        message = Message(
            "The original has changed since this translation. When it fits again, write “original: %(print)s”.",
            {"print": fingerprint(original.source)},
        )
        report.warning("translation-outdated", text.head.lines.get("original", 1), 1, message)
    _compare(mine, {key: block for key, (_, block) in theirs.items()}, report)
    sections = [
        replace(section, parts=tuple(_tied(part, theirs) for part in section.parts)) for section in text.sections
    ]
    for key, (number, block) in theirs.items():
        if block.key and key not in mine and sections:
            at = min(number, len(sections)) - 1
            sections[at] = replace(sections[at], parts=(*sections[at].parts, Place(block)))
    return replace(text, sections=tuple(sections))


def _places(text: Text) -> list[Place]:
    return [place for section in text.sections for place in _of(section)]


def _of(section: Section) -> list[Place]:
    return [part for part in section.parts if isinstance(part, Place) and part.block.key]


def _tied(part: Html | Place, theirs: Mapping[str, tuple[int, Block]]) -> Html | Place:
    if not isinstance(part, Place) or part.block.key not in theirs:
        return part
    block, original = part.block, theirs[part.block.key][1]
    if block.type != original.type:
        return part
    return Place(
        replace(
            original,
            body=block.body,
            path=block.path,
            line=block.line,
            body_line=block.body_line,
            title=block.title or original.title,
        )
    )


def _compare(mine: Mapping[str, Block], theirs: Mapping[str, Block], report: Report) -> None:
    for key, block in mine.items():
        if key not in theirs:
            message = Message("The original has no block “%(key)s”.", {"key": key})
            report.error("translation-foreign", block.line, 1, did_you_mean(message, nearest(key, theirs)))
        elif block.type != theirs[key].type:
            message = Message(
                "“%(key)s” is of another kind in the original (line %(line)s).", {"key": key, "line": theirs[key].line}
            )
            report.error("translation-shape", block.line, 1, message)
    for key in theirs:
        if key not in mine:
            message = Message("“%(key)s” is not translated and appears in the original's language.", {"key": key})
            report.warning("translation-missing", 1, 1, message)
    common = [key for key in mine if key in theirs]
    for key, wanted in zip(common, [key for key in theirs if key in mine], strict=True):
        if key != wanted:
            message = Message(
                "The blocks stand in another order than in the original: here “%(key)s” is due.", {"key": wanted}
            )
            report.error("translation-shape", mine[key].line, 1, message)
            return
