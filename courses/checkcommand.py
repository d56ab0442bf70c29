"""The command ``lms check``: what is wrong with courses in a folder, and mending what can be mended."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

import click

from courses.checking import Reader, memory
from courses.content.files import Courses, read_folder
from courses.content.load import check_course
from courses.content.model import Loaded
from courses.content.vocabulary import default_types
from courses.lint.engine import explain as explain_rule
from courses.lint.fixing import fix
from courses.lint.severity import decided
from courses.printing import Found, show
from lms.cli import data_folder
from lms.commands.language import catalogues
from lms.core.activity import ActivityType
from lms.core.errors import LmsError, Problem
from lms.core.message import Message
from lms.features import Features, built_in, installed
from lms.settings import load_settings

FORMATS = click.Choice(["text", "json", "github", "sarif"])
PATH = click.Path(exists=True, path_type=Path)


@click.command()
@click.argument("path", type=PATH, required=False)
@click.option("--format", "form", type=FORMATS, default="text", help="How the problems are written.")
@click.option("--explain", metavar="RULE", help="Say what a rule asks for, with examples.")
@click.option("--fix", "fixing", is_flag=True, help="Mend what can be mended without asking, then check.")
@click.option("--rewrite", is_flag=True, help="With --fix: also turn accepted spellings into the manual's.")
@click.option("--diff", is_flag=True, help="With --fix: show what would change, and change nothing.")
@click.option("--no-cache", is_flag=True, help="Check everything anew and remember nothing.")
def check(
    path: Path | None, form: str, explain: str | None, fixing: bool, rewrite: bool, diff: bool, no_cache: bool
) -> None:
    """Check the courses in a folder, a ZIP file or a single Markdown file."""
    if explain:
        click.echo(_manual(explain))
        return
    if path is None:
        raise click.UsageError("Which folder? Write: lms check PATH")
    if (rewrite or diff) and not fixing:
        raise click.UsageError("--rewrite and --diff go with --fix.")
    checker = _checker(path, remembers=not no_cache)
    courses = read_folder(path)
    if fixing:
        _mend(path, courses, checker, rewrite=rewrite, diff=diff, quiet=form != "text")
    loaded = {name: checker.check(name, files) for name, files in courses.items()}
    found = Found(path, labelled({name: course.problems for name, course in loaded.items()}))
    counts = {
        "files": sum(len(files) for files in courses.values()),
        "units": sum(len(course.course.units) for course in loaded.values() if course.course),
    }
    click.echo(show(found, form, counts, catalogues()))
    if not found.ok:
        sys.exit(1)


@dataclass(frozen=True, slots=True)
class Checker:
    """Checks courses as this installation has decided, and may remember what it found."""

    path: Path
    types: Sequence[ActivityType]
    levels: Mapping[str, str]
    remembers: bool

    def check(self, name: str, files: Mapping[str, bytes]) -> Loaded:
        """Everything wrong with a course."""
        place = memory(self.path, name) if self.remembers else None
        return check_course(files, self.types, Reader(default_types(self.types), place), name=name, levels=self.levels)


def _checker(path: Path, *, remembers: bool) -> Checker:
    folder = data_folder()
    settings = load_settings({"data": folder} if folder else None)
    types = list(Features((*built_in(), *installed())).types.values())
    return Checker(path, types, decided(settings.lint_severity, settings.gender_signs), remembers)


def _manual(rule: str) -> str:
    text = explain_rule(rule)
    if text is None:
        raise LmsError(Message("There is no manual page for the rule “%(rule)s”.", {"rule": rule}))
    return text


def labelled(found: Mapping[str, Sequence[Problem]]) -> list[tuple[str, Problem]]:
    """All problems with the path under which they are shown: several courses are told apart by their folder."""
    many = len(found) > 1
    return [
        (f"{name}/{problem.path}" if many else problem.path, problem)
        for name, problems in found.items()
        for problem in problems
    ]


def _mend(path: Path, courses: Courses, checker: Checker, *, rewrite: bool, diff: bool, quiet: bool) -> None:
    """Mends files where they stand, and shows what changed."""
    if path.is_file() and path.suffix.lower() != ".md":
        raise LmsError(Message("Files in a ZIP file are not mended. Unpack it and name the folder."))
    for name, files in courses.items():
        changed = fix(files, lambda now, name=name: checker.check(name, now), rewrite=rewrite)  # type: ignore[misc]
        for inner, data in sorted(changed.items()):
            place = _place(path, name, inner, files[inner])
            if not quiet:
                click.echo("".join(_difference(place, files[inner], data)), nl=False)
            if not diff:
                _replace(place, data)
        if not diff:
            files.update(changed)


def _place(path: Path, name: str, inner: str, data: bytes) -> Path:
    """The file behind a path inside a course: the one that still holds what was read."""
    if path.is_file():
        return path
    for root in (path, *(folder for folder in sorted(path.rglob(name)) if folder.is_dir())):
        place = root / inner
        if place.is_file() and not place.is_symlink() and place.read_bytes() == data:
            return place
    raise LmsError(Message("“%(path)s” has another content now. Start again.", {"path": inner}))


def _difference(place: Path, before: bytes, now: bytes) -> Iterator[str]:
    old, new = (data.decode("utf-8", "replace").splitlines(keepends=True) for data in (before, now))
    for line in unified_diff(old, new, place.as_posix(), place.as_posix(), n=1):
        yield line if line.endswith("\n") else f"{line}\n"


def _replace(place: Path, data: bytes) -> None:
    """Writes a file whole or not at all, with the rights that it had."""
    draft = place.with_name(f".{place.name}.{os.getpid()}")
    try:
        draft.write_bytes(data)
        draft.chmod(place.stat().st_mode & 0o777)
        draft.replace(place)
    except OSError as error:
        draft.unlink(missing_ok=True)
        values = {"path": place.as_posix(), "why": error.strerror or ""}
        raise LmsError(Message("“%(path)s” cannot be written: %(why)s.", values)) from error
