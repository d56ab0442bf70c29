"""A learning diary: the block ``tagebuch`` asks for an entry, and one entry completes it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import func, select

from lernlotse_diary.models import DiaryEntry
from lms.core.activity import ActivityType, Block, Slot
from lms.core.clock import now
from lms.core.criteria import Count, Criterion
from lms.core.evidence import ActivityRef, Evidence
from lms.core.message import Message
from lms.db import db
from lms.features import Feature
from lms.people.current import the_viewer
from lms.privacy.matrix import SIGNED_IN, cell
from lms.progress.log import open_enrolment
from lms.progress.service import record

WRITTEN = "written"


def write_entry(person: int, ref: ActivityRef, text: str, *, at: Any) -> DiaryEntry:
    """Keeps an entry and records that it was written."""
    entry = DiaryEntry(person_id=person, course=ref.course, key=ref.key, text=text, at=at)
    db.session.add(entry)
    db.session.flush()
    record(Evidence(person, ref, WRITTEN, at))
    return entry


def _criterion(block: Block) -> Criterion:
    return Count(frozenset({WRITTEN}), Message("Write an entry into your diary."))


def _load(slots: Sequence[Slot], person: int) -> Mapping[ActivityRef, int]:
    """How many entries a person has at each place, in one statement."""
    rows = db.session.execute(
        select(DiaryEntry.course, DiaryEntry.key, func.count())
        .where(DiaryEntry.person_id == person, DiaryEntry.key.in_([slot.ref.key for slot in slots]))
        .group_by(DiaryEntry.course, DiaryEntry.key)
    )
    return {ActivityRef(course, "diary", key): count for course, key, count in rows}


def _render(slot: Slot, entries: int | None) -> str:
    return render_template("diary/place.html", slot=slot, entries=entries or 0)


def _blueprints() -> Sequence[Blueprint]:
    blueprint = Blueprint("diary", __name__, template_folder="templates", url_prefix="/diary")

    @blueprint.post("/<course>/<unit>/<key>")
    @cell("diary.own")
    def write(course: str, unit: str, key: str) -> ResponseReturnValue:
        person = the_viewer()
        text = request.form.get("text", "").strip()
        if open_enrolment(person.id, course) is None:
            abort(404)
        if text:
            write_entry(person.id, ActivityRef(course, "diary", f"{unit}/{key}"), text, at=now())
            db.session.commit()
        return redirect(url_for("progress.missing", course=course))

    return (blueprint,)


feature = Feature(
    "diary",
    activity_types=(
        ActivityType(
            "diary",
            ("tagebuch", "diary"),
            Message("Diary"),
            frozenset({WRITTEN}),
            _criterion,
            _render,
            load=_load,
        ),
    ),
    blueprints=_blueprints,
    migrations=Path(__file__).parent / "migrations",
    cells={"diary.own": SIGNED_IN},
)
