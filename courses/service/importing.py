"""Taking courses in from Markdown: read, check and render all of them, then keep them all or none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from flask import current_app
from sqlalchemy import select

from courses.content.blocks import default_types
from courses.content.files import Courses
from courses.content.load import load_course
from courses.content.model import Course, Loaded
from courses.lint.severity import decided, weighed
from courses.models import CourseRow, Revision
from courses.service.files import sources
from courses.service.preparing import Prepared, prepare
from courses.service.publishing import Saved, problems_with_results, save_draft, version_of
from lms.core.activity import ActivityType
from lms.core.errors import LmsError, Problem
from lms.core.message import Message
from lms.db import db

Types = Sequence[ActivityType]


@dataclass(frozen=True, slots=True)
class Offered:
    """A course that somebody brings: its folder's name, everything wrong with it, and its rows if nothing stops it.

    ``based_on`` is the published version that it will follow.
    """

    name: str
    course: Course | None
    problems: tuple[Problem, ...]
    prepared: Prepared | None = None
    based_on: int = 0

    @property
    def key(self) -> str:
        """The course's key, or the folder's name where there is none."""
        return self.course.key if self.course else self.name

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong that stops it."""
        return self.course is not None and not any(problem.severity == "error" for problem in self.problems)

    def after(self, version: int) -> Offered:
        """The same, following another version."""
        return replace(self, based_on=version)


def examine(courses: Courses, types: Types) -> list[Offered]:
    """Reads and checks courses, and renders them if all are free of errors. Slow; it writes nothing."""
    if not courses:
        raise LmsError(Message("There is no Markdown file in it. A course is a folder with a file kurs.md."))
    loaded = _load(courses, types)
    found = [Offered(name, course.course, _problems(course)) for name, course in loaded.items()]
    found = _refuse_twins(found)
    if not all(course.ok for course in found):
        return found
    words = default_types(types)
    return [
        Offered(
            offered.name,
            offered.course,
            offered.problems,
            prepare(offered.course, courses[offered.name], words),
            version_of(offered.key),
        )
        for offered in found
        if offered.course
    ]


def take_in(found: Sequence[Offered], *, by: int | None, at: datetime, note: str = "") -> list[Saved]:
    """Keeps every course as its draft."""
    return [
        save_draft(offered.prepared, based_on=offered.based_on, by=by, at=at, note=note)
        for offered in found
        if offered.prepared
    ]


def problems_of(draft: Revision, types: Types) -> list[Problem]:
    """What there is to say about a draft today, its warnings above all."""
    loaded = load_course(sources(draft), types, name=draft.course, known_courses=known_courses(), levels=levels())
    return list(_problems(loaded))


def levels() -> Mapping[str, str]:
    """What this organisation decided about rules that only ask."""
    settings = current_app.extensions["lms"].settings
    return decided(settings.lint_severity, settings.gender_signs)


def known_courses() -> set[str]:
    """The keys of all courses that are here."""
    return set(db.session.scalars(select(CourseRow.key)))


def _load(courses: Courses, types: Types) -> Mapping[str, Loaded]:
    """Every course, read; links may lead to those that are here and to each other."""
    known = known_courses()
    if len(courses) > 1:
        first = [load_course(files, types, name=name).course for name, files in courses.items()]
        known |= {course.key for course in first if course}
    return {
        name: load_course(files, types, name=name, known_courses=known, levels=levels())
        for name, files in courses.items()
    }


def _problems(loaded: Loaded) -> tuple[Problem, ...]:
    if loaded.course is None:
        return loaded.problems
    return (*loaded.problems, *weighed(problems_with_results(loaded.course), levels()))


def _refuse_twins(found: list[Offered]) -> list[Offered]:
    """Two folders with one key would overwrite each other."""
    often = Counter(offered.key for offered in found)
    return [_twin(offered) if often[offered.key] > 1 else offered for offered in found]


def _twin(offered: Offered) -> Offered:
    message = Message("Two folders hold the course “%(key)s”. Leave one of them out.", {"key": offered.key})
    path = offered.course.text.path if offered.course else "kurs.md"
    problem = Problem(path, 1, 1, "key-duplicate", "error", message)
    return Offered(offered.name, offered.course, (problem, *offered.problems))
