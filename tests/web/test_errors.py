"""When something fails, a page says so, nothing is half saved, and a number helps to find it."""

from __future__ import annotations

import errno
import logging
import sqlite3
from collections.abc import Callable, Sequence

import pytest
from flask import Blueprint, Flask
from flask.testing import FlaskClient
from sqlalchemy import event, func, select

from lms.core.errors import LmsError
from lms.core.message import Message
from lms.db import db
from lms.features import Feature
from lms.people.models import OrgUnit
from lms.privacy.matrix import cell
from lms.testing import MakeApp, People

ENGLISH = {"Accept-Language": "en"}


def blueprints() -> Sequence[Blueprint]:
    """Views that fail in every way."""
    blueprint = Blueprint("fails", __name__, url_prefix="/fails")

    def add(name: str, fail: Callable[[], None]) -> None:
        def view() -> str:
            db.session.add(OrgUnit(name=f"half of {name}"))
            db.session.flush()
            fail()
            db.session.commit()
            return "done"

        blueprint.add_url_rule(f"/{name}", name, cell("own")(view), methods=["POST"])

    def expected() -> None:
        raise LmsError(Message("The lid is closed. Open it first."))

    def full() -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    def unexpected() -> None:
        raise ValueError("secret words of a person")

    add("well", lambda: None)
    add("expected", expected)
    add("full", full)
    add("unexpected", unexpected)
    return (blueprint,)


@pytest.fixture
def app(make: MakeApp) -> Flask:
    return make((Feature("fails", blueprints=blueprints),), TESTING=False)


@pytest.fixture
def learner(people: People, as_person: Callable[[int], FlaskClient]) -> FlaskClient:
    return as_person(people.learner)


def halves(app: Flask) -> int:
    with app.app_context():
        found = select(func.count(OrgUnit.id)).where(OrgUnit.name.startswith("half"))
        return db.session.scalar(found) or 0


def test_an_expected_failure_is_one_sentence_and_writes_nothing(app: Flask, learner: FlaskClient) -> None:
    page = learner.post("/fails/expected", headers=ENGLISH)
    assert (page.status_code, "The lid is closed. Open it first." in page.text) == (400, True)
    assert halves(app) == 0


def test_a_full_disk_is_said_and_writes_nothing(app: Flask, learner: FlaskClient) -> None:
    page = learner.post("/fails/full", headers=ENGLISH)
    assert (page.status_code, "cannot be saved at the moment" in page.text) == (503, True)
    assert halves(app) == 0
    assert learner.post("/fails/well").text == "done"
    assert halves(app) == 1


def test_the_unexpected_shows_no_trace_and_logs_a_number_without_the_page(
    app: Flask, learner: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING, "lms.failures"):
        page = learner.post("/fails/unexpected", headers=ENGLISH)
    assert page.status_code == 500
    assert "Traceback" not in page.text
    assert "secret words" not in page.text
    number = next(r.getMessage().split()[1].rstrip(":") for r in caplog.records if "reference" in r.getMessage())
    assert number in page.text
    assert halves(app) == 0


@pytest.mark.parametrize("database_url", [""])
def test_a_locked_database_is_said_and_the_next_try_succeeds(app: Flask, learner: FlaskClient) -> None:
    with app.app_context():
        engine = db.engine
        path = engine.url.database

    @event.listens_for(engine, "checkout")
    def hurry(connection: sqlite3.Connection, record: object, proxy: object) -> None:
        connection.execute("PRAGMA busy_timeout=50")

    other = sqlite3.connect(str(path), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    page = learner.post("/fails/well", headers=ENGLISH)
    assert (page.status_code, "cannot be saved at the moment" in page.text) == (503, True)
    assert learner.get("/readyz").status_code == 503
    other.execute("ROLLBACK")
    other.close()
    assert learner.post("/fails/well").text == "done"
    assert learner.get("/readyz").status_code == 200


def test_a_reading_request_may_not_write(
    make: MakeApp, people: People, as_person: Callable[[int], FlaskClient]
) -> None:
    def writing() -> Sequence[Blueprint]:
        blueprint = Blueprint("sneaky", __name__)

        @blueprint.get("/sneaky")
        @cell("public")
        def sneaky() -> str:
            db.session.add(OrgUnit(name="sneaky"))
            db.session.flush()
            return "written"

        return (blueprint,)

    sneaky = make((Feature("sneaky", blueprints=writing),), TESTING=False)
    assert sneaky.test_client().get("/sneaky").status_code == 500
