"""Quizzes that draw some of their questions: which ones, fixed for an enrolment and kept from the first answer on."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import func, select

from lms.core.activity import Slot
from lms.core.evidence import ActivityRef
from lms.db import db, insert_new
from lms.progress.models import Enrolment
from quizzes.models import Draw


def draws(slot: Slot) -> bool:
    """Whether a quiz shows only some of its questions."""
    return bool(slot.attributes.get("draw"))


def drawn_for(slots: Sequence[Slot], person: int) -> dict[ActivityRef, Slot]:
    """Quizzes as they are for somebody, with the questions that were drawn; in one statement for those that draw."""
    found = {slot.ref: slot for slot in slots}
    drawing = [slot for slot in slots if draws(slot)]
    if not drawing:
        return found
    enrolment, kept = _kept(drawing[0].ref.course, person)
    for slot in drawing if enrolment else ():  # who only looks sees all of it
        unit, _, block = slot.ref.key.partition("/")
        keys = kept.get((unit, block, slot.edition), ())
        found[slot.ref] = _with(slot, keys, f"{person}:{enrolment}:{slot.ref}:{slot.edition}")
    return found


def _kept(course: str, person: int) -> tuple[int, Mapping[tuple[str, str, int], Sequence[str]]]:
    """The newest enrolment of somebody and what was drawn in it."""
    newest = select(func.max(Enrolment.id)).where(Enrolment.person_id == person, Enrolment.course == course)
    rows = db.session.execute(
        select(Enrolment.id, Draw.unit, Draw.block, Draw.edition, Draw.questions)
        .outerjoin(Draw, Draw.enrolment_id == Enrolment.id)
        .where(Enrolment.id == newest.scalar_subquery())
    ).all()
    kept = {(row.unit, row.block, row.edition): row.questions for row in rows if row.unit is not None}
    return (rows[0].id if rows else 0), kept


def _with(slot: Slot, keys: Sequence[str], seed: str) -> Slot:
    """A quiz with the questions that are kept, filled up by chance that is the same each time."""
    questions = slot.data["questions"]
    known = [data["key"] for data in questions if data["key"] in keys or data["formerly"] in keys]
    others = [data["key"] for data in questions if data["key"] not in known]
    random.Random(seed).shuffle(others)  # noqa: S311 a selection, not a secret
    wanted = {*known, *others}
    if (most := slot.attributes["draw"]) < len(wanted):
        wanted = {*[*known, *others][:most]}
    return replace(slot, data={**slot.data, "questions": [data for data in questions if data["key"] in wanted]})


def keep(slot: Slot, person: int, enrolment: int, at: datetime) -> None:
    """Keeps what a quiz drew, unless it is kept already."""
    if not draws(slot):
        return
    unit, _, block = slot.ref.key.partition("/")
    insert_new(
        Draw,
        person_id=person,
        enrolment_id=enrolment,
        course=slot.ref.course,
        unit=unit,
        block=block,
        edition=slot.edition,
        questions=[data["key"] for data in slot.data["questions"]],
        at=at,
    )
