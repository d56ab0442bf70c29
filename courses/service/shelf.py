"""Published texts at hand: a version never changes, so what one page needed is kept for the next.

Nothing of a person is kept here. A draft changes, so it is read anew.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

from flask import current_app
from sqlalchemy import Select, bindparam, func, or_, select
from sqlalchemy.orm import aliased

from courses.models import Revision, SectionRow, UnitText
from lms.core.activity import Slot
from lms.core.evidence import ActivityRef
from lms.db import fetch, is_reading

Found = TypeVar("Found")

KEPT = 400
"""How many texts an application keeps at hand, of units and of lists of units each."""


class SectionAt(NamedTuple):
    """A section of a version: its HTML and places as they were stored, and the places as activity types want them."""

    n: int
    title: str
    heading: str
    anchor: str
    minutes: int
    parts: Sequence[Mapping[str, Any]]
    slots: Sequence[Slot]


class UnitAt(NamedTuple):
    """A unit, or the course page, of a version in one language; ``outline`` is title and minutes of each section."""

    version: int | None
    course_title: str
    n_units: int
    title: str
    language: str
    minutes: int
    head: Mapping[str, Any]
    outline: Sequence[tuple[str, int]]
    sections: Sequence[SectionAt]


class UnitHead(NamedTuple):
    """A unit in the list of a course."""

    key: str
    title: str
    summary: str
    minutes: int
    outline: Sequence[tuple[str, int]]


def unit_at(course: str, version: int | None, unit: str, language: str) -> UnitAt | None:
    """A unit of a version, or of the draft, in a language or else in the original's; ``language`` may be empty."""
    return _kept("units", (course, version, unit, language), lambda: _unit(course, version, unit, language))


def units_at(course: str, version: int | None, language: str) -> Sequence[UnitHead]:
    """The units of a version in order, each in a language or else in its original's."""
    return _kept("lists", (course, version, language), lambda: _units(course, version, language)) or ()


def _kept(shelf: str, key: tuple[Any, ...], read: Callable[[], Found | None]) -> Found | None:
    kept: dict[tuple[Any, ...], Found] = current_app.extensions.setdefault("courses_shelf", {}).setdefault(shelf, {})
    found = kept.get(key)
    if found is not None:
        return found
    found = read()
    if found and key[1] is not None and is_reading():  # what is only being published may yet be undone
        kept[key] = found
        if len(kept) > KEPT:
            kept.pop(next(iter(kept)), None)
    return found


def _with_texts(columns: Sequence[Any], draft: bool) -> Select[*tuple[Any, ...]]:
    state = Revision.version.is_(None) if draft else Revision.version == bindparam("version")
    return (
        select(*columns)
        .select_from(Revision)
        .join(UnitText, UnitText.revision_id == Revision.id)
        .where(
            Revision.course == bindparam("course"),
            state,
            or_(UnitText.language == bindparam("language"), UnitText.original),
        )
    )


_OTHER = aliased(UnitText)
_COUNT = select(func.count()).where(_OTHER.revision_id == Revision.id, _OTHER.original, _OTHER.n > 0)
_UNIT_COLUMNS = (
    UnitText.id, Revision.version, Revision.title, _COUNT.correlate(Revision).scalar_subquery(),
    UnitText.title, UnitText.language, UnitText.minutes, UnitText.head, UnitText.sections,
)  # fmt: skip
_HEAD_COLUMNS = (UnitText.unit, UnitText.title, UnitText.head, UnitText.minutes, UnitText.sections)
_UNIT = {
    draft: _with_texts(_UNIT_COLUMNS, draft).where(UnitText.unit == bindparam("unit")).order_by(UnitText.original)
    for draft in (False, True)
}
_HEADS = {
    draft: _with_texts(_HEAD_COLUMNS, draft).where(UnitText.n > 0).order_by(UnitText.n, UnitText.original.desc())
    for draft in (False, True)
}
_SECTIONS = (
    select(
        SectionRow.n, SectionRow.title, SectionRow.heading, SectionRow.anchor, SectionRow.minutes, SectionRow.parts
    )
    .where(SectionRow.unit_text_id == bindparam("text"))
    .order_by(SectionRow.n)
)  # fmt: skip


def _unit(course: str, version: int | None, unit: str, language: str) -> UnitAt | None:
    own = {} if version is None else {"version": version}
    rows = fetch(_UNIT[version is None], course=course, unit=unit, language=language, **own)
    if not rows:
        return None
    text_id, *values = rows[0]
    bare = UnitAt._make((*values, ()))
    sections = [
        SectionAt._make((*row, [slot_of(part["slot"], course, unit, bare) for part in row.parts if "slot" in part]))
        for row in fetch(_SECTIONS, text=text_id)
    ]
    return bare._replace(sections=sections)


def _units(course: str, version: int | None, language: str) -> Sequence[UnitHead]:
    own = {} if version is None else {"version": version}
    rows = fetch(_HEADS[version is None], course=course, language=language, **own)
    found = {key: UnitHead(key, title, head.get("summary", ""), *rest) for key, title, head, *rest in rows}
    return list(found.values())


def slot_of(data: Mapping[str, Any], course: str, unit: str, text: UnitAt) -> Slot:
    """A place as its activity type wants it, from what was stored."""
    return Slot(
        ref=ActivityRef(course, data["type"], f"{unit}/{data['key']}"),
        title=data["title"],
        unit_title=text.title,
        version=text.version or 0,
        language=text.language,
        required=data["required"],
        edition=data["edition"],
        objectives=tuple(data["objectives"]),
        objectives_text=tuple(text.head.get("objectives", ())),
        attributes=data["attributes"],
        data=data["data"],
    )
