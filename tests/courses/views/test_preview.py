"""Looking at a draft: one stays inside it, and nothing that is tried there is kept."""

from __future__ import annotations

import pytest
from flask import Flask
from markupsafe import Markup
from sqlalchemy import func, select

from courses.models import Bookmark
from courses.views.preview import as_draft
from lms.db import db
from lms.progress.models import EvidenceRow
from lms.progress.service import enrol
from lms.testing import MONDAY, People
from tests.courses.making import changed, draft, published
from tests.courses.views.conftest import Workshop


@pytest.fixture
def drafted(app: Flask, people: People) -> None:
    """Version 1 is published, and a draft says “Davor”."""
    with app.app_context():
        published()
        draft(changed(rolle=("Danach.", "Davor. [Weiter](02-grenzen.md#ein-fall)")))
        db.session.commit()


@pytest.mark.parametrize(
    ("unit", "link", "shown"),
    [
        ("rolle", "2#b", "2?draft#b"),
        ("rolle", "../grenzen/1", "../grenzen/1?draft"),
        ("rolle", "../", "../?draft"),
        ("kurs", "rolle/1", "rolle/1?draft"),
        ("rolle", "../files/0123456789ab/leitfaden.txt", "../files/0123456789ab/leitfaden.txt"),
        ("rolle", "../../anderes/a/1", "../../anderes/a/1"),
        ("rolle", "https://example.org/", "https://example.org/"),
        ("rolle", "#b", "#b"),
    ],
)
def test_links_lead_to_the_draft_where_there_is_one(app: Flask, unit: str, link: str, shown: str) -> None:
    with app.test_request_context():
        body = as_draft(Markup('<p><a class="x" href="{}">Weiter</a></p>').format(link), "mentoring", unit, 1)
    assert body == f'<p><a class="x" href="{shown}">Weiter</a></p>'


def test_forms_of_a_draft_keep_nothing(app: Flask) -> None:
    with app.test_request_context():
        body = as_draft(Markup('<form method="post" action="/forum/x">'), "mentoring", "rolle", 2)
    assert body == '<form method="post" action="/courses/mentoring/rolle/2/tried">'


def test_the_draft_is_shown_as_it_would_be_read(trainer: Workshop, drafted: None) -> None:
    page = trainer.read("/courses/mentoring/rolle/2?draft")
    assert "Das ist ein Entwurf" in page
    assert "Davor." in page
    assert 'href="../grenzen/1?draft#ein-fall"' in page
    assert "Davor." not in trainer.read("/courses/mentoring/rolle/2")


def test_every_link_to_the_course_stays_in_the_draft(trainer: Workshop, drafted: None) -> None:
    for address in (
        "/courses/mentoring/?draft",
        "/courses/mentoring/rolle/1?draft",
        "/courses/mentoring/rolle/1?draft&all",
    ):
        page = trainer.read(address)
        main = page[page.index("<main") : page.index("</main>")]
        links = [part.partition('"')[0] for part in main.split('href="/courses/mentoring/')[1:]]
        assert links
        assert [link for link in links if "draft" not in link] == []


def test_after_a_try_one_is_back_in_the_draft(app: Flask, trainer: Workshop, drafted: None) -> None:
    answer = trainer.client.post("/courses/mentoring/rolle/2/tried", data={"text": "Antwort"}, follow_redirects=True)
    assert answer.request.full_path == "/courses/mentoring/rolle/2?draft="
    assert "Ihre Antwort wurde nicht gespeichert" in answer.text


def test_reading_a_draft_to_its_end_records_nothing(
    app: Flask, people: People, trainer: Workshop, drafted: None
) -> None:
    with app.app_context():
        enrol(people.trainer, "mentoring", by=None, at=MONDAY)
        db.session.commit()
    answer = trainer.client.post("/courses/mentoring/rolle/2/next?draft")
    assert answer.location == "/courses/mentoring/?draft="
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(EvidenceRow)) == 0
        assert db.session.scalar(select(func.count()).select_from(Bookmark)) == 0


@pytest.mark.parametrize("page", ["", "rolle/1"])
def test_nobody_else_sees_a_draft(learner: Workshop, other_trainer: Workshop, drafted: None, page: str) -> None:
    learner.read(f"/courses/mentoring/{page}?draft", status=404)
    other_trainer.read(f"/courses/mentoring/{page}?draft", status=404)
    assert other_trainer.client.post("/courses/mentoring/rolle/2/tried").status_code == 404
