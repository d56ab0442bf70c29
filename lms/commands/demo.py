"""The demo: an invented town on this machine only."""

from __future__ import annotations

import shutil
from pathlib import Path

import click

from lms.app import create_app
from lms.cli import data_folder
from lms.core.clock import now
from lms.core.errors import LmsError
from lms.core.message import Message
from lms.db import db
from lms.migrate import upgrade as migrate
from lms.people.demo import choices, is_demo
from lms.web.texts import say

FOLDER = Path("demo-data")
SETTINGS = {
    "organisation": "Stadt Musterstadt",
    "issuer": "Stadt Musterstadt, Personalentwicklung",
    "contact_email": "lernen@musterstadt.example",
    "contact_phone": "0123 456-789",
    "privacy_contact": "Ursula Weiß-Jäckel, Rathausplatz 1, 12345 Musterstadt, datenschutz@musterstadt.example",
    "accessibility_date": "21.11.2026",
    "accessibility_body": "Schlichtungsstelle des Landes, Beispielweg 2, 12345 Musterstadt",
    "imprint": "Stadt Musterstadt, Rathausplatz 1, 12345 Musterstadt. Vertreten durch die Oberbürgermeisterin.",
}


@click.command()
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--reset", is_flag=True, help="Begin anew; what was done in the demo is deleted.")
@click.option("--fill-only", is_flag=True, help="Make the town, but do not serve it.")
def demo(port: int, reset: bool, fill_only: bool) -> None:
    """Fill an invented town and serve it on 127.0.0.1."""
    from lms.commands.serve import run

    data = data_folder() or FOLDER
    if reset and data.exists():
        _refuse_real(data)
        shutil.rmtree(data)
    new = not (data / "lms.sqlite3").exists()
    if new:
        _make(data)
    app = create_app({"data": data, "public_url": f"http://127.0.0.1:{port}", "database_url": ""})
    runtime = app.extensions["lms"]
    migrate(runtime.settings, runtime.features)
    with app.app_context():
        if not is_demo():
            raise LmsError(Message("%(data)s is no demo. Use “lms serve” for it.", {"data": str(data)}))
        for choice in choices():
            click.echo(f"  {say(choice.label):<20} {choice.name}, {choice.office}")
    click.echo("  Sign in with one click: choose a role on the sign-in page.")
    if not fill_only:
        run(runtime.settings, "127.0.0.1", port)


def _make(data: Path) -> None:
    """Makes the town beside its final place, so that a half-filled one is never served."""
    from lms.demo.filling import fill

    partial = data.with_name(data.name + ".part")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True)
    (partial / "settings.toml").write_text("".join(f'{name} = "{value}"\n' for name, value in SETTINGS.items()))
    app = create_app({"data": partial, "database_url": ""})
    runtime = app.extensions["lms"]
    migrate(runtime.settings, runtime.features)
    fill(app, at=now(), say=click.echo)
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    if data.exists():
        data.rmdir()
    partial.rename(data)


def _refuse_real(data: Path) -> None:
    """Deletes nothing but a demo."""
    if not (data / "lms.sqlite3").exists():
        raise LmsError(Message("%(data)s is no demo. It is not deleted.", {"data": str(data)}))
    app = create_app({"data": data, "database_url": ""})
    with app.app_context():
        known = is_demo()
        db.session.remove()
        db.engine.dispose()
    if not known:
        raise LmsError(Message("%(data)s is no demo. It is not deleted.", {"data": str(data)}))
