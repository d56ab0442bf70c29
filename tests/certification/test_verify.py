"""Anybody can verify a certificate, and learns nothing about the person."""

from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from lms.certification.number import new_number
from lms.certification.throttle import note_wrong_try, seconds_to_wait
from lms.db import db
from lms.people.models import SignInAttempt
from lms.people.throttle import TRIES, WINDOW
from lms.testing import MONDAY, add_person
from tests.certification.awarding import ISSUED, add_award, revoke
from tests.certification.conftest import Clock

GERMAN = {"Accept-Language": "de"}


@pytest.fixture
def number(app: Flask, clock: Clock) -> str:
    """The number of an award of Ayşe Yıldırım."""
    with app.app_context():
        award = add_award(add_person("Ayşe", "Yıldırım"))
        db.session.commit()
        return award.number


def ask(client: FlaskClient, number: str, surname: str, address: str = "192.0.2.1") -> TestResponse:
    return client.post(
        "/verify",
        data={"number": number, "surname": surname},
        headers=GERMAN,
        environ_base={"REMOTE_ADDR": address},
        follow_redirects=True,
    )


def tries(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count(SignInAttempt.id))) or 0


def test_number_and_surname_tell_that_it_is_valid(client: FlaskClient, number: str) -> None:
    page = ask(client, number.lower().replace("-", " "), "yildirim").text
    assert "<b>Gültig</b>" in page
    assert "heute, am 25.11.2026" in page
    assert "Q-SER-Mentorin / Q-SER-Mentor" in page
    assert "24.11.2028" in page


def test_the_code_on_paper_leads_to_the_same_answer(client: FlaskClient, number: str) -> None:
    answer = client.get(f"/certificates/{number}", headers=GERMAN)
    assert answer.status_code == 200
    assert "<b>Gültig</b>" in answer.text


def test_the_page_never_says_the_name_the_office_or_what_was_done(client: FlaskClient, number: str) -> None:
    page = client.get(f"/certificates/{number}").text
    for part in ("Ayşe", "Yıldırım", "yildirim", "Bürgeramt", "Rollen", "Mentoring im Q-SER-Modell"):
        assert part not in page


def test_the_pages_stay_out_of_search_engines_and_caches(client: FlaskClient, number: str) -> None:
    for answer in (client.get("/verify"), client.get(f"/certificates/{number}"), client.get("/certificates/x")):
        assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
        assert answer.headers["Cache-Control"] == "no-store"
        assert '<meta name="robots" content="noindex' in answer.text


@pytest.mark.parametrize(
    ("valid_until", "word"),
    [
        (None, "Gültig"),
        (date(2026, 11, 25), "Gültig"),
        (date(2026, 12, 1), "Gültig"),
        (date(2026, 11, 24), "Abgelaufen"),
    ],
)
def test_a_stranger_learns_valid_or_expired_and_never_that_it_expires_soon(
    app: Flask, client: FlaskClient, clock: Clock, valid_until: date | None, word: str
) -> None:
    with app.app_context():
        award = add_award(add_person("Ada"), valid_until=valid_until)
        db.session.commit()
        page = client.get(f"/certificates/{award.number}", headers=GERMAN).text
    assert f"<b>{word}</b>" in page
    assert "bald" not in page


def test_a_revocation_is_public_and_its_reason_is_not(app: Flask, client: FlaskClient, clock: Clock) -> None:
    with app.app_context():
        award = add_award(add_person("Ada"))
        revoke(award, ISSUED, "Geheimer Grund")
        db.session.commit()
        page = client.get(f"/certificates/{award.number}", headers=GERMAN).text
    assert "<b>Widerrufen</b>" in page
    assert "Geheimer Grund" not in page


def test_a_wrong_surname_and_an_unknown_number_get_the_same_neutral_answer(client: FlaskClient, number: str) -> None:
    known, unknown = ask(client, number, "Meier"), ask(client, new_number(), "Meier")
    for answer in (known, unknown):
        assert "Dazu wurde nichts gefunden" in answer.text
        assert "Gültig" not in answer.text
    assert known.status_code == unknown.status_code


def test_a_slip_in_typing_is_said_at_the_field_and_costs_no_try(app: Flask, client: FlaskClient, number: str) -> None:
    page = ask(client, number[:-1] + ("0" if number[-1] != "0" else "1"), "Yıldırım").text
    assert "stimmt ein Zeichen nicht" in page
    assert "<title>Fehler: " in page
    assert number[:-1] in page
    assert tries(app) == 0


def test_what_is_missing_is_named(client: FlaskClient, number: str) -> None:
    page = ask(client, "", " ").text
    assert "Bitte geben Sie die Nummer des Zertifikats ein." in page
    assert "Bitte geben Sie den Familiennamen ein" in page


def test_an_unknown_address_says_so_and_keeps_the_number_in_the_form(client: FlaskClient, number: str) -> None:
    other = new_number()
    answer = client.get(f"/certificates/{other}", headers=GERMAN)
    assert answer.status_code == 404
    assert "Dazu wurde nichts gefunden" in answer.text
    assert f'value="{other}"' in answer.text


def test_twenty_wrong_tries_slow_an_address_down_for_a_while(
    app: Flask, client: FlaskClient, clock: Clock, number: str
) -> None:
    for _ in range(TRIES // 2):
        assert ask(client, number, "Meier").status_code == 200
        client.get(f"/certificates/{new_number()}", environ_base={"REMOTE_ADDR": "192.0.2.1"})
    slowed = ask(client, number, "Yıldırım")
    assert slowed.status_code == 429
    assert slowed.headers["Retry-After"] == "900"
    assert client.get(f"/certificates/{number}", environ_base={"REMOTE_ADDR": "192.0.2.1"}).status_code == 429
    assert ask(client, number, "Yıldırım", address="192.0.2.2").status_code == 200
    clock.at += WINDOW
    assert "<b>Gültig</b>" in ask(client, number, "Yıldırım").text


def test_right_tries_are_not_counted(app: Flask, client: FlaskClient, number: str) -> None:
    for _ in range(TRIES + 1):
        assert ask(client, number, "Yıldırım").status_code == 200
    assert tries(app) == 0


def test_no_address_is_kept(app: Flask, context: None) -> None:
    note_wrong_try("192.0.2.77", at=MONDAY)
    [row] = db.session.scalars(select(SignInAttempt)).all()
    assert "192" not in row.subject
    assert len(row.subject) == 64


def test_a_line_with_many_ipv6_addresses_is_one_address(app: Flask, context: None) -> None:
    for n in range(TRIES):
        note_wrong_try(f"2001:db8:0:1::{n:x}", at=MONDAY)
    assert seconds_to_wait("2001:db8:0:1:ffff::1", at=MONDAY) == WINDOW.total_seconds()
    assert not seconds_to_wait("2001:db8:0:2::1", at=MONDAY)
    assert not seconds_to_wait("unix:", at=MONDAY)


def test_the_form_needs_its_token(make: object, number: str, app: Flask) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    assert app.test_client().post("/verify", data={"number": number, "surname": "x"}).status_code == 400
