"""What the reader's pages need, in as few statements as a page deserves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, bindparam, func, or_, select
from sqlalchemy.orm import aliased

from courses.models import Bookmark, CourseRow, Revision, SectionRow, UnitText
from lms.core.activity import Slot
from lms.core.evidence import ActivityRef
from lms.db import db
from lms.progress.models import Enrolment


class Page(NamedTuple):
    """One section with everything around it; without an enrolment somebody only looks at it."""

    enrolment_id: int | None
    version: int | None
    course_title: str
    n_units: int
    title: str
    language: str
    minutes: int
    head: Mapping[str, Any]
    sections: Sequence[tuple[str, int]]
    section_title: str
    heading: str
    anchor: str
    section_minutes: int
    parts: Sequence[Mapping[str, Any]]
    bookmark: int | None

    @property
    def reached(self) -> int:
        """The first section that was not left behind yet."""
        return self.bookmark or 1

    def minutes_from(self, n: int) -> int:
        """The minutes of a section and of all after it."""
        return sum(minutes for _, minutes in self.sections[n - 1 :])


def _pages(draft: bool) -> Select[*tuple[Any, ...]]:
    state = (
        Revision.version.is_(None) if draft else Revision.version == func.coalesce(Enrolment.version, CourseRow.version)
    )
    units = select(func.count()).where(UnitText.revision_id == Revision.id, UnitText.original, UnitText.n > 0)
    text = aliased(UnitText)
    return (
        select(
            Enrolment.id, Revision.version, Revision.title, units.correlate(Revision).scalar_subquery(),
            text.title, text.language, text.minutes, text.head, text.sections,
            SectionRow.title, SectionRow.heading, SectionRow.anchor, SectionRow.minutes, SectionRow.parts,
            Bookmark.section,
        )
        .select_from(CourseRow)
        .outerjoin(
            Enrolment,
            and_(
                Enrolment.course == CourseRow.key,
                Enrolment.person_id == bindparam("person"),
                Enrolment.closed_at.is_(None),
            ),
        )
        .join(Revision, and_(Revision.course == CourseRow.key, state))
        .join(
            text,
            and_(
                text.revision_id == Revision.id,
                text.unit == bindparam("unit"),
                or_(text.language == bindparam("language"), text.original),
            ),
        )
        .join(SectionRow, and_(SectionRow.unit_text_id == text.id, SectionRow.n == bindparam("n")))
        .outerjoin(
            Bookmark,
            and_(
                Bookmark.person_id == bindparam("person"),
                Bookmark.course == CourseRow.key,
                Bookmark.unit == bindparam("unit"),
            ),
        )
        .where(CourseRow.key == bindparam("course"))
        .order_by(text.original)
        .limit(1)
    )  # fmt: skip


_PUBLISHED, _DRAFT = _pages(False), _pages(True)


def section_page(person: int, course: str, unit: str, n: int, language: str, *, draft: bool = False) -> Page | None:
    """A section in the learner's version and language, in one statement."""
    values = {"person": person, "course": course, "unit": unit, "n": n, "language": language}
    row = db.session.execute(_DRAFT if draft else _PUBLISHED, values).first()
    return Page(*row) if row else None


def all_sections(course: str, version: int | None, unit: str, language: str) -> list[SectionRow]:
    """Every section of a unit, for printing."""
    state = Revision.version.is_(None) if version is None else Revision.version == version
    text_id = (
        select(UnitText.id)
        .join(Revision, Revision.id == UnitText.revision_id)
        .where(
            Revision.course == course, state, UnitText.unit == unit,
            or_(UnitText.language == language, UnitText.original),
        )
        .order_by(UnitText.original)
        .limit(1)
    )  # fmt: skip
    return list(
        db.session.scalars(
            select(SectionRow).where(SectionRow.unit_text_id == text_id.scalar_subquery()).order_by(SectionRow.n)
        )
    )


def slots_of(parts: Sequence[Mapping[str, Any]], course: str, unit: str, page: Page) -> list[Slot]:
    """The places of activities among the parts of a section."""
    return [slot_of(part["slot"], course, unit, page) for part in parts if "slot" in part]


def slot_of(data: Mapping[str, Any], course: str, unit: str, page: Page) -> Slot:
    """One place, as its activity type wants it."""
    return Slot(
        ActivityRef(course, data["type"], f"{unit}/{data['key']}"),
        data["title"],
        page.title,
        page.version or 0,
        page.language,
        data["required"],
        data["edition"],
        tuple(data["objectives"]),
        tuple(page.head.get("objectives", ())),
        data["attributes"],
        data["data"],
    )


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
    state = Revision.version.is_(None) if version is None else Revision.version == version
    rows = db.session.execute(
        select(UnitText.unit, UnitText.title, UnitText.head, UnitText.minutes, UnitText.sections, Bookmark.section)
        .join(Revision, Revision.id == UnitText.revision_id)
        .outerjoin(
            Bookmark,
            and_(Bookmark.person_id == person, Bookmark.course == course, Bookmark.unit == UnitText.unit),
        )
        .where(Revision.course == course, state, UnitText.n > 0, or_(UnitText.language == language, UnitText.original))
        .order_by(UnitText.n, UnitText.original.desc())
    )
    found = {
        unit: UnitLine(unit, title, head.get("summary", ""), minutes, len(sections), bookmark)
        for unit, title, head, minutes, sections, bookmark in rows
    }
    return list(found.values())


def course_texts(course: str, version: int | None, language: str) -> Page | None:
    """The course page of a version, with its introduction; ``Page.sections`` are its own sections."""
    state = Revision.version.is_(None) if version is None else Revision.version == version
    row = db.session.execute(
        select(Revision.version, Revision.title, UnitText)
        .join(UnitText, UnitText.revision_id == Revision.id)
        .where(Revision.course == course, state, UnitText.n == 0, or_(UnitText.language == language, UnitText.original))
        .order_by(UnitText.original)
        .limit(1)
    ).first()
    if row is None:
        return None
    number, title, text = row
    sections = text.sections
    return Page(
        None, number, title, 0, text.title, text.language, text.minutes, text.head, sections, "", "", "", 0,
        [part for section in text.parts for part in _with_heading(section)], None,
    )  # fmt: skip


def _with_heading(section: SectionRow) -> list[Mapping[str, Any]]:
    if not section.heading:
        return list(section.parts)
    return [{"html": f'<h2 id="{section.anchor}">{section.heading}</h2>'}, *section.parts]
