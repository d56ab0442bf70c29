from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from lms.core.clock import now
from lms.db import db
from lms.notices import barriers
from lms.notices.models import BarrierReport, OutboxMail
from lms.people import throttle
from lms.testing import MakeApp
from lms.web.format import local

GERMAN = {"Accept-Language": "de"}
REPORT = {"page": "/courses/q-ser/", "text": "Der Knopf\nist mit der Tastatur nicht zu erreichen.", "email": ""}


@pytest.fixture
def app(make: MakeApp) -> Flask:
    return make(WTF_CSRF_ENABLED=True, contact_email="barrierefrei@stadt.example", contact_phone="0123 456-789")


def reports(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(BarrierReport)) or 0


def test_a_visitor_reports_a_barrier_and_gets_a_receipt(app: Flask, client: FlaskClient) -> None:
    answer = client.post("/report-barrier", data=REPORT, follow_redirects=True, headers=GERMAN)
    assert answer.request.path == "/report-barrier/received"
    with app.app_context():
        report = db.session.scalars(select(BarrierReport)).one()
        due = (local(now()) + timedelta(days=14)).date()
        assert report.text == REPORT["text"]
    assert report.answer_by == due
    assert report.number in answer.text
    assert f"Wir antworten bis zum {due:%d.%m.%Y}." in answer.text
    assert 'href="/courses/q-ser/"' in answer.text


def test_the_report_is_mailed_to_who_answers_it(app: Flask, client: FlaskClient) -> None:
    client.post("/report-barrier", data={**REPORT, "email": "Petra@stadt.example"})
    with app.app_context():
        mail = db.session.scalars(select(OutboxMail)).one()
    assert mail.to == "barrierefrei@stadt.example"
    assert "Barriere B-20" in mail.subject
    for text in (REPORT["text"], "petra@stadt.example", "/courses/q-ser/"):
        assert text in mail.body


def test_a_receipt_is_shown_to_nobody_else(app: Flask, client: FlaskClient) -> None:
    client.post("/report-barrier", data=REPORT)
    assert app.test_client().get("/report-barrier/received").location == "/report-barrier"


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"text": "  "}, "Beschreiben Sie, was nicht geht."),
        ({"email": "petra"}, "Die E-Mail-Adresse braucht ein @-Zeichen."),
        ({"text": "x" * 20_001}, "Bitte kürzen Sie ihn."),
    ],
)
def test_an_error_is_told_at_its_field_and_nothing_typed_is_lost(
    app: Flask, client: FlaskClient, wrong: dict[str, str], sentence: str
) -> None:
    given = {**REPORT, **wrong}
    answer = client.post("/report-barrier", data=given, headers=GERMAN)
    assert answer.status_code == 400
    assert answer.text.count(sentence) == 2
    assert "<title>Fehler: Barriere melden" in answer.text
    assert f'href="#{next(iter(wrong))}"' in answer.text
    assert given["page"] in answer.text
    assert given["text"].strip() in answer.text
    assert reports(app) == 0


def test_a_busy_database_keeps_the_text_in_the_form(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(*args: object, **more: object) -> None:
        raise OperationalError("INSERT", {}, Exception("database is locked"))

    monkeypatch.setattr(barriers, "report_barrier", busy)
    answer = client.post("/report-barrier", data=REPORT, headers=GERMAN)
    assert answer.status_code == 503
    assert REPORT["text"] in answer.text
    assert "Ihr Text steht noch hier" in answer.text


def test_a_flood_is_slowed_down_without_losing_the_text(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        for _ in range(20):
            throttle.note("barrier", "127.0.0.1", now())
        db.session.commit()
    answer = client.post("/report-barrier", data=REPORT, headers=GERMAN)
    assert answer.status_code == 429
    assert REPORT["text"] in answer.text
    assert reports(app) == 0


def test_the_page_from_which_somebody_comes_is_filled_in(client: FlaskClient) -> None:
    page = client.get("/report-barrier", headers={"Referer": "http://localhost/courses/q-ser/?all=1"})
    assert 'value="/courses/q-ser/?all=1"' in page.text
    assert "evil" not in client.get("/report-barrier", headers={"Referer": "http://evil.example/"}).text


@pytest.mark.parametrize("page", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_the_way_back_leads_to_no_foreign_place(client: FlaskClient, page: str) -> None:
    answer = client.post("/report-barrier", data={**REPORT, "page": page}, follow_redirects=True)
    assert f'href="{page}"' not in answer.text


def test_without_a_contact_the_report_is_kept_all_the_same(make: MakeApp) -> None:
    app = make()
    assert app.test_client().post("/report-barrier", data=REPORT).status_code == 302
    assert reports(app) == 1
