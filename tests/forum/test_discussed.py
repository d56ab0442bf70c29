"""The trainer's page for what was discussed in class."""

from __future__ import annotations

from flask import Flask

from lms.db import db
from lms.people.models import Person
from lms.testing import People, grant
from tests.forum.conftest import QUESTION, Browser
from tests.forum.course import COURSE, OPEN

PAGE = f"{QUESTION}/discussed"


def test_the_trainer_ticks_several_people_and_takes_one_back(
    people: People, trainer: Browser, learner: Browser
) -> None:
    page = trainer.read(PAGE)
    assert "Öztürk, Aylin" in page
    assert "Weiß, Björn" in page
    saved = trainer.client.post(PAGE, data={"person": [people.learner, people.colleague]}, follow_redirects=True)
    assert "Für 2 Personen ist die Teilnahme festgehalten." in saved.text
    assert "Diese Bedingung ist erfüllt" in learner.read(QUESTION)
    back = trainer.client.post(PAGE, data={"undo": people.learner}, follow_redirects=True)
    assert "Das Kreuz ist zurückgenommen." in back.text
    assert "Diese Bedingung ist erfüllt" not in learner.read(QUESTION)


def test_saving_without_a_tick_says_what_to_do(trainer: Browser) -> None:
    assert "Es war niemand angekreuzt." in trainer.client.post(PAGE, follow_redirects=True).text


def test_the_page_tells_nothing_about_what_people_wrote(trainer: Browser, learner: Browser, people: People) -> None:
    before = trainer.read(PAGE)
    learner.answer("Neugier.")
    after = trainer.read(PAGE)
    assert "Neugier" not in after
    assert after.count("Aylin") == before.count("Aylin")
    assert after.count("lms-small") == before.count("lms-small")


def test_the_list_for_printing_is_the_same_whoever_is_ticked(trainer: Browser, people: People) -> None:
    before = trainer.read(f"{PAGE}/list")
    assert before.count("☐") == 2
    trainer.client.post(PAGE, data={"person": people.learner})
    trainer.read(PAGE)  # takes the notice away
    assert trainer.read(f"{PAGE}/list") == before


def test_only_trainers_of_the_course_come_here(app: Flask, people: People, learner: Browser, outsider: Browser) -> None:
    assert learner.client.get(PAGE).status_code == 403
    with app.app_context():
        for person in (people.learner, people.outsider):
            grant(db.session.get_one(Person, person), "trainer", course="anderer-kurs")
        db.session.commit()
    for browser in (learner, outsider):
        for address in (PAGE, f"{PAGE}/list"):
            assert browser.client.get(address).status_code == 403
        assert browser.client.post(PAGE, data={"person": people.learner}).status_code == 403


def test_a_question_that_is_not_for_talking_has_no_such_page(trainer: Browser) -> None:
    assert trainer.client.get(f"/forum/{COURSE}/{OPEN.address}/discussed").status_code == 404
