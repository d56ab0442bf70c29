"""One's own certificates: a list, a page and a file, for nobody else."""

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from lms.certification.models import Award
from lms.core.evidence import Evidence
from lms.db import db
from lms.features import Feature
from lms.people.models import Person
from lms.progress.service import enrol, record
from lms.testing import MONDAY, MakeApp, People, count_queries
from tests.certification.awarding import ISSUED, add_award, revoke
from tests.certification.conftest import Clock
from tests.certification.paper import text_of
from tests.sources import COURSE, QUIZ, TALK, TEXT, MemorySource

pytestmark = pytest.mark.usefixtures("clock")

Ask = Callable[[int], FlaskClient]
GERMAN = {"Accept-Language": "de"}
ENGLISH = {"Accept-Language": "en"}


def award_of(app: Flask, person_id: int, **changes: object) -> Award:
    with app.app_context():
        award = add_award(db.session.get_one(Person, person_id), **changes)
        db.session.commit()
        db.session.refresh(award)
        db.session.expunge(award)
    return award


def test_without_a_certificate_the_list_says_how_one_comes_about(people: People, as_person: Ask) -> None:
    page = as_person(people.learner).get("/me/certificates", headers=GERMAN).text
    assert "Noch ist kein Zertifikat da" in page
    assert 'href="/me/progress"' in page


def test_the_list_names_each_certificate_with_its_status(app: Flask, people: People, as_person: Ask) -> None:
    award = award_of(app, people.learner)
    award_of(app, people.learner, certificate_title="Altes Zertifikat", valid_until=date(2026, 11, 24))
    award_of(app, people.colleague, certificate_title="Fremdes Zertifikat")
    page = as_person(people.learner).get("/me/certificates", headers=GERMAN).text
    assert f'href="/me/certificates/{award.number}"' in page
    assert "bis zum 24.11.2028" in page
    assert "Altes Zertifikat" in page
    assert "lms-state--over" in page
    assert "Fremdes Zertifikat" not in page


def test_the_list_needs_as_many_statements_for_one_award_as_for_ten(app: Flask, people: People, as_person: Ask) -> None:
    client = as_person(people.learner)
    award_of(app, people.learner)
    with count_queries(app) as one:
        client.get("/me/certificates")
    for _ in range(9):
        award_of(app, people.learner)
    with count_queries(app) as ten:
        client.get("/me/certificates")
    assert len(ten) == len(one)


def test_the_page_shows_the_certificate_as_it_is_on_paper(app: Flask, people: People, as_person: Ask) -> None:
    award = award_of(app, people.learner)
    page = as_person(people.learner).get(f"/me/certificates/{award.number}", headers=GERMAN).text
    for part in (
        "Ihr Zertifikat",
        "Stadt Musterstadt bestätigt",
        "Aylin Öztürk",
        "Q-SER-Mentorin / Q-SER-Mentor",
        "24.11.2026",
        "24.11.2028",
        "1 Stunde",
        "Mentoring im Q-SER-Modell, Version 2",
        award.number,
        "Bescheinigung nach § 5 TVöD",
        'class="lms-qr"',
        "Ab dem 26.08.2028",
        f'href="/certificates/{award.number}"',
    ):
        assert part in page
    assert "style=" not in page


def test_the_file_is_a_pdf_with_the_same_words(app: Flask, people: People, as_person: Ask) -> None:
    award = award_of(app, people.learner)
    answer = as_person(people.learner).get(f"/me/certificates/{award.number}.pdf", headers=GERMAN)
    assert answer.mimetype == "application/pdf"
    assert f"{award.number}.pdf" in answer.headers["Content-Disposition"]
    assert "no-store" in answer.headers["Cache-Control"]
    text = text_of(answer.data)
    for part in ("Aylin Öztürk", "Ausgestellt am", "24.11.2026", "1 Stunde", award.number, "/verify"):
        assert part in text


def test_page_and_file_follow_the_readers_language(app: Flask, people: People, as_person: Ask) -> None:
    award, client = award_of(app, people.learner), as_person(people.learner)
    assert "24 November 2028" in client.get(f"/me/certificates/{award.number}", headers=ENGLISH).text
    assert "Issued on" in text_of(client.get(f"/me/certificates/{award.number}.pdf", headers=ENGLISH).data)


@pytest.mark.parametrize("role", ["colleague", "trainer", "coordinator", "manager", "outsider"])
@pytest.mark.parametrize("ending", ["", ".pdf"])
def test_to_everybody_else_it_does_not_exist(
    app: Flask, people: People, as_person: Ask, role: str, ending: str
) -> None:
    award = award_of(app, people.learner)
    assert as_person(getattr(people, role)).get(f"/me/certificates/{award.number}{ending}").status_code == 404


def test_a_visitor_is_asked_to_sign_in(app: Flask, people: People, client: FlaskClient) -> None:
    award = award_of(app, people.learner)
    for path in ("/me/certificates", f"/me/certificates/{award.number}", f"/me/certificates/{award.number}.pdf"):
        answer = client.get(path)
        assert answer.status_code == 302
        assert "/sign-in" in answer.headers["Location"]


def test_a_revoked_certificate_tells_its_owner_why(app: Flask, people: People, as_person: Ask) -> None:
    award = award_of(app, people.learner)
    with app.app_context():
        revoke(award, ISSUED, "Die Nachweise fehlten.")
        db.session.commit()
    page = as_person(people.learner).get(f"/me/certificates/{award.number}", headers=GERMAN).text
    assert "wurde am 24.11.2026 widerrufen" in page
    assert "Die Nachweise fehlten." in page


@pytest.mark.parametrize(
    ("valid_until", "words"),
    [
        (None, "gilt unbegrenzt"),
        (date(2026, 12, 24), "läuft bald ab"),
        (date(2026, 11, 24), "galt bis zum 24.11.2026"),
    ],
)
def test_the_page_says_what_the_certificate_is_worth_today(
    app: Flask, people: People, as_person: Ask, clock: Clock, valid_until: date | None, words: str
) -> None:
    award = award_of(app, people.learner, valid_until=valid_until)
    assert words in as_person(people.learner).get(f"/me/certificates/{award.number}", headers=GERMAN).text


def test_names_and_titles_cannot_bring_markup(app: Flask, people: People, as_person: Ask) -> None:
    award = award_of(app, people.learner, given="<b>", certificate_title="<script>x</script>", issuer='"><i>')
    page = as_person(people.learner).get(f"/me/certificates/{award.number}").text
    assert "<b>" not in page.replace('<b class="lms-num">', "")
    assert "<script>x" not in page
    assert "<i>" not in page


def test_from_the_last_answer_to_the_paper(make: MakeApp) -> None:
    app = make((Feature("probe", source=MemorySource()),))
    with app.app_context():
        person = Person(given="Ayşe", family="Yıldırım", fs_uniquifier="x", created_at=MONDAY)
        db.session.add(person)
        db.session.flush()
        enrol(person.id, COURSE, by=None, at=MONDAY)
        for ref, kind, score in ((TEXT, "read", None), (QUIZ, "submitted", 1.0), (TALK, "posted", None)):
            record(Evidence(person.id, ref, kind, MONDAY, score))
        db.session.commit()
        person_id = person.id
    from lms.testing import sign_in

    client = sign_in(app.test_client(), person_id)
    page = client.get("/me/certificates").text
    number = page.split("/me/certificates/")[1].split('"')[0]
    text = text_of(client.get(f"/me/certificates/{number}.pdf").data)
    assert "Ayşe Yıldırım" in text
    assert "Probe-Zertifikat" in text
