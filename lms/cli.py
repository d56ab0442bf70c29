"""The command ``lms``: one entry point for everything that needs no browser."""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path
from typing import Any

import click
from flask import Flask
from flask.cli import ScriptInfo
from sqlalchemy.exc import OperationalError

from lms.core.errors import LmsError
from lms.core.message import Message

DATA = "lms.data"
SILENT = Message("The database does not answer. Check the setting “database_url”.")
log = logging.getLogger("lms.cli")


class Commands(click.Group):
    """The kernel's commands and those of features, looked up when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names."""
        return sorted(_commands())

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """One command."""
        return _commands().get(name)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--data", type=click.Path(path_type=Path), help="Folder of the installation (default: LMS_DATA or ./lms-data)."
)
@click.pass_context
def lms(ctx: click.Context, data: Path | None) -> None:
    """Lernlotse: courses, discussion and certificates for public administration."""
    ctx.meta[DATA] = data


def main() -> None:
    """Runs a command; an expected failure is one sentence on standard error.

    What a command writes is for its owner only: a database and a backup hold names, and keys beside them.
    """
    os.umask(0o077)
    try:
        lms(standalone_mode=False)
    except LmsError as error:
        click.echo(_said(error), err=True)
        sys.exit(1)
    except OperationalError as error:
        log.debug("database", exc_info=error)
        click.echo(_said(LmsError(SILENT)), err=True)
        sys.exit(1)
    except OSError as error:
        what = Message("%(what)s: %(why)s", {"what": error.filename or "lms", "why": error.strerror or str(error)})
        click.echo(_said(LmsError(what)), err=True)
        sys.exit(1)
    except click.exceptions.Exit as done:
        sys.exit(done.exit_code)
    except click.Abort:
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)


def _said(error: LmsError) -> str:
    """The sentence in the shell's language; in English while not even the features can be loaded."""
    from lms.commands.language import catalogues

    try:
        return catalogues()(error.message)
    except LmsError:
        return str(error)


def application(**config: Any) -> Flask:
    """The application of the installation that the command line names; inside a host, the host's."""
    context = click.get_current_context(silent=True)
    script = context.find_object(ScriptInfo) if context else None
    if script is not None:
        inner: Flask = script.load_app().extensions["lms_app"]
        return inner
    from lms.app import create_app

    data = data_folder()
    return create_app({**({"data": data} if data else {}), **config})


def data_folder() -> Path | None:
    """The folder that ``--data`` names."""
    context = click.get_current_context(silent=True)
    folder: Path | None = context.meta.get(DATA) if context else None
    return folder


def _commands() -> dict[str, click.Command]:
    from lms.commands import COMMANDS
    from lms.features import built_in, installed

    found = list(COMMANDS)
    for feature in (*built_in(), *installed()):
        found.extend(feature.commands() if feature.commands else ())
    return {command.name: command for command in found if command.name}
