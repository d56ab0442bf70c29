"""Invitations and forgotten passwords, from the mail to the page."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from lms.core.clock import now
from lms.core.errors import LmsError
from lms.db import db
from lms.notices.accounts import REQUESTS, invite
from lms.notices.models import OutboxMail
from lms.people.models import Person, SignIn
from lms.people.passwords import hash_password, matches
from lms.people.service import set_password
from lms.testing import People, add_person, sign_in

PHRASE = "zwölf grüne Äpfel"
GERMAN = {"Accept-Language": "de"}


@pytest.fixture
def learner(app: Flask, people: People) -> str:
    """The address of a learner with a password."""
    with app.app_context():
        person = db.session.get_one(Person, people.learner)
        set_password(person, hash_password("vier Birnen tanzen"))
        db.session.commit()
        return person.email or ""


def link_in_last_mail(app: Flask) -> str:
    with app.app_context():
        body = db.session.scalars(select(OutboxMail.body).order_by(OutboxMail.id.desc())).first()
    found = re.search(r"http://127\.0\.0\.1:8000(/\S+)", body or "")
    assert found, body
    return found[1]


def count_mails(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(OutboxMail)) or 0


def password_of(app: Flask, person_id: int) -> str | None:
    with app.app_context():
        return db.session.get_one(Person, person_id).password


def test_accepting_an_invitation_sets_the_password_and_signs_in(
    app: Flask, client: FlaskClient, people: People
) -> None:
    with app.app_context():
        link = invite(db.session.get_one(Person, people.colleague), at=now())
        db.session.commit()
    path = link_in_last_mail(app)
    assert link.endswith(path)
    page = client.get(path, headers=GERMAN)
    assert "Willkommen, Björn Weiß" in page.text
    assert 'autocomplete="new-password"' in page.text
    assert client.post(path, data={"password": PHRASE}).location == "/"
    assert client.get("/me/progress").status_code == 200
    with app.app_context():
        assert matches(PHRASE, password_of(app, people.colleague))


def test_a_link_works_once_and_looking_at_it_does_not_use_it_up(
    app: Flask, client: FlaskClient, people: People
) -> None:
    with app.app_context():
        invite(db.session.get_one(Person, people.colleague), at=now())
        db.session.commit()
    path = link_in_last_mail(app)
    for _ in range(2):
        assert client.get(path).status_code == 200
    client.post(path, data={"password": PHRASE})
    again = client.post(path, data={"password": "eine ganz andere Birne"}, headers=GERMAN)
    assert again.status_code == 410
    assert "14 Tage" in again.text
    with app.app_context():
        assert matches(PHRASE, password_of(app, people.colleague))


def test_a_weak_password_is_explained_and_nothing_changes(app: Flask, client: FlaskClient, people: People) -> None:
    with app.app_context():
        invite(db.session.get_one(Person, people.colleague), at=now())
        db.session.commit()
    answer = client.post(link_in_last_mail(app), data={"password": "BjörnWeiß2026"}, headers=GERMAN)
    assert answer.status_code == 400
    assert "leicht zu erraten" in answer.text
    assert 'href="#password"' in answer.text
    assert password_of(app, people.colleague) is None


def test_somebody_without_an_address_cannot_be_invited(app: Flask) -> None:
    with app.app_context():
        person = add_person("Ayşe")
        person.email = None
        with pytest.raises(LmsError, match="no e-mail address"):
            invite(person, at=now())


def test_a_forgotten_password_is_replaced_by_mail_and_all_devices_are_signed_out(
    app: Flask, client: FlaskClient, people: People, learner: str
) -> None:
    elsewhere = sign_in(app.test_client(), people.learner)
    client.post("/password", data={"email": learner.upper()})
    path = link_in_last_mail(app)
    assert client.post(path, data={"password": PHRASE}).location == "/"
    assert client.get("/me/progress").status_code == 200
    assert elsewhere.get("/me/progress").status_code == 302
    with app.app_context():
        assert matches(PHRASE, password_of(app, people.learner))
        subjects = list(db.session.scalars(select(OutboxMail.subject).order_by(OutboxMail.id)))
        assert subjects[-1] == "Lernlotse: Ihr Passwort wurde geändert"


def test_asking_for_a_link_does_not_tell_whether_an_account_exists(
    app: Flask, client: FlaskClient, learner: str
) -> None:
    answers = [client.post("/password", data={"email": email}) for email in (learner, "wer@stadt.example")]
    assert answers[0].location == answers[1].location == "/password/sent"
    assert answers[0].data == answers[1].data
    assert count_mails(app) == 1


def test_a_mailbox_is_not_flooded(app: Flask, client: FlaskClient, learner: str) -> None:
    for _ in range(REQUESTS + 3):
        assert client.post("/password", data={"email": learner}).location == "/password/sent"
    assert count_mails(app) == REQUESTS


def test_the_link_is_below_the_public_address_whatever_the_request_claims(
    app: Flask, client: FlaskClient, learner: str
) -> None:
    client.post("/password", data={"email": learner}, headers={"Host": "evil.example"})
    with app.app_context():
        assert "evil.example" not in db.session.scalars(select(OutboxMail.body)).one()


def test_changing_the_password_needs_the_present_one_and_ends_the_others(
    app: Flask, people: People, learner: str
) -> None:
    here, elsewhere = (sign_in(app.test_client(), people.learner) for _ in range(2))
    wrong = here.post("/me/password", data={"current_password": "falsch", "password": PHRASE}, headers=GERMAN)
    assert "Das ist nicht Ihr bisheriges Passwort." in wrong.text
    right = here.post("/me/password", data={"current_password": "vier Birnen tanzen", "password": PHRASE})
    assert right.status_code == 200
    assert here.get("/me/progress").status_code == 200
    assert elsewhere.get("/me/progress").status_code == 302
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(SignIn)) == 1
