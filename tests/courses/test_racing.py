"""Two people who publish at the same moment: one wins, the other learns of it, nothing is half done."""

from __future__ import annotations

import threading

import pytest
from flask import Flask

from courses.models import CourseRow, Revision
from courses.service.publishing import Overtaken, publish, save_draft, version_of
from lms.db import db
from lms.features import Feature
from lms.testing import MONDAY
from tests.courses.making import FEATURES, FILES, changed, prepared, published


@pytest.fixture
def features() -> tuple[Feature, ...]:
    return FEATURES


def race(app: Flask, *folders: dict[str, bytes], based_on: int) -> list[str]:
    """Saves and publishes each folder in a thread of its own, all starting together."""
    start = threading.Barrier(len(folders))
    outcomes: list[str] = []

    def run(files: dict[str, bytes]) -> None:
        with app.app_context():
            ready = prepared(files)
            db.session.rollback()
            start.wait()
            try:
                save_draft(ready, based_on=based_on, by=None, at=MONDAY)
                outcomes.append(str(publish("mentoring", by=None, at=MONDAY).version))
                db.session.commit()
            except Overtaken as error:
                db.session.rollback()
                outcomes.append(str(error.message))

    threads = [threading.Thread(target=run, args=(files,)) for files in folders]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return sorted(outcomes)


def test_the_second_of_two_learns_what_the_first_changed(app: Flask) -> None:
    with app.app_context():
        published()
        db.session.commit()
    outcomes = race(
        app,
        changed(rolle=("Einstieg", "Anfang")),
        changed(rolle=("Einstieg", "Beginn")),
        based_on=1,
    )
    assert len(outcomes) == 2
    assert outcomes[0] == "2"
    assert "It changed: Die Rolle." in outcomes[1]
    with app.app_context():
        assert version_of("mentoring") == 2
        assert db.session.query(Revision).count() == 2


def test_a_course_that_two_people_bring_at_once_is_there_once(app: Flask) -> None:
    outcomes = race(app, dict(FILES), changed(rolle=("Einstieg", "Beginn")), based_on=0)
    assert outcomes[0] == "1"
    assert "Version 1" in outcomes[1]
    with app.app_context():
        assert db.session.query(CourseRow).count() == 1
        assert db.session.query(Revision).count() == 1
