"""Published courses as the kernel asks for them: a version never changes, so what was read once is kept."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import current_app, g, has_request_context, request
from sqlalchemy import Row, bindparam, select

from courses.content.blocks import default_types
from courses.content.goals import course_goals, prerequisites
from courses.content.model import Course, Place
from courses.content.naming import COURSE_PAGE, parts
from courses.content.packing import unpack
from courses.models import CourseRow, Revision, SectionRow, UnitText
from courses.service.shelf import unit_at
from courses.service.steps import next_step
from lms.core.activity import ActivityType, Slot
from lms.core.criteria import Criterion
from lms.core.evidence import ActivityRef
from lms.core.goals import Goals
from lms.core.source import Step, Subject
from lms.db import db, fetch, is_reading
from lms.features import Features
from lms.search.folding import sort_key

KEPT = 200
"""How many versions an application keeps at hand."""


@dataclass(frozen=True, slots=True)
class Version:
    """A published version: its heads and blocks, goals and prerequisites, and where each block stands."""

    course: Course
    goals: Goals
    prerequisites: Mapping[str, Criterion]
    places: Mapping[ActivityRef, tuple[str, int]]


def registered_types() -> list[ActivityType]:
    """The activity types of the present application."""
    features: Features = current_app.extensions["lms"].features
    return list(features.types.values())


def version_at(key: str, version: int) -> Version | None:
    """A published version; read from the database once in the life of the application."""
    kept: OrderedDict[tuple[str, int], Version] = current_app.extensions.setdefault("courses", OrderedDict())
    if (key, version) not in kept:
        head = db.session.scalar(select(Revision.head).where(Revision.course == key, Revision.version == version))
        if head is None:
            return None
        kept[key, version] = _version(unpack(head))
        if len(kept) > KEPT:
            kept.popitem(last=False)
    return kept.get((key, version))


def _version(course: Course) -> Version:
    types = default_types(registered_types())
    places = {
        ActivityRef(course.key, place.block.type, place.block.address): (part.key, section.n)
        for part in parts(course)
        for section in part.text.sections
        for place in section.parts
        if isinstance(place, Place) and place.block.key
    }
    return Version(course, course_goals(course, types), prerequisites(course, types), places)


class Store:
    """The source of everything that was written as a course."""

    def subjects(self) -> list[Subject]:
        """Every published course, by title, in one statement."""
        found = [_subject(row) for row in fetch(_OFFERED)]
        return sorted(found, key=lambda subject: (sort_key(subject.title), subject.key))

    def subject(self, key: str) -> Subject | None:
        """One published course; an archived one too, for those who are enrolled go on."""
        if not (has_request_context() and is_reading()):
            return _published(key)
        known: dict[str, Subject | None] = g.setdefault("courses_subjects", {})
        if key not in known:
            known[key] = _published(key)
        return known[key]

    def goals(self, key: str, version: int) -> Goals:
        """What can be completed in a version."""
        found = version_at(key, version)
        return found.goals if found else Goals()

    def prerequisites(self, key: str, version: int) -> Mapping[str, Criterion]:
        """What must be complete before a unit of a version begins, by unit; under ``kurs`` what the course requires."""
        found = version_at(key, version)
        return found.prerequisites if found else {}

    def slot(self, ref: ActivityRef, version: int, language: str) -> Slot | None:
        """A block as published in a version, in a language or else in the original's."""
        found = version_at(ref.course, version)
        if found is None or ref not in found.places:
            return None
        unit, _ = found.places[ref]
        for wanted in (language, ""):  # what a translation lacks is shown in the original's words
            text = unit_at(ref.course, version, unit, wanted)
            slots = (slot for section in text.sections for slot in section.slots) if text else ()
            if slot := next((slot for slot in slots if slot.ref == ref), None):
                return slot
        return None

    def slots(self, key: str, version: int, type: str, language: str) -> list[Slot]:
        """All blocks of one type in a version, in the author's order."""
        found = version_at(key, version)
        return self._slots(key, version, [ref for ref in found.places if ref.type == type] if found else [], language)

    def _slots(self, key: str, version: int, refs: list[ActivityRef], language: str) -> list[Slot]:
        found = version_at(key, version)
        known = {ref: found.places[ref] for ref in refs if ref in found.places} if found else {}
        slots: dict[ActivityRef, Slot] = {}
        for section, text in _sections(key, version, {unit for unit, _ in known.values()}, language) if known else ():
            for part in section.parts:
                if "slot" in part:
                    slot = slot_of(part["slot"], key, version, text)
                    slots.setdefault(slot.ref, slot)  # the wanted language comes first
        return [slots[ref] for ref in known if ref in slots]

    def address(self, ref: ActivityRef) -> str | None:
        """The path of the page where something is done or read."""
        path = self._path(ref)
        return f"{request.script_root}{path}" if path and has_request_context() else path

    def _path(self, ref: ActivityRef) -> str | None:
        subject = self.subject(ref.course)
        found = version_at(ref.course, subject.version) if subject else None
        if found is None:
            return None
        if ref.type in ("course", "certificate"):
            return f"/courses/{ref.course}/"
        if ref.type in ("unit", "read"):
            keys = {unit.key for unit in found.course.units}
            return f"/courses/{ref.course}/{ref.key}/1" if ref.key in keys else None
        if ref not in found.places:
            return None
        return _own_page(ref) or _in_text(ref, *found.places[ref])

    def step(self, learner: int, key: str, version: int) -> Step | None:
        """The place where a learner stopped reading."""
        root = request.script_root if has_request_context() else ""
        return next_step(learner, key, version, root)


store = Store()


_COLUMNS = (CourseRow.key, CourseRow.title, CourseRow.version, CourseRow.minutes, CourseRow.open, CourseRow.archived)
_OFFERED = select(*_COLUMNS).where(CourseRow.version > 0, ~CourseRow.archived)
_PUBLISHED = select(*_COLUMNS).where(CourseRow.version > 0, CourseRow.key == bindparam("key"))


def _published(key: str) -> Subject | None:
    return next((_subject(row) for row in fetch(_PUBLISHED, key=key)), None)


def _subject(row: Row[str, str, int, int, bool, bool]) -> Subject:
    key, title, version, minutes, is_open, is_archived = row
    return Subject(key, title, version, minutes, is_open and not is_archived)


def _own_page(ref: ActivityRef) -> str | None:
    """The page that an activity type gives to each of its activities."""
    kind = current_app.extensions["lms"].features.types.get(ref.type)
    if kind is None or kind.endpoint is None:
        return None
    unit, _, key = ref.key.partition("/")
    paths = current_app.url_map.bind("localhost")
    return str(paths.build(kind.endpoint, {"course": ref.course, "unit": unit, "key": key}))


def _in_text(ref: ActivityRef, unit: str, section: int) -> str:
    anchor = ref.key.partition("/")[2]
    page = "" if unit == COURSE_PAGE else f"{unit}/{section}"
    return f"/courses/{ref.course}/{page}#{anchor}"


def _sections(key: str, version: int, units: set[str], language: str) -> list[tuple[SectionRow, UnitText]]:
    """The sections of some units, those in the wanted language before those in the original's."""
    statement = (
        select(SectionRow, UnitText)
        .join(UnitText, UnitText.id == SectionRow.unit_text_id)
        .join(Revision, Revision.id == UnitText.revision_id)
        .where(Revision.course == key, Revision.version == version, UnitText.unit.in_(units))
        .where((UnitText.language == language) | UnitText.original)
        .order_by((UnitText.language == language).desc(), UnitText.n, SectionRow.n)
    )
    return [(section, text) for section, text in db.session.execute(statement)]


def slot_of(data: Mapping[str, Any], course: str, version: int, text: UnitText) -> Slot:
    """A place as its activity type wants it, from what was stored."""
    return Slot(
        ref=ActivityRef(course, data["type"], f"{text.unit}/{data['key']}"),
        title=data["title"],
        unit_title=text.title,
        version=version,
        language=text.language,
        required=data["required"],
        edition=data["edition"],
        objectives=tuple(data["objectives"]),
        objectives_text=tuple(text.head.get("objectives", ())),
        attributes=data["attributes"],
        data=data["data"],
    )
