"""Setting up an installation and keeping it up to date."""

from __future__ import annotations

import click

from lms.cli import application
from lms.migrate import upgrade as migrate


@click.command()
def init() -> None:
    """Create the data folder, the keys and the tables."""
    runtime = application().extensions["lms"]
    migrate(runtime.settings, runtime.features)
    click.echo(f"Ready: {runtime.settings.data.absolute()}")


@click.command()
def upgrade() -> None:
    """Bring the database to the newest state, after a copy."""
    runtime = application().extensions["lms"]
    moved = migrate(runtime.settings, runtime.features)
    click.echo("Upgraded: " + ", ".join(moved) if moved else "Everything is up to date.")
