"""Courses to and from files of other programs, on the command line."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from courses.exchange.content import content_of, revision_of
from lms.commands.language import Words, catalogues
from lms.commands.ready import ready_application
from lms.core.errors import LmsError
from lms.core.exchange import Exported, Exporter, Lost
from lms.core.message import Message, plural
from lms.db import reading
from lms.features import Features


@click.command("export")
@click.argument("course")
@click.option("--format", "form", required=True, metavar="NAME", help="The format; “lms features” lists them.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="The file to write; “-” is standard output.")
@click.option("--draft", is_flag=True, help="The draft instead of the published version.")
def export_course(course: str, form: str, output: Path | None, draft: bool) -> None:
    """Write a course as a file for another program, and list what it could not take along."""
    app = ready_application()
    format = exporter(app.extensions["lms"].features, form)
    with app.app_context(), reading():
        exported = format.export(content_of(revision_of(course, draft=draft)))
    words = catalogues()
    target = output or Path(course + format.extension)
    _write(target, exported)
    tell_lost(exported.lost, words)
    if str(target) != "-":
        click.echo(words(Message("“%(course)s” is written to %(file)s.", {"course": course, "file": str(target)})))


def exporter(features: Features, name: str) -> Exporter:
    """The export format of a name; without it, a sentence that lists those there are."""
    if name not in features.exporters:
        known = ", ".join(sorted(features.exporters))
        raise LmsError(
            Message("There is no export format “%(name)s”. Possible: %(known)s.", {"name": name, "known": known})
        )
    return features.exporters[name]


def tell_lost(lost: Sequence[Lost], words: Words) -> None:
    """Lists, on standard error, what could not be kept."""
    if lost:
        title = plural("%(n)s thing could not be kept:", "%(n)s things could not be kept:", len(lost))
        click.echo(words(title), err=True)
    for item in lost:
        click.echo(f"  {item.place}: {words(item.reason)}", err=True)


def _write(target: Path, exported: Exported) -> None:
    if str(target) == "-":
        sys.stdout.buffer.write(exported.data)
        return
    try:
        target.write_bytes(exported.data)
    except OSError as error:
        message = Message("%(file)s cannot be written. Choose another place with “-o”.", {"file": str(target)})
        raise LmsError(message) from error
