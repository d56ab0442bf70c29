"""The installation that a command works on, or one sentence about what it still needs."""

from __future__ import annotations

from flask import Flask
from sqlalchemy.exc import OperationalError

from lms.cli import application
from lms.core.errors import LmsError
from lms.core.message import Message
from lms.db import db
from lms.migrate import pending
from lms.settings import Settings


def ready_application() -> Flask:
    """The application, if its database is there and up to date."""
    app = application()
    settings: Settings = app.extensions["lms"].settings
    folder = {"folder": str(settings.data.absolute())}
    if not settings.database_url and not (settings.data / "lms.sqlite3").exists():
        raise LmsError(Message("There is no installation in %(folder)s yet. Run “lms init” first.", folder))
    try:
        with app.app_context():
            waiting = pending(db.engine, app.extensions["lms"].features)
    except OperationalError as error:
        raise LmsError(Message("The database does not answer. Check the setting “database_url”.")) from error
    if waiting:
        raise LmsError(
            Message("The database in %(folder)s is older than the program. Run “lms upgrade” first.", folder)
        )
    return app
