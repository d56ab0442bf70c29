"""Where a learner goes on reading, and the route of the course around that place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, select

from courses.models import Bookmark
from courses.service.shelf import UnitHead, units_at
from lms.core.evidence import COMPLETED, READ
from lms.core.message import Message
from lms.core.source import Step
from lms.db import db, fetch
from lms.progress.models import Enrolment, EvidenceRow
from lms.web.format import format_minutes
from lms.web.texts import locale, say

Stop = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class _Reading:
    """What somebody has read of a course: its units in order, those read to the end, and the bookmarks."""

    units: Sequence[UnitHead]
    read: frozenset[str]
    marks: Mapping[str, int]
    last: str
    base: str

    def here(self) -> tuple[UnitHead, int] | None:
        """The unit and section to go on with; nothing when all is read."""
        unread = [unit for unit in self.units if unit.key not in self.read]
        unit = next((unit for unit in unread if unit.key == self.last), unread[0] if unread else None)
        return (unit, self.section(unit)) if unit else None

    def section(self, unit: UnitHead) -> int:
        """The section that is next in a unit."""
        return min(max(self.marks.get(unit.key, 1), 1), max(len(unit.outline), 1))

    def minutes_left(self) -> int:
        """The minutes of all that is not read yet."""
        return sum(
            minutes
            for unit in self.units
            if unit.key not in self.read
            for _, minutes in unit.outline[self.section(unit) - 1 :]
        )

    def minutes_all(self) -> int:
        """The minutes of all sections."""
        return sum(minutes for unit in self.units for _, minutes in unit.outline)

    def address(self, unit: UnitHead, section: int) -> str:
        """The page of a section."""
        return f"{self.base}/{unit.key}/{section}"


def next_step(learner: int, course: str, version: int, root: str = "") -> Step | None:
    """The section that somebody reads next; ``root`` goes before every address."""
    reading = _reading(learner, course, version, f"{root}/courses/{course}")
    here = reading.here()
    if here is None:
        return None
    unit, n = here
    title, minutes = unit.outline[n - 1] if unit.outline else (unit.title, unit.minutes)
    begun = bool(reading.marks) or bool(reading.read)
    place = Message("Section %(n)s of %(all)s", {"n": n, "all": max(len(unit.outline), 1)})
    alone = len(reading.units) == 1
    return Step(
        address=reading.address(unit, n),
        title=title,
        kicker=say(place) if alone else f"{unit.title} · {say(place)}",
        minutes=minutes,
        action=say(Message("Continue with section %(n)s", {"n": n}) if begun else Message("Begin reading")),
        route=tuple(_sections(reading, unit, n) if alone else _units(reading, unit, n)),
        minutes_left=reading.minutes_left(),
        minutes_all=reading.minutes_all(),
    )


_OPEN = (Enrolment.person_id == bindparam("person"), Enrolment.course == bindparam("course"))
_MARKS = (
    select(Bookmark.unit, Bookmark.section)
    .join(Enrolment, (Enrolment.person_id == Bookmark.person_id) & (Enrolment.course == Bookmark.course))
    .where(*_OPEN, Enrolment.closed_at.is_(None), Bookmark.at >= Enrolment.started_at)
    .order_by(Bookmark.at)
)
# the units that the learner of the open enrolment has read or completed
_READ = (
    select(EvidenceRow.key)
    .join(Enrolment, Enrolment.id == EvidenceRow.enrolment_id)
    .where(*_OPEN, Enrolment.closed_at.is_(None))
    .where(
        ((EvidenceRow.kind == READ) & (EvidenceRow.type == "read"))
        | ((EvidenceRow.kind == COMPLETED) & (EvidenceRow.type == "unit"))
    )
)


def _reading(learner: int, course: str, version: int, base: str) -> _Reading:
    db.session.flush()
    marks = fetch(_MARKS, person=learner, course=course)
    return _Reading(
        units=units_at(course, version, locale()),
        read=frozenset(key for (key,) in fetch(_READ, person=learner, course=course)),
        marks={unit: section for unit, section in marks},  # noqa: C416 rows are no pairs for mypy
        last=marks[-1][0] if marks else "",
        base=base,
    )


def _sections(reading: _Reading, unit: UnitHead, here: int) -> Iterator[Stop]:
    for n, (title, minutes) in enumerate(unit.outline, 1):
        state = "done" if n < here else "here" if n == here else "open"
        yield state, title, _note(state, minutes), reading.address(unit, n)


def _units(reading: _Reading, here: UnitHead, section: int) -> Iterator[Stop]:
    for unit in reading.units:
        state = "done" if unit.key in reading.read else "here" if unit is here else "open"
        yield state, unit.title, _note(state, unit.minutes), reading.address(unit, section if unit is here else 1)


def _note(state: str, minutes: int) -> str:
    """The minutes of a stop and, in words, its state."""
    words = {"done": Message("read"), "here": Message("you are here")}
    parts = [format_minutes(minutes, short=True), *([say(words[state])] if state in words else [])]
    return " · ".join(parts)
