"""Everybody sees who looked at them, and takes everything about themselves along."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from lms.certification.models import Award
from lms.core.evidence import Evidence
from lms.db import db
from lms.features import Feature
from lms.people.models import Person
from lms.people.service import deactivate
from lms.privacy import retention
from lms.privacy.log import log_export, log_look
from lms.privacy.models import Access
from lms.progress.models import EvidenceRow
from lms.progress.service import enrol, record
from lms.testing import MONDAY, MakeApp, People
from tests.sources import COURSE, QUIZ, TALK, TEXT, MemorySource

ENGLISH = {"Accept-Language": "en"}


@pytest.fixture
def app(make: MakeApp) -> Flask:
    return make((Feature("probe", source=MemorySource()),))


def test_a_look_at_a_person_is_shown_to_that_person_only(
    app: Flask, people: People, as_person: Callable[[int], FlaskClient]
) -> None:
    as_person(people.coordinator).get(f"/desk/people/{people.learner}")
    assert "Dragan Novák saw which conditions" in as_person(people.learner).get("/me/data", headers=ENGLISH).text
    assert "Dragan Novák" not in as_person(people.colleague).get("/me/data", headers=ENGLISH).text


def test_the_download_holds_everything_about_oneself_and_nothing_of_others(
    app: Flask, people: People, as_person: Callable[[int], FlaskClient]
) -> None:
    with app.app_context():
        for person, score in ((people.learner, 0.75), (people.colleague, 0.25)):
            enrol(person, COURSE, by=None, at=MONDAY)
            record(Evidence(person, QUIZ, "submitted", MONDAY, score))
        db.session.commit()
    answer = as_person(people.learner).get("/me/data.zip")
    archive = zipfile.ZipFile(io.BytesIO(answer.data))
    data = json.loads(archive.read("daten.json"))
    assert data["account"]["family"] == "Öztürk"
    assert [row["course"] for row in data["enrolments"]] == [COURSE]
    assert [row["score"] for row in data["evidence"] if row["kind"] == "submitted"] == [0.75]
    assert "0.25" not in archive.read("daten.html").decode()
    assert "Öztürk" in archive.read("daten.html").decode()


def test_looks_are_kept_for_a_year(app: Flask, people: People) -> None:
    with app.app_context():
        log_look("person", by=people.coordinator, about=people.learner, at=MONDAY - timedelta(days=366))
        log_look("person", by=people.coordinator, about=people.learner, at=MONDAY)
        log_export("certified", by=people.coordinator, at=MONDAY, purpose="Bericht", recipient="Dezernat I")
        db.session.commit()
        (done,) = [found for found in retention.run(MONDAY, dry_run=True) if found.rows]
        assert done.rows == 1
        retention.run(MONDAY)
        assert db.session.scalar(select(func.count(Access.id))) == 2


def test_an_account_goes_thirty_days_after_leaving_and_its_certificate_stays(app: Flask, people: People) -> None:
    with app.app_context():
        enrol(people.learner, COURSE, by=None, at=MONDAY)
        for ref, kind, score in ((TEXT, "read", None), (QUIZ, "submitted", 1.0), (TALK, "posted", None)):
            record(Evidence(people.learner, ref, kind, MONDAY, score))
        deactivate(db.session.get_one(Person, people.learner), at=MONDAY)
        db.session.commit()
        retention.run(MONDAY + timedelta(days=29))
        assert db.session.get(Person, people.learner) is not None
        retention.run(MONDAY + timedelta(days=31))
        assert db.session.get(Person, people.learner) is None
        assert db.session.scalar(select(func.count(EvidenceRow.id))) == 0
        award = db.session.scalars(select(Award)).one()
        assert (award.person_id, award.name) == (None, "Aylin Öztürk")
        assert db.session.get(Person, people.colleague) is not None
