"""A course in its trainers' hands: drafts, versions, two who publish at once."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from courses.content.files import read_zip
from courses.models import CourseRow, Revision
from courses.service.publishing import draft_of, publish, version_of
from lms.core.evidence import ActivityRef, Evidence
from lms.db import db
from lms.progress.service import enrol, record
from lms.signals import course_published
from lms.testing import MONDAY, People, count_queries
from tests.courses.making import FILES, changed, draft, published
from tests.courses.views.conftest import Workshop


@pytest.fixture
def version_1(app: Flask, people: People) -> None:
    """The course is published, and one learner takes it."""
    with app.app_context():
        published()
        enrol(people.learner, "mentoring", by=None, at=MONDAY)
        db.session.commit()


def version(app: Flask) -> int:
    with app.app_context():
        return version_of("mentoring")


def test_the_list_tells_state_and_learners(app: Flask, trainer: Workshop, version_1: None) -> None:
    trainer.send_folder(changed(rolle=("Danach.", "Davor.")))
    page = trainer.read("/author/")
    assert "Version 1 ist veröffentlicht" in page
    assert "Entwurf vom" in page
    assert "1 Person lernt" in page
    assert 'aria-current="page">Werkstatt' in page


def test_a_trainer_of_other_courses_does_not_see_it_in_the_list(other_trainer: Workshop, version_1: None) -> None:
    assert "Mentoring" not in other_trainer.read("/author/")


def test_the_list_needs_as_many_statements_for_many_courses(app: Flask, trainer: Workshop) -> None:
    def statements() -> int:
        with count_queries(app) as found:
            trainer.read("/author/")
        return len(found)

    trainer.send_folder()
    few = statements()
    with app.app_context():
        db.session.add_all(CourseRow(key=f"kurs-{n}", title=f"Kurs {n}", created_at=MONDAY) for n in range(20))
        db.session.commit()
    assert statements() == few


def test_publishing_makes_a_version_with_its_note(app: Flask, trainer: Workshop) -> None:
    trainer.send_folder()
    heard: list[tuple[str, int, int]] = []

    def listen(sender: Any, course: str, version: int) -> None:
        heard.append((course, version, version_of(course)))

    with course_published.connected_to(listen):
        answer = trainer.publish(note="Die erste Fassung")
    assert (answer.status_code, answer.location) == (302, "/author/mentoring")
    page = trainer.read("/author/mentoring")
    assert "Version 1 ist veröffentlicht" in page
    assert "Die erste Fassung" in page
    assert "von Clara Đorđević" in page
    assert heard == [("mentoring", 1, 1)]


def test_the_page_tells_what_a_draft_would_change(trainer: Workshop, version_1: None) -> None:
    files = changed(rolle=("Danach.", "Davor."))
    trainer.send_folder({**files, "03-neu.md": _unit("Neues"), "leitfaden.txt": b"Anders."})
    page = trainer.read("/author/mentoring")
    listed = page[page.index("Das würde sich ändern") : page.index("Version 2 veröffentlichen")]
    assert 'Die Rolle</p><span class="lms-soft">geändert' in listed
    assert 'Neues</p><span class="lms-soft">neu' in listed
    assert "Grenzen</p>" not in listed
    assert "2 Texte bleiben, wie sie sind" in listed
    assert "1 neu, geändert oder entfernt" in listed


def _unit(title: str) -> bytes:
    head = f"---\ntitel: {title}\nkennung: neu\nlernziele: [Eins]\ndauer: 5 min\n---\n"
    return f"{head}\n## Text (5 min)\n\nText.\n".encode()


def test_warnings_of_a_draft_stand_on_its_page(trainer: Workshop) -> None:
    trainer.send_folder(changed(kurs=("autor: Fachstelle\n", "")))
    page = trainer.read("/author/mentoring")
    assert "Vor dem Veröffentlichen: " in page
    assert "Wer hat das geschrieben?" in page


def test_a_draft_that_nobody_looked_at_is_not_published(app: Flask, trainer: Workshop, version_1: None) -> None:
    trainer.send_folder(changed(rolle=("Danach.", "Davor.")))
    seen = trainer.form()
    trainer.send_folder(changed(rolle=("Danach.", "Davor und danach.")))
    answer = trainer.publish(**seen)
    assert answer.status_code == 409
    assert "Inzwischen wurde ein anderer Entwurf gespeichert" in answer.text
    assert version(app) == 1


def test_a_draft_that_was_begun_anew_from_another_version_is_not_published_unseen(
    app: Flask, trainer: Workshop, version_1: None
) -> None:
    files = changed(rolle=("Danach.", "Davor."))
    trainer.send_folder(files)
    seen = trainer.form()
    with app.app_context():
        publish("mentoring", by=None, at=MONDAY)
        draft(changed(grenzen=("Ein Fall", "Zwei Fälle")))
        publish("mentoring", by=None, at=MONDAY)
        draft(files)
        db.session.commit()
    assert trainer.publish(**seen).status_code == 409
    assert version(app) == 3


def test_the_second_of_two_trainers_learns_what_the_first_published(
    app: Flask, trainer: Workshop, version_1: None
) -> None:
    based_on = "1"  # the second opened the page before the first published
    trainer.send_folder(changed(rolle=("Danach.", "Davor.")), course="mentoring", based_on=based_on)
    assert trainer.publish().status_code == 302
    trainer.send_folder(changed(grenzen=("Ein Fall", "Zwei Fälle")), course="mentoring", based_on=based_on)
    assert "folgt auf Version 1. Inzwischen ist Version 2" in trainer.read("/author/mentoring")
    answer = trainer.publish(note="Meine Notiz")
    assert answer.status_code == 409
    assert "Version 2" in answer.text
    assert "Die Rolle" in answer.text
    assert "Meine Notiz" in answer.text
    assert version(app) == 2


def test_publishing_the_same_draft_twice_says_that_it_is_published(
    app: Flask, trainer: Workshop, version_1: None
) -> None:
    trainer.send_folder(changed(rolle=("Danach.", "Davor.")))
    seen = trainer.form()
    assert trainer.publish(**seen).status_code == 302
    answer = trainer.client.post("/author/mentoring/publish", data=seen)
    assert answer.status_code == 409
    assert "schon veröffentlicht, als Version 2" in answer.text
    assert version(app) == 2


def test_a_draft_without_changes_makes_no_version(app: Flask, trainer: Workshop, version_1: None) -> None:
    trainer.send_folder()
    assert trainer.publish().status_code == 302
    assert "gleicht Version 1" in trainer.read("/author/mentoring")
    assert version(app) == 1


def test_a_draft_that_loses_results_is_refused_with_places(
    app: Flask, people: People, trainer: Workshop, version_1: None
) -> None:
    trainer.send_folder(changed(rolle=("quiz check", "quiz probe"), rolle_en=("quiz check", "quiz probe")))
    with app.app_context():  # the first result comes after the draft
        record(Evidence(people.learner, ActivityRef("mentoring", "quiz", "rolle/check"), "submitted", MONDAY, 0.5))
        db.session.commit()
    assert "rolle/check" in trainer.read("/author/mentoring")
    answer = trainer.publish()
    assert answer.status_code == 422
    assert "01-rolle.md, Zeile" in answer.text
    assert "war=check" in answer.text
    assert version(app) == 1


def test_a_draft_can_be_discarded(app: Flask, trainer: Workshop, version_1: None) -> None:
    trainer.send_folder(changed(rolle=("Danach.", "Davor.")))
    stale = trainer.client.post("/author/mentoring/discard", data={"draft": "another"})
    assert stale.status_code == 409
    answer = trainer.client.post("/author/mentoring/discard", data=trainer.form())
    assert answer.location == "/author/mentoring"
    with app.app_context():
        assert (draft_of("mentoring"), version_of("mentoring")) == (None, 1)


def test_a_course_without_a_version_goes_with_its_draft(app: Flask, trainer: Workshop) -> None:
    trainer.send_folder()
    answer = trainer.client.post("/author/mentoring/discard", data=trainer.form())
    assert answer.location == "/author/"
    with app.app_context():
        assert db.session.get(CourseRow, "mentoring") is None


def test_trainers_decide_whether_people_enrol_themselves(
    trainer: Workshop, version_1: None, people: People, as_person: Callable[[int], FlaskClient]
) -> None:
    colleague = as_person(people.colleague)
    trainer.client.post("/author/mentoring/enrolment", data={"open": "0"})
    assert colleague.post("/courses/mentoring/enrol").status_code == 403
    trainer.client.post("/author/mentoring/enrolment", data={"open": "1"})
    assert colleague.post("/courses/mentoring/enrol").status_code == 302


def test_a_version_can_be_downloaded_as_it_was_sent(trainer: Workshop, version_1: None) -> None:
    answer = trainer.client.get("/author/mentoring/source/1.zip")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="mentoring-1.zip"'
    assert read_zip(BytesIO(answer.data)) == {"mentoring": dict(FILES)}
    assert trainer.client.get("/author/mentoring/source/2.zip").status_code == 404
    assert trainer.client.get("/author/mentoring/source/draft.zip").status_code == 404
    trainer.send_folder(changed(rolle=("Danach.", "Davor.")))
    assert trainer.client.get("/author/mentoring/source/draft.zip").status_code == 200


PAGES = ("", "/participants", "/source/1.zip")


@pytest.mark.parametrize("page", PAGES)
def test_a_published_course_of_others_is_refused(other_trainer: Workshop, version_1: None, page: str) -> None:
    other_trainer.read(f"/author/mentoring{page}", status=403)


@pytest.mark.parametrize("page", PAGES)
def test_a_draft_of_others_does_not_exist(
    trainer: Workshop, other_trainer: Workshop, learner: Workshop, page: str
) -> None:
    trainer.send_folder()
    other_trainer.read(f"/author/mentoring{page}", status=404)
    learner.read(f"/author/mentoring{page}", status=403)


@pytest.mark.parametrize("action", ["publish", "discard", "enrolment"])
def test_others_change_nothing(
    app: Flask, trainer: Workshop, other_trainer: Workshop, version_1: None, action: str
) -> None:
    trainer.send_folder(changed(rolle=("Danach.", "Davor.")))
    answer = other_trainer.client.post(f"/author/mentoring/{action}", data={**trainer.form(), "open": "0"})
    assert answer.status_code == 403
    with app.app_context():
        assert db.session.scalars(select(Revision.version).order_by(Revision.id)).all() == [1, None]
        assert db.session.get_one(CourseRow, "mentoring").open
