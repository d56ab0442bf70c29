from __future__ import annotations

import re
import sqlite3
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from lms.core.clock import now
from lms.db import db
from lms.people import signing_in, throttle
from lms.people.models import Grant, Person, SignIn
from lms.people.passwords import hash_password, matches
from lms.people.service import deactivate, person_by_email, set_password
from lms.testing import People, add_people, count_queries

PASSWORD = "vier Birnen tanzen"
EMAIL = "aylin.öztürk@stadt.example"
GERMAN = {"Accept-Language": "de"}
_hashed: list[str] = []


@pytest.fixture
def people(app: Flask) -> People:
    """Six people, of whom the learner has a password."""
    with app.app_context():
        found = add_people()
        if not _hashed:
            _hashed.append(hash_password(PASSWORD))
        set_password(db.session.get_one(Person, found.learner), _hashed[0])
        db.session.commit()
    return found


def enter(client: FlaskClient, email: str = EMAIL, password: str = PASSWORD, **more: str) -> TestResponse:
    return client.post("/sign-in", data={"email": email, "password": password, **more}, headers=GERMAN)


def sessions(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(SignIn)) or 0


def test_who_signs_in_gets_to_the_page_that_was_asked_for(app: Flask, client: FlaskClient, people: People) -> None:
    asked = client.get("/me/progress")
    assert asked.location == "/sign-in?next=/me/progress"
    assert 'value="/me/progress"' in client.get(asked.location).text
    assert enter(client, next="/me/progress").location == "/me/progress"
    assert client.get("/me/progress").status_code == 200
    assert sessions(app) == 1


@pytest.mark.parametrize(
    "address", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"]
)
def test_it_never_leads_to_a_foreign_place(client: FlaskClient, people: People, address: str) -> None:
    assert enter(client, next=address).location == "/"


def test_a_wrong_password_and_an_unknown_account_get_the_same_answer(client: FlaskClient, people: People) -> None:
    wrong, unknown = enter(client, password="falsch"), enter(client, email="wer@stadt.example")
    assert wrong.status_code == unknown.status_code == 400
    assert "E-Mail-Adresse oder Passwort stimmen nicht." in wrong.text
    token = re.compile(r'name="csrf_token" value="[^"]+"')
    assert token.sub("", wrong.text).replace(EMAIL, "") == token.sub("", unknown.text).replace("wer@stadt.example", "")
    assert "<title>Fehler: Anmelden" in wrong.text


def test_the_password_is_not_sent_back(client: FlaskClient, people: People) -> None:
    assert "geheim-falsch" not in enter(client, password="geheim-falsch").text


def test_somebody_who_left_does_not_get_in(app: Flask, client: FlaskClient, people: People) -> None:
    with app.app_context():
        deactivate(db.session.get_one(Person, people.learner), at=now())
        db.session.commit()
    assert enter(client).status_code == 400


def test_without_a_password_there_is_no_way_in(client: FlaskClient, people: People) -> None:
    assert enter(client, email="björn.weiß@stadt.example", password="nobody has this password").status_code == 400


def test_signing_out_ends_the_session_on_the_server(app: Flask, client: FlaskClient, people: People) -> None:
    enter(client)
    stolen = client.get_cookie("lms_session")
    assert stolen is not None
    client.post("/sign-out")
    assert sessions(app) == 0
    thief = app.test_client()
    thief.set_cookie("lms_session", stolen.value)
    assert thief.get("/me/progress").status_code == 302


def test_asking_for_the_sign_out_page_changes_nothing(app: Flask, client: FlaskClient, people: People) -> None:
    enter(client)
    assert client.get("/sign-out").status_code == 200
    assert sessions(app) == 1


def test_a_session_of_before_does_not_survive_signing_in(client: FlaskClient, people: People) -> None:
    with client.session_transaction() as session:
        session["planted"] = "by somebody else"
    enter(client)
    with client.session_transaction() as session:
        assert "planted" not in session


def test_twenty_wrong_tries_slow_an_account_down_and_say_until_when(
    app: Flask, client: FlaskClient, people: People
) -> None:
    with app.app_context():
        for _ in range(19):
            throttle.note("sign-in", EMAIL, now())
        db.session.commit()
    assert enter(client, password="falsch").status_code == 400
    answer = enter(client)
    assert answer.status_code == 429
    assert "geht es wieder" in answer.text
    assert 0 < int(answer.headers["Retry-After"]) <= 900
    assert sessions(app) == 0


def test_it_works_again_when_the_time_is_over(app: Flask, client: FlaskClient, people: People) -> None:
    with app.app_context():
        for _ in range(20):
            throttle.note("sign-in", EMAIL, now() - timedelta(minutes=16))
        db.session.commit()
    assert enter(client).status_code == 302


def test_many_accounts_from_one_address_are_slowed_down_too(app: Flask, client: FlaskClient, people: People) -> None:
    with app.app_context():
        for _ in range(20):
            throttle.note("sign-in from", "127.0.0.1", now())
        db.session.commit()
    assert enter(client, email="wer@stadt.example").status_code == 429


def test_a_page_of_somebody_signed_in_asks_once_who_it_is(app: Flask, client: FlaskClient, people: People) -> None:
    enter(client)
    with count_queries(app) as statements:
        client.get("/accessibility")
    assert len([statement for statement in statements if "session" in statement]) == 1


def test_the_sign_in_page_has_no_role_buttons_outside_a_demo(client: FlaskClient, people: People) -> None:
    assert "/demo/sign-in" not in client.get("/sign-in").text


def test_forms_tell_password_managers_what_they_are(client: FlaskClient) -> None:
    page = client.get("/sign-in").text
    assert 'autocomplete="username"' in page
    assert 'autocomplete="current-password"' in page
    assert "onpaste" not in page
    assert "<script" not in page


def test_the_language_of_a_person_is_kept_with_the_account(app: Flask, client: FlaskClient, people: People) -> None:
    client.get("/language/en")
    enter(client)
    with app.app_context():
        known = person_by_email(EMAIL)
        assert known is not None
        assert known.locale == "en"
    other = app.test_client()
    enter(other)
    cookie = other.get_cookie("lms_language")
    assert cookie is not None
    assert cookie.value == "en"


def test_a_role_that_ended_yesterday_opens_nothing(app: Flask, client: FlaskClient, people: People) -> None:
    with app.app_context():
        yesterday = now().date() - timedelta(days=1)
        db.session.add(Grant(person_id=people.learner, role="coordinator", until=yesterday))
        db.session.commit()
    enter(client)
    assert client.get("/desk/certified").status_code in (403, 404)


@pytest.mark.parametrize("database_url", [""])
@pytest.mark.parametrize("password", [PASSWORD, "falsch"])
def test_nobody_waits_while_a_password_is_checked(
    app: Flask, client: FlaskClient, people: People, monkeypatch: pytest.MonkeyPatch, password: str, database_url: str
) -> None:
    """Another connection can take the write lock at once in the slow moment, even from a browser signed in before."""
    free = []

    def slow(typed: str, kept: str | None) -> bool:
        other = sqlite3.connect(app.extensions["lms"].settings.data / "lms.sqlite3", timeout=0, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        other.execute("ROLLBACK")
        other.close()
        free.append(True)
        return matches(typed, kept)

    enter(client)
    monkeypatch.setattr(signing_in, "matches", slow)
    enter(client, password=password)
    assert free == [True]
