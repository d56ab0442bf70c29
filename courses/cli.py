"""Commands over courses, above all taking them in."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from courses.checkcommand import check, labelled
from courses.content.files import read_folder
from courses.exchange.cli import export_course, take_over
from courses.printing import Found
from courses.service.importing import Offered, examine, take_in
from courses.service.publishing import publish
from courses.store import registered_types
from lms.commands.language import catalogues
from lms.commands.ready import ready_application
from lms.core.clock import now
from lms.core.errors import ContentError, LmsError, Problem
from lms.core.message import Message
from lms.db import db, reading
from lms.signals import course_published

PATH = click.Path(exists=True, path_type=Path)


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
@click.option("--from", "foreign", metavar="NAME", help="Make a course folder from another program's files instead.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="With --from: the folder to write.")
def import_courses(
    path: Path, publishing: bool, note: str, form: str, foreign: str | None, output: Path | None
) -> None:
    """Take in the courses in a folder, a ZIP file or a single Markdown file: all of them, or none."""
    if foreign:
        take_over(path, foreign, output)
        return
    app = ready_application()
    with app.app_context():
        limit = app.extensions["lms"].settings.import_limit_mb * 1_000_000
        courses = read_folder(path, limit)
        with reading():
            found = examine(courses, registered_types())
        taken = _take_in(found, publishing=publishing, note=note)
        for course in taken:
            if course.version is not None:
                course_published.send(app, course=course.course, version=course.version)
        _tell(path, {offered.name: course for offered, course in zip(found, taken, strict=True)}, form, publishing)
    if not all(course.ok for course in taken):
        sys.exit(1)


def _take_in(found: Sequence[Offered], *, publishing: bool, note: str) -> list[Taken]:
    """Keeps what was offered, all in one transaction; with errors in one course none is taken in."""
    if not all(offered.ok for offered in found):
        return [_refused(offered) for offered in found]
    at = now()
    taken = []
    for offered, saved in zip(found, take_in(found, by=None, at=at, note=note), strict=True):
        try:
            version = publish(offered.key, by=None, at=at, note=note).version if publishing else None
        except ContentError as error:
            raise LmsError(error.problems[0].message) from error
        taken.append(Taken(offered.key, version, saved.units, saved.unchanged, offered.problems))
    db.session.commit()
    return taken


def _refused(offered: Offered) -> Taken:
    return Taken(offered.key, None, len(offered.course.units) if offered.course else 0, 0, offered.problems)


def _tell(path: Path, taken: dict[str, Taken], form: str, publishing: bool) -> None:
    found = Found(path, labelled({name: course.problems for name, course in taken.items()}))
    words = catalogues()
    if form == "json":
        data = [course.as_data(Found(path, labelled({"": course.problems})).data(words)) for course in taken.values()]
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
    return (check, import_courses, export_course)
