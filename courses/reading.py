"""What the reader's pages need: published texts are at hand, so that only what is the reader's own is asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import and_, bindparam, func, select

from courses.content.naming import COURSE_PAGE
from courses.models import Bookmark, CourseRow
from courses.service.shelf import SectionAt, UnitAt, unit_at, units_at
from lms.core.activity import Slot
from lms.db import fetch
from lms.progress.models import Enrolment


class Page(NamedTuple):
    """A unit, or the course page, for one reader; without an enrolment somebody only looks at it."""

    enrolment_id: int | None
    bookmark: int | None
    text: UnitAt
    section: SectionAt | None = None

    @property
    def version(self) -> int | None:
        """The version that is shown; a draft has none."""
        return self.text.version

    @property
    def course_title(self) -> str:
        """The title of the whole course."""
        return self.text.course_title

    @property
    def n_units(self) -> int:
        """How many units the course has."""
        return self.text.n_units

    @property
    def title(self) -> str:
        """The title of the unit."""
        return self.text.title

    @property
    def language(self) -> str:
        """The language that the text is in."""
        return self.text.language

    @property
    def minutes(self) -> int:
        """The minutes of all of it."""
        return self.text.minutes

    @property
    def head(self) -> Mapping[str, Any]:
        """What is shown of the head."""
        return self.text.head

    @property
    def sections(self) -> Sequence[tuple[str, int]]:
        """Title and minutes of each section."""
        return self.text.outline

    @property
    def section_title(self) -> str:
        """The title of the section that is shown."""
        return self.section.title if self.section else ""

    @property
    def reached(self) -> int:
        """The first section that was not left behind yet."""
        return self.bookmark or 1

    @property
    def parts(self) -> Sequence[Mapping[str, Any]]:
        """All of the text with its headings, for a page that is not divided."""
        return [part for section in self.text.sections for part in _with_heading(section)]

    @property
    def slots(self) -> Sequence[Slot]:
        """The places of all activities in the text."""
        return [slot for section in self.text.sections for slot in section.slots]

    def minutes_from(self, n: int) -> int:
        """The minutes of a section and of all after it."""
        return sum(minutes for _, minutes in self.sections[n - 1 :])


_PLACE = (
    select(Enrolment.id, func.coalesce(Enrolment.version, CourseRow.version), Bookmark.section)
    .select_from(CourseRow)
    .outerjoin(
        Enrolment,
        and_(
            Enrolment.course == CourseRow.key,
            Enrolment.person_id == bindparam("person"),
            Enrolment.closed_at.is_(None),
        ),
    )
    .outerjoin(
        Bookmark,
        and_(
            Bookmark.person_id == bindparam("person"),
            Bookmark.course == CourseRow.key,
            Bookmark.unit == bindparam("unit"),
        ),
    )
    .where(CourseRow.key == bindparam("course"))
)
_BOOKMARKS = select(Bookmark.unit, Bookmark.section).where(
    Bookmark.person_id == bindparam("person"), Bookmark.course == bindparam("course")
)


def section_page(person: int, course: str, unit: str, n: int, language: str, *, draft: bool = False) -> Page | None:
    """A section in the learner's version and language, in one statement once its text is at hand."""
    rows = fetch(_PLACE, person=person, course=course, unit=unit)
    if not rows:
        return None
    enrolment_id, version, bookmark = rows[0]
    text = unit_at(course, None if draft else version, unit, language)
    section = next((section for section in text.sections if section.n == n), None) if text else None
    return Page(enrolment_id, bookmark, text, section) if text and section else None


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit in the list of a course: its texts' newest words and where the reader stopped."""

    key: str
    title: str
    summary: str
    minutes: int
    sections: int
    bookmark: int | None


def unit_lines(person: int, course: str, version: int | None, language: str) -> list[UnitLine]:
    """The units of a version in order, each in the wanted language or in its original's."""
    marks = {unit: section for unit, section in fetch(_BOOKMARKS, person=person, course=course)}  # noqa: C416 rows
    return [
        UnitLine(unit.key, unit.title, unit.summary, unit.minutes, len(unit.outline), marks.get(unit.key))
        for unit in units_at(course, version, language)
    ]


def course_texts(course: str, version: int | None, language: str) -> Page | None:
    """The course page of a version, with its introduction; ``Page.sections`` are its own sections."""
    text = unit_at(course, version, COURSE_PAGE, language)
    return Page(None, None, text) if text else None


def _with_heading(section: SectionAt) -> list[Mapping[str, Any]]:
    if not section.heading:
        return list(section.parts)
    return [{"html": f'<h2 id="{section.anchor}">{section.heading}</h2>'}, *section.parts]
