"""Everything about one person in one file, and who has looked at it."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask import current_app, render_template
from sqlalchemy import delete, func, select

from lms.core.message import Message
from lms.db import db
from lms.features import PersonalData, Retention
from lms.people.models import Person
from lms.privacy.models import Access

WHAT = {
    "person": Message("which conditions you have met, and your certificates"),
    "certified": Message("the list of who is certified, with everybody on it"),
    "participants": Message("who takes a course, and how many conditions they have met"),
}


@dataclass(frozen=True, slots=True)
class Look:
    """A look at somebody's data: when, by whom, at what, and why."""

    day: date
    by: str
    what: Message
    purpose: str


def looks_at(person_id: int) -> list[Look]:
    """Who has looked at a person's own page, newest first."""
    rows = db.session.execute(
        select(Access.day, Person.given, Person.family, Access.what, Access.purpose)
        .outerjoin(Person, Person.id == Access.by)
        .where(Access.about == person_id)
        .order_by(Access.at.desc(), Access.id.desc())
        .limit(500)
    )
    return [
        Look(day, f"{given or ''} {family or ''}".strip(), WHAT.get(what, Message("data about you")), purpose)
        for day, given, family, what, purpose in rows
    ]


def everything(person_id: int) -> dict[str, Any]:
    """What every part of the product holds about a person, by the part's own names."""
    found: dict[str, Any] = {}
    for data in current_app.extensions["lms_personal_data"]:
        found.update(data.export(person_id))
    return found


def as_zip(person_id: int, name: str) -> bytes:
    """Everything about a person, for programs (JSON) and for reading (HTML)."""
    data = everything(person_id)
    page = render_template("privacy/export.html", data=data, name=name)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("daten.json", json.dumps(data, ensure_ascii=False, indent=2, default=str))
        archive.writestr("daten.html", page)
    return buffer.getvalue()


def _export(person_id: int) -> Mapping[str, Any]:
    return {
        "looks": [
            {"day": look.day.isoformat(), "by": look.by, "what": str(look.what), "purpose": look.purpose}
            for look in looks_at(person_id)
        ]
    }


def _delete(before: datetime, dry_run: bool) -> int:
    count = db.session.scalar(select(func.count(Access.id)).where(Access.at < before)) or 0
    if not dry_run:
        db.session.execute(delete(Access).where(Access.at < before))
    return count


personal_data = PersonalData(
    export=_export,
    retention=(Retention(Message("Who looked at data about people"), Message("Each look"), 365, _delete),),
)
