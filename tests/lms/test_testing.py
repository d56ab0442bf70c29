"""The fixtures that tests and plug-ins build on."""

from __future__ import annotations

import socket
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select, text

from lms.db import db
from lms.people.current import person_with_roles
from lms.people.models import Person
from lms.testing import People, add_person, count_queries


def test_the_database_is_the_one_that_the_test_is_named_after(app: Flask, request: pytest.FixtureRequest) -> None:
    with app.app_context():
        assert db.engine.dialect.name == request.node.callspec.params["database_url"]


@pytest.mark.parametrize("turn", [1, 2])
def test_each_test_begins_with_no_rows_and_numbers_from_one(app: Flask, turn: int) -> None:
    with app.app_context():
        assert db.session.scalar(select(func.count(Person.id))) == 0
        assert add_person("Ada").id == 1
        db.session.commit()


def test_a_second_application_sees_the_data_of_the_first(make: Callable[[], Flask]) -> None:
    with make().app_context():
        add_person("Ada")
        db.session.commit()
    with make().app_context():
        assert db.session.scalar(select(Person.given)) == "Ada"


def test_the_people_have_their_roles_where_they_should(app: Flask, people: People) -> None:
    with app.app_context():
        viewers = {name: person_with_roles(person) for name, person in people.everybody().items()}
    office = viewers["learner"].org_path
    assert viewers["coordinator"].holds("coordinator", office)
    assert viewers["manager"].holds("manager", office)
    assert not viewers["coordinator"].holds("coordinator", viewers["outsider"].org_path)
    assert viewers["trainer"].teaches("q-ser-mentor")
    assert viewers["learner"].roles == ()


def test_somebody_who_is_signed_in_reaches_their_own_pages(
    client: FlaskClient, people: People, as_person: Callable[[int], FlaskClient]
) -> None:
    assert client.get("/me/progress").status_code == 302
    assert as_person(people.learner).get("/me/progress").status_code == 200


def test_statements_are_counted(app: Flask) -> None:
    with app.app_context(), count_queries(app) as statements:
        db.session.execute(text("SELECT 1"))
        db.session.execute(text("SELECT 2"))
    assert statements[-2:] == ["SELECT 1", "SELECT 2"]


def test_a_test_cannot_reach_the_outside_world() -> None:
    with socket.socket() as connection, pytest.raises(AssertionError, match="tried to reach"):
        connection.connect(("192.0.2.1", 80))
