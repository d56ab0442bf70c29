from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from lms.db import db
from lms.people.demo import choices, mark_as_demo
from lms.people.identities import Identity
from lms.people.models import Person
from lms.people.service import deactivate
from lms.testing import MONDAY, MakeApp, People, add_people


@pytest.fixture
def demo(app: Flask, people: People) -> People:
    """The six people in a database that says it is a demo."""
    with app.app_context():
        mark_as_demo()
        db.session.commit()
    return people


def test_a_demo_offers_a_person_for_each_role_that_somebody_has(app: Flask, demo: People) -> None:
    with app.app_context():
        found = [(str(choice.label), choice.person_id, choice.office) for choice in choices()]
    assert found == [
        ("Learn", demo.learner, "Bürgeramt"),
        ("Write courses", demo.trainer, "Akademie"),
        ("Coordinate", demo.coordinator, "Dezernat I"),
        ("Lead", demo.manager, "Bürgeramt"),
    ]


def test_one_click_signs_in(client: FlaskClient, demo: People) -> None:
    page = client.get("/sign-in?next=/me/progress").text
    assert f'name="person" value="{demo.trainer}"' in page
    answer = client.post("/demo/sign-in", data={"person": demo.trainer, "next": "/me/progress"})
    assert answer.location == "/me/progress"
    assert "Clara Đorđević" in client.get("/me/progress").text


@pytest.mark.parametrize("method", ["get", "post"])
def test_on_any_other_database_the_address_does_not_exist(client: FlaskClient, people: People, method: str) -> None:
    answer = getattr(client, method)("/demo/sign-in", data={"person": people.learner})
    assert answer.status_code == 404
    assert client.get("/me/progress").status_code == 302


def test_without_a_token_the_answer_is_no_other(make: MakeApp) -> None:
    app = make(WTF_CSRF_ENABLED=True)
    assert app.test_client().post("/demo/sign-in", data={"person": 1}).status_code == 404


def test_a_foreign_page_cannot_press_the_button(make: MakeApp) -> None:
    app = make(WTF_CSRF_ENABLED=True)
    with app.app_context():
        people = add_people()
        mark_as_demo()
        db.session.commit()
    client = app.test_client()
    assert client.post("/demo/sign-in", data={"person": people.learner}).status_code == 400
    token = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/sign-in").text)
    assert token
    answer = client.post("/demo/sign-in", data={"person": people.learner, "csrf_token": token[1]})
    assert answer.status_code == 302


def test_nobody_is_nobody_and_who_left_too(app: Flask, client: FlaskClient, demo: People) -> None:
    with app.app_context():
        deactivate(db.session.get_one(Person, demo.learner), at=MONDAY)
        db.session.commit()
    for person in (demo.learner, 999, "x", ""):
        assert client.post("/demo/sign-in", data={"person": person}).status_code == 404


class Host:
    """A host application that nobody has signed in to."""

    def current(self) -> Identity | None:
        return None

    def sign_in_url(self, next: str) -> str:
        return f"/host/in?to={next}"

    def sign_out_url(self) -> str:
        return "/host/out"


def test_inside_a_host_all_accounts_are_the_hosts(make: Callable[..., Flask]) -> None:
    client = make(identity=Host()).test_client()
    assert client.get("/sign-in?next=/me/progress").location == "/host/in?to=/me/progress"
    assert client.post("/sign-in", data={"email": "a", "password": "b"}).location == "/host/in?to=/"
    assert client.post("/sign-out").location == "/host/out"
    assert client.get("/me/progress").location == "/host/in?to=/me/progress"
    for address in ("/password", "/invitation/x", "/password/x", "/demo/sign-in"):
        assert client.get(address).status_code == 404
    assert client.get("/report-barrier").status_code == 200
