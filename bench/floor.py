"""The floor: the least that any such page costs here, in a small application on the same server and database.

A signed session, one person and one page selected by index, a bare template of the same number of bytes.
Its twin of sending answers inserts the same ten rows in one transaction with the same durability.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import click
from flask import Flask, redirect, render_template, request, session
from flask.typing import ResponseReturnValue
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels
from jinja2 import DictLoader
from sqlalchemy import (
    JSON,
    Column,
    Engine,
    Float,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    bindparam,
    create_engine,
    insert,
    select,
)

from lms.commands.serve import THREADS
from lms.db import UtcDateTime, listen_on_sqlite, sqlite_options
from lms.people.models import Person
from lms.progress.models import Enrolment
from lms.settings import Settings, load_settings

TABLES = MetaData()
PAGES = Table("bench_page", TABLES, Column("id", Integer, primary_key=True), Column("body", Text))
_TURN = ("enrolment_id", "unit", "block", "question", "edition", "shape", "nth")
ANSWERS = Table(  # what a row of an answer holds, with the same rule and index
    "bench_answer",
    TABLES,
    Column("id", Integer, primary_key=True),
    Column("person_id", ForeignKey(Person.__table__.c.id), index=True),
    Column("enrolment_id", ForeignKey(Enrolment.__table__.c.id)),
    *(Column(name, String(60)) for name in ("course", "unit", "block", "question", "shape")),
    *(Column(name, Integer) for name in ("version", "edition", "nth")),
    Column("given", JSON),
    Column("score", Float),
    Column("best", Float),
    Column("at", UtcDateTime),
    UniqueConstraint(*_TURN),
)
TEMPLATE = """<!DOCTYPE html>
<html lang="de"><head><title>Floor</title></head><body><p>{{ given }} {{ family }}</p>
{{ body|safe }}
</body></html>"""
_PERSON = select(Person.id, Person.given, Person.family).where(Person.id == bindparam("person"))
_PAGE = select(PAGES.c.body).where(PAGES.c.id == bindparam("page"))


def create_app() -> Flask:
    """The application for the data folder in ``LMS_DATA`` and the database in ``LMS_DATABASE_URL``."""
    settings = load_settings()
    app = Flask("bench.floor")
    app.secret_key = settings.signing_key
    app.jinja_loader = DictLoader({"page.html": TEMPLATE})
    engine = engine_for(settings)

    @app.get("/page/<int:page>")
    def page(page: int) -> str:
        with engine.connect() as connection:
            person = connection.execute(_PERSON, {"person": session["person"]}).one()
            body = connection.execute(_PAGE, {"page": page}).scalar_one()
        return render_template("page.html", given=person.given, family=person.family, body=body)

    @app.post("/answers/<course>/<unit>/<block>")
    def answers(course: str, unit: str, block: str) -> ResponseReturnValue:
        place = {"course": course, "unit": unit, "block": block}
        with engine.begin() as connection:
            person = connection.execute(_PERSON, {"person": session["person"]}).one()
            connection.execute(insert(ANSWERS), [_answer(person.id, place, key) for key in _keys()])
        return redirect(f"/page/1#{block}", 303)

    return app


def engine_for(settings: Settings) -> Engine:
    """The database as the product opens it."""
    if not settings.database.startswith("sqlite"):
        return create_engine(settings.database, pool_size=8, max_overflow=8)
    engine = create_engine(settings.database, **sqlite_options())
    listen_on_sqlite(engine)
    return engine


def _keys() -> list[str]:
    return [name.removeprefix("answer-") for name in request.form if name.startswith("answer-")]


def _answer(person: int, place: dict[str, str], key: str) -> dict[str, Any]:
    """The row that the product writes, without finding out whether the answer is right."""
    return {
        **place, "person_id": person, "enrolment_id": 2 * person, "question": key, "version": 1, "edition": 1,
        "shape": "bench", "nth": 1, "given": request.form.getlist(f"answer-{key}"), "score": 1.0,
        "best": 1.0, "at": datetime.now(UTC),
    }  # fmt: skip


@click.command()
@click.option("--port", required=True, type=int)
def main(port: int) -> None:
    """Serves the floor with the settings of ``lms serve``."""
    Granian(
        "bench.floor:create_app",
        address="127.0.0.1",
        port=port,
        interface=Interfaces.WSGI,
        factory=True,
        workers=2,
        blocking_threads=THREADS,
        respawn_failed_workers=True,
        websockets=False,
        log_level=LogLevels.warning,
    ).serve()


if __name__ == "__main__":
    main()
