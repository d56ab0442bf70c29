"""What tests of Lernlotse and of its plug-ins share: ready applications, named people, counted statements.

A plug-in writes ``pytest_plugins = ["lms.testing"]`` in its ``conftest.py`` and has the fixtures below.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, select

from lms.app import create_app
from lms.core.clock import now
from lms.db import db
from lms.features import Feature, Features
from lms.migrate import upgrade
from lms.people.current import token_hash
from lms.people.models import Grant, OrgUnit, Person, SignIn
from lms.search.folding import fold_for_search, sort_key
from lms.settings import Settings

Prepare = Callable[[Settings, Features], object]
MakeApp = Callable[..., Flask]

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
"""A moment to pass as ``at=``: a Monday in winter, ten o'clock in Berlin."""


def make_app(
    data: Path,
    features: Iterable[Feature] | None = (),
    *,
    prepare: Prepare = upgrade,
    identity: Any = None,
    **config: Any,
) -> Flask:
    """An empty installation in a folder: its tables are there, forms need no token, failures come through.

    It has the features that are named; ``None`` stands for everything that is installed.
    """
    given = {"data": data, "TESTING": True, "WTF_CSRF_ENABLED": False, **config}
    app = create_app(given, None if features is None else tuple(features), identity)
    runtime = app.extensions["lms"]
    prepare(runtime.settings, runtime.features)
    return app


def let_go(app: Flask) -> None:
    """Closes the connections of an application that is needed no more."""
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@contextmanager
def count_queries(app: Flask) -> Iterator[list[str]]:
    """The statements that an application sends to its database meanwhile."""
    statements: list[str] = []

    def note(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        statements.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(engine, "before_cursor_execute", note)


def add_org_unit(label: str) -> OrgUnit:
    """The org unit of a path such as ``Stadt/Dezernat/Amt``; what is missing of it is made."""
    parent: OrgUnit | None = None
    done: list[str] = []
    for name in label.split("/"):
        done.append(name)
        unit = db.session.scalar(select(OrgUnit).where(OrgUnit.label == "/".join(done)))
        if unit is None:
            unit = OrgUnit(name=name, parent_id=parent.id if parent else None, label="/".join(done))
            db.session.add(unit)
            db.session.flush()
            unit.path = f"{parent.path if parent else '/'}{unit.id}/"
        parent = unit
    db.session.flush()
    assert parent is not None
    return parent


def add_person(
    given: str, family: str = "", *, email: str | None = None, org: str = "", at: datetime | None = None
) -> Person:
    """A person with an account; without an address of their own they get one at ``stadt.example``."""
    email = email or f"{'.'.join(part for part in (given, family) if part).lower()}@stadt.example"
    person = Person(
        given=given,
        family=family,
        email=email,
        org_unit_id=add_org_unit(org).id if org else None,
        sort_key=sort_key(family, given),
        search=fold_for_search(given, family, email),
        fs_uniquifier=secrets.token_hex(16),
        created_at=at or now(),
    )
    db.session.add(person)
    db.session.flush()
    return person


def grant(person: Person, role: str, *, course: str = "", org: str = "", until: date | None = None) -> Grant:
    """A role: for one course, for one org unit and all below it, or everywhere."""
    kind, scope = ("course", course) if course else ("org", add_org_unit(org).path) if org else ("everywhere", "")
    given = Grant(person_id=person.id, role=role, scope_kind=kind, scope=scope, until=until)
    db.session.add(given)
    db.session.flush()
    return given


def sign_in(client: FlaskClient, person_id: int, *, days: int = 1) -> FlaskClient:
    """Signs somebody in without a password, as a row of the session table and a cookie; ends a work of its own."""
    token = secrets.token_urlsafe(32)
    with client.application.app_context():
        at = now()
        row = SignIn(
            token_hash=token_hash(token), person_id=person_id, created_at=at, expires_at=at + timedelta(days=days)
        )
        db.session.add(row)
        db.session.commit()
    with client.session_transaction() as session:
        session["token"] = token
    return client


@dataclass(frozen=True, slots=True)
class People:
    """The ids of six people whose names say what they are."""

    learner: int
    colleague: int
    trainer: int
    coordinator: int
    manager: int
    outsider: int

    def everybody(self) -> dict[str, int]:
        """Each of them by what they are."""
        return {name: getattr(self, name) for name in self.__slots__}


def add_people(course: str = "") -> People:
    """Two learners of one office; their course's trainer, coordinator and manager; and an outsider."""
    learner = add_person("Aylin", "Öztürk", org="Stadt/Dezernat I/Bürgeramt")
    colleague = add_person("Björn", "Weiß", org="Stadt/Dezernat I/Bürgeramt")
    trainer = add_person("Clara", "Đorđević", org="Stadt/Akademie")
    coordinator = add_person("Dragan", "Novák", org="Stadt/Dezernat I")
    manager = add_person("Eva", "Sørensen", org="Stadt/Dezernat I/Bürgeramt")
    outsider = add_person("Finn", "Straßer", org="Stadt/Dezernat II/Bauamt")
    grant(trainer, "trainer", course=course)
    grant(coordinator, "coordinator", org="Stadt/Dezernat I")
    grant(manager, "manager", org="Stadt/Dezernat I/Bürgeramt")
    return People(learner.id, colleague.id, trainer.id, coordinator.id, manager.id, outsider.id)


@pytest.fixture
def database_url() -> str:
    """Where the tables go; empty means SQLite in the folder of the test."""
    return ""


@pytest.fixture
def prepare_database() -> Prepare:
    """Makes the tables; a project with many tests may copy ready ones instead."""
    return upgrade


@pytest.fixture
def make(tmp_path: Path, database_url: str, prepare_database: Prepare) -> Iterator[MakeApp]:
    """Makes applications: ``make(features=(…,), organisation="Stadt")``; a second one sees the same data."""
    made: list[Flask] = []

    def make_one(features: Iterable[Feature] | None = (), **config: Any) -> Flask:
        ready: Prepare = upgrade if made else prepare_database
        app = make_app(tmp_path / "data", features, prepare=ready, database_url=database_url, **config)
        made.append(app)
        return app

    yield make_one
    for app in made:
        let_go(app)


@pytest.fixture
def features() -> tuple[Feature, ...] | None:
    """The features of ``app``; none unless a folder's ``conftest.py`` names some, and ``None`` for all."""
    return ()


@pytest.fixture
def app(make: MakeApp, features: tuple[Feature, ...] | None) -> Flask:
    """An application with ``features`` and an empty database."""
    return make(features)


@pytest.fixture
def context(app: Flask) -> Iterator[None]:
    """Work outside a request, as a command does it: services may be called; commit before a client asks."""
    with app.app_context():
        yield


@pytest.fixture
def people(app: Flask) -> People:
    """Six people, ready to be signed in."""
    with app.app_context():
        found = add_people()
        db.session.commit()
    return found


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A visitor's browser."""
    return app.test_client()


@pytest.fixture
def as_person(app: Flask) -> Callable[[int], FlaskClient]:
    """The browser of somebody who is signed in: ``as_person(people.learner).get("/")``."""
    return lambda person_id: sign_in(app.test_client(), person_id)
