"""Commands over courses: checking a folder, and taking it in."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
from sqlalchemy import select

from courses.content.blocks import default_types
from courses.content.files import read_folder
from courses.content.load import load_course
from courses.content.model import Loaded
from courses.lint.engine import explain as explain_rule
from courses.models import CourseRow
from courses.printing import Found, catalogues, show
from courses.service.preparing import prepare
from courses.service.publishing import problems_with_results, publish, save_draft, version_of
from courses.store import registered_types
from lms.cli import application
from lms.core.activity import ActivityType
from lms.core.clock import now
from lms.core.errors import ContentError, LmsError, Problem
from lms.core.message import Message
from lms.db import db, reading
from lms.features import Features, built_in, installed
from lms.signals import course_published

FORMATS = click.Choice(["text", "json", "github", "sarif"])
PATH = click.Path(exists=True, path_type=Path)


@click.command()
@click.argument("path", type=PATH, required=False)
@click.option("--format", "form", type=FORMATS, default="text", help="How the problems are written.")
@click.option("--explain", metavar="RULE", help="Say what a rule asks for, with examples.")
def check(path: Path | None, form: str, explain: str | None) -> None:
    """Check the courses in a folder, a ZIP file or a single Markdown file."""
    if explain:
        click.echo(_manual(explain))
        return
    if path is None:
        raise click.UsageError("Which folder? Write: lms check PATH")
    types = list(Features((*built_in(), *installed())).types.values())
    courses = read_folder(path)
    loaded = {name: load_course(files, types, name=name) for name, files in courses.items()}
    found = Found(path, _problems({name: course.problems for name, course in loaded.items()}))
    counts = {
        "files": sum(len(files) for files in courses.values()),
        "units": sum(len(course.course.units) for course in loaded.values() if course.course),
    }
    click.echo(show(found, form, counts, catalogues()))
    if not found.ok:
        sys.exit(1)


def _manual(rule: str) -> str:
    text = explain_rule(rule)
    if text is None:
        raise LmsError(Message("There is no manual page for the rule “%(rule)s”.", {"rule": rule}))
    return text


def _problems(found: dict[str, Sequence[Problem]]) -> list[tuple[str, Problem]]:
    """All problems with the path under which they are shown: several courses are told apart by their folder."""
    many = len(found) > 1
    return [
        (f"{name}/{problem.path}" if many else problem.path, problem)
        for name, problems in found.items()
        for problem in problems
    ]


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one course."""

    course: str
    version: int | None
    units: int
    unchanged: int
    problems: Sequence[Problem]

    @property
    def ok(self) -> bool:
        """Whether it was taken in."""
        return not any(problem.severity == "error" for problem in self.problems)

    def as_data(self, problems: list[dict[str, Any]]) -> dict[str, Any]:
        """The course as scripts read it."""
        return {
            "course": self.course,
            "version": self.version,
            "units": self.units,
            "unchanged": self.unchanged,
            "problems": problems,
        }


@click.command("import")
@click.argument("path", type=PATH)
@click.option("--publish", "publishing", is_flag=True, help="Make it the next version instead of the draft.")
@click.option("--note", default="", help="What is new, for those who read the list of versions.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def import_courses(path: Path, publishing: bool, note: str, form: str) -> None:
    """Take in the courses in a folder, a ZIP file or a single Markdown file: all of them, or none."""
    app = application()
    with app.app_context():
        limit = app.extensions["lms"].settings.import_limit_mb * 1_000_000
        courses = read_folder(path, limit)
        types = registered_types()
        loaded = _loaded(courses, types)
        problems = {name: _all_problems(course) for name, course in loaded.items()}
        if any(problem.severity == "error" for found in problems.values() for problem in found):
            taken = [_refused(name, course, problems[name]) for name, course in loaded.items()]
        else:
            taken = _take_in(courses, loaded, problems, types, publishing=publishing, note=note)
            db.session.commit()
            for course in taken:
                if course.version is not None:
                    course_published.send(app, course=course.course, version=course.version)
        _tell(path, dict(zip(loaded, taken, strict=True)), form, publishing)
    if not all(course.ok for course in taken):
        sys.exit(1)


def _loaded(courses: dict[str, dict[str, bytes]], types: Sequence[ActivityType]) -> dict[str, Loaded]:
    """Every course, read; links may lead to those that are here and to each other."""
    with reading():
        known = set(db.session.scalars(select(CourseRow.key)))
    if len(courses) > 1:
        first = [load_course(files, types, name=name).course for name, files in courses.items()]
        known |= {course.key for course in first if course}
    return {name: load_course(files, types, name=name, known_courses=known) for name, files in courses.items()}


def _all_problems(loaded: Loaded) -> list[Problem]:
    if loaded.course is None:
        return list(loaded.problems)
    with reading():
        return [*loaded.problems, *problems_with_results(loaded.course)]


def _refused(name: str, loaded: Loaded, problems: Sequence[Problem]) -> Taken:
    key = loaded.course.key if loaded.course else name
    return Taken(key, None, len(loaded.course.units) if loaded.course else 0, 0, problems)


def _take_in(
    courses: dict[str, dict[str, bytes]],
    loaded: dict[str, Loaded],
    problems: dict[str, list[Problem]],
    types: Sequence[ActivityType],
    *,
    publishing: bool,
    note: str,
) -> list[Taken]:
    """Renders all courses, then keeps them in one transaction."""
    words, at = default_types(types), now()
    ready = []
    with reading():
        for name, course in loaded.items():
            assert course.course is not None
            ready.append((name, version_of(course.course.key), prepare(course.course, courses[name], words)))
    taken = []
    for name, based_on, prepared in ready:
        saved = save_draft(prepared, based_on=based_on, by=None, at=at, note=note)
        key = prepared.course.key
        try:
            version = publish(key, by=None, at=at, note=note).version if publishing else None
        except ContentError as error:
            raise LmsError(error.problems[0].message) from error
        taken.append(Taken(key, version, saved.units, saved.unchanged, problems[name]))
    return taken


def _tell(path: Path, taken: dict[str, Taken], form: str, publishing: bool) -> None:
    found = Found(path, _problems({name: course.problems for name, course in taken.items()}))
    words = catalogues()
    if form == "json":
        data = [course.as_data(Found(path, _problems({"": course.problems})).data(words)) for course in taken.values()]
        click.echo(json.dumps(data[0] if len(data) == 1 else {"courses": data}, ensure_ascii=False))
        return
    if found.problems:
        click.echo(found.text(words))
    for course in taken.values():
        click.echo(words(_outcome(course, publishing)))


def _outcome(course: Taken, publishing: bool) -> Message:
    values = {"course": course.course, "n": course.units, "same": course.unchanged, "version": course.version}
    if not course.ok:
        return Message("“%(course)s” was not taken in. Mend the errors above and try again.", values)
    if publishing:
        return Message("“%(course)s” is published as version %(version)s. Units: %(n)s, unchanged: %(same)s.", values)
    return Message("“%(course)s” is kept as a draft. Units: %(n)s, unchanged: %(same)s.", values)


def commands() -> Sequence[click.Command]:
    """The commands of courses."""
    return (check, import_courses)
