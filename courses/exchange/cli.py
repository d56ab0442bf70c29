"""Courses to and from files of other programs, on the command line."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from courses.exchange.content import content_of, revision_of
from courses.exchange.foreign import beside, read_foreign, write_folder
from lms.commands.language import Words, catalogues
from lms.commands.ready import ready_application
from lms.core.errors import LmsError
from lms.core.exchange import Exported, Exporter, Importer, Lost
from lms.core.message import Message, plural
from lms.db import reading
from lms.features import Features, built_in, installed


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


def take_over(path: Path, name: str, output: Path | None) -> None:
    """Makes a course folder from a foreign file or folder, and lists what could not be kept."""
    features = Features((*built_in(), *installed()))
    files = read_foreign(path)
    format = importer(features, name, files)
    made = format.read(files)
    target = output or path.resolve().parent / beside(path)
    write_folder(target, made.files)
    words = catalogues()
    tell_lost(made.lost, words)
    message = Message(
        "The folder %(folder)s is written. Look at it with “lms check %(folder)s”.", {"folder": str(target)}
    )
    click.echo(words(message))


def importer(features: Features, name: str, files: Mapping[str, bytes]) -> Importer:
    """The import format of a name; “auto” finds the one that knows the files."""
    if name in features.importers:
        return features.importers[name]
    known = ", ".join(sorted(features.importers))
    if name != "auto":
        raise LmsError(
            Message("There is no import format “%(name)s”. Possible: auto, %(known)s.", {"name": name, "known": known})
        )
    for format in features.importers.values():
        if format.detects(files):
            return format
    raise LmsError(Message("No import format knows these files. Name one with “--from”: %(known)s.", {"known": known}))
