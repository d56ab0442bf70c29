"""The activities that courses bring themselves: confirmations, material, and notes for facilitators."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from html import unescape
from typing import Any

from flask import render_template
from sqlalchemy import select
from sqlalchemy.orm import aliased

from lms.core.activity import ActivityType, Attribute, Block, Render, RuleWord, Slot, Threshold
from lms.core.criteria import Count, Criterion
from lms.core.errors import Problem
from lms.core.evidence import CONFIRMED, WITHDRAWN, ActivityRef
from lms.core.message import Message
from lms.core.values import choice, read_duration
from lms.db import db
from lms.people.current import viewer
from lms.progress.models import EvidenceRow

OPENED = "opened"
WHO = choice({"coordinator": ("koordination", "coordinator"), "trainer": ("trainer",)})
_LINK = re.compile(r"(?<!!)\[([^\]\n]+)\]\(([^)\s]+)[^)]*\)")
_HREF = re.compile(r'<a\b[^>]*?\bhref="([^"]*)"')

When = Mapping[ActivityRef, datetime]


def _confirmed(block: Block, threshold: Threshold | None = None) -> Criterion:
    values = {"title": block.title}
    if block.attributes.get("by") == "trainer":
        sentence = Message("Your trainer confirms “%(title)s”.", values)
    else:
        sentence = Message("Your coordinator confirms “%(title)s”.", values)
    return Count(frozenset({CONFIRMED}), sentence)


def _opened(block: Block, threshold: Threshold | None = None) -> Criterion:
    return Count(frozenset({OPENED}), Message("Open the material “%(title)s”.", {"title": block.title}))


def _never_counts(block: Block) -> Criterion:
    return Count(frozenset({CONFIRMED}), Message("There is nothing to do here."))


def last_times(slots: Sequence[Slot], person: int, kind: str) -> When:
    """When somebody last did something of a kind in some places, withdrawn rows left out, in one statement."""
    if not slots:
        return {}
    back = aliased(EvidenceRow)
    rows = db.session.execute(
        select(EvidenceRow.course, EvidenceRow.type, EvidenceRow.key, EvidenceRow.edition, EvidenceRow.at)
        .outerjoin(back, (back.of == EvidenceRow.id) & (back.kind == WITHDRAWN))
        .where(EvidenceRow.person_id == person, EvidenceRow.kind == kind, back.id.is_(None))
        .where(EvidenceRow.course == slots[0].ref.course, EvidenceRow.key.in_({slot.ref.key for slot in slots}))
        .order_by(EvidenceRow.id)
    )
    asked = {slot.ref: slot.edition for slot in slots}
    found = ((ActivityRef(course, type, key), edition, at) for course, type, key, edition, at in rows)
    return {ref: at for ref, edition, at in found if edition >= asked.get(ref, 1)}


def _load_confirmed(slots: Sequence[Slot], person: int) -> When:
    return last_times(slots, person, CONFIRMED)


def _load_opened(slots: Sequence[Slot], person: int) -> When:
    return last_times(slots, person, OPENED)


def _show_confirmation(slot: Slot, at: datetime | None) -> str:
    return render_template("courses/confirmation.html", slot=slot, at=at)


def _show_material(slot: Slot, at: datetime | None) -> str:
    unit, _, key = slot.ref.key.partition("/")
    place = {"course": slot.ref.course, "unit": unit, "key": key}
    return render_template("courses/material.html", slot=slot, at=at, place=place)


def _show_sheet(slot: Slot, state: object) -> str:
    """For those who teach the course only."""
    person = viewer()
    if person is None or not person.teaches(slot.ref.course):
        return ""
    return render_template("courses/moderation.html", slot=slot)


def _one_link(block: Block) -> Iterator[Problem]:
    found = _LINK.findall(block.body)
    if len(found) != 1:
        message = Message("Material is one link to a file: [Title](material/file.pdf).")
        yield Problem(block.path, block.body_line, 1, "block-attribute", "error", message)


def _compile_material(block: Block, render: Render) -> Mapping[str, Any]:
    """The link's name and address, and what stands around it (source and licence) as HTML."""
    found = _LINK.search(block.body)
    if found is None:
        return {"name": block.title, "href": "", "html": render(block.body)}
    shown = _HREF.search(render(found[0], inline=True))
    rest = "  \n".join(line for line in (block.body[: found.start()] + block.body[found.end() :]).split("\n") if line)
    return {"name": found[1], "href": unescape(shown[1]) if shown else "", "html": render(rest) if rest else ""}


CONFIRMATION = ActivityType(
    name="confirmation",
    words=("bestätigung", "confirmation"),
    label=Message("Confirmation"),
    kinds=frozenset({CONFIRMED}),
    criterion=_confirmed,
    render=_show_confirmation,
    attributes=(Attribute("by", ("durch", "by"), WHO, "coordinator"),),
    rules=(RuleWord(("bestätigung", "bestätigt", "confirmation", "confirmed"), _confirmed),),
    load=_load_confirmed,
)
MATERIAL = ActivityType(
    name="material",
    words=("material",),
    label=Message("Material"),
    kinds=frozenset({OPENED}),
    criterion=_opened,
    render=_show_material,
    rules=(RuleWord(("material",), _opened),),
    check=_one_link,
    compile=_compile_material,
    load=_load_opened,
    counts=False,
)
MODERATION = ActivityType(
    name="moderation",
    words=("moderation", "facilitation"),
    label=Message("For facilitators"),
    kinds=frozenset(),
    criterion=_never_counts,
    render=_show_sheet,
    attributes=(Attribute("minutes", ("zeit", "time"), read_duration),),
    counts=False,
    keyed=False,
)
TYPES = (CONFIRMATION, MATERIAL, MODERATION)
