"""A unit, or a whole course, opens when what it requires is complete, and says until then what that is."""

from __future__ import annotations

from flask import Flask
from flask.testing import FlaskClient

import courses
from courses.content.blocks import default_types
from courses.content.load import load_course
from courses.service.preparing import prepare
from courses.service.publishing import publish, save_draft
from lms.db import db
from lms.progress.service import enrol
from lms.testing import MONDAY, MakeApp, add_people, sign_in

ENGLISH = {"Accept-Language": "en"}


def unit(title: str, more: str = "") -> bytes:
    return f"""---
titel: {title}
kennung: {title.lower()}
autor: Amt
lizenz: CC-BY-4.0
lernziele:
  - Etwas nennen
dauer: 10 min
{more}---
## Anfang

Ein Text.
""".encode()


def head(title: str, more: str = "") -> bytes:
    return f"---\ntitel: {title}\nkennung: {title.lower()}\nautor: Amt\nlizenz: CC-BY-4.0\n{more}---\n".encode()


def start(make: MakeApp, folders: dict[str, dict[str, bytes]], *taken: str) -> tuple[Flask, FlaskClient]:
    app = make((courses.feature,))
    with app.app_context():
        types = list(app.extensions["lms"].features.types.values())
        for name, files in folders.items():
            loaded = load_course(files, types, name=name, known_courses=set(folders))
            assert loaded.course, loaded.problems
            assert loaded.ok, [str(problem.message) for problem in loaded.problems]
            save_draft(prepare(loaded.course, files, default_types(types)), based_on=0, by=None, at=MONDAY)
            publish(name, by=None, at=MONDAY)
        people = add_people()
        for name in taken:
            enrol(people.learner, name, by=None, at=MONDAY)
        db.session.commit()
    return app, sign_in(app.test_client(), people.learner)


def test_a_unit_says_what_opens_it_and_opens_then(make: MakeApp) -> None:
    files = {"kurs.md": head("Probe"), "01-a.md": unit("Erste"), "02-b.md": unit("Zweite", "voraussetzung: erste\n")}
    _, client = start(make, {"probe": files}, "probe")
    closed = client.get("/courses/probe/zweite/1", headers=ENGLISH)
    assert closed.status_code == 403
    assert 'href="/courses/probe/erste/1"' in closed.text
    page = client.get("/courses/probe/", headers=ENGLISH).text
    assert 'opens after <a href="/courses/probe/erste/1">Erste</a>' in page
    client.post("/courses/probe/erste/1/next")
    assert client.get("/courses/probe/zweite/1").status_code == 200


def test_a_course_that_requires_another_opens_when_that_is_complete(make: MakeApp) -> None:
    folders = {
        "grund": {"kurs.md": head("Grund"), "01-a.md": unit("Basis")},
        "aufbau": {"kurs.md": head("Aufbau", "voraussetzung: grund\n"), "01-a.md": unit("Mehr")},
    }
    _, client = start(make, folders, "grund", "aufbau")
    closed = client.get("/courses/aufbau/mehr/1", headers=ENGLISH)
    assert (closed.status_code, "This course opens when another one is complete." in closed.text) == (403, True)
    assert client.post("/courses/aufbau/mehr/1/next").status_code == 403
    assert 'opens after <a href="/courses/grund/">Grund</a>' in client.get("/courses/aufbau/", headers=ENGLISH).text
    client.post("/courses/grund/basis/1/next")
    assert client.get("/courses/aufbau/mehr/1").status_code == 200
