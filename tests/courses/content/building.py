"""Courses put together by hand, so that rules are tested without reading files."""

from __future__ import annotations

from dataclasses import replace

from courses.content.blocks import read_block
from courses.content.certificates import read_certificate
from courses.content.model import Course, Head, Html, Node, Place, Section, Text, Unit
from courses.content.yaml import compose
from lms.core.activity import Block
from lms.core.errors import Problem
from tests.courses.content.kinds import TYPES


def node(yaml: str, line: int = 5) -> Node:
    """A piece of a head whose first line is ``line``."""
    return compose(yaml, line)


def blocks(unit: str, *infos: str) -> tuple[Block, ...]:
    """Blocks from their opening lines."""
    problems: list[Problem] = []
    found = [
        read_block(
            info,
            "Frage?\n",
            path=f"{unit}.md",
            unit=unit,
            line=20 + n,
            body_line=21 + n,
            types=TYPES,
            problems=problems,
        )
        for n, info in enumerate(infos)
    ]
    assert not problems
    return tuple(block for block in found if block)


def text(key: str, head: Head, held: tuple[Block, ...]) -> Text:
    """A text with one section for each block."""
    sections = tuple(
        Section(n, f"Abschnitt {n}", 5, (Html("<p>Text</p>"), Place(block))) for n, block in enumerate(held, 1)
    )
    return Text(head.language, f"{key}.md", "", head, sections)


def unit(
    key: str, *infos: str, rule: str = "", requires: str = "", after: tuple[str, ...] = (), **head: object
) -> Unit:
    """A unit that holds the blocks of the given opening lines."""
    known = Head(
        key=key,
        title=key.capitalize(),
        completion=node(rule) if rule else None,
        prerequisites=node(requires, 3) if requires else None,
        lines={"title": 2, "prerequisites": 3, "completion": 5},
    )
    held = blocks(key, *infos)
    return Unit(key, "de", {"de": text(key, replace(known, **head), held)}, held, 30, after)  # type: ignore[arg-type]


def course(
    *units: Unit, page: tuple[str, ...] = (), rule: str = "", requires: str = "", certificate: str = "", key: str = "k"
) -> Course:
    """A course of the given units, with blocks of its own."""
    problems: list[Problem] = []
    head = Head(
        key=key,
        title="Ein Kurs",
        objectives=("Grenzen erkennen",),
        completion=node(rule) if rule else None,
        prerequisites=node(requires, 3) if requires else None,
        certificate=read_certificate(node(certificate), path="kurs.md", problems=problems) if certificate else None,
        lines={"title": 2, "completion": 5},
    )
    assert not problems
    held = blocks("kurs", *page)
    minutes = sum(entry.minutes for entry in units)
    return Course(key, "de", {"de": text("kurs", head, held)}, units, held, minutes)
