"""The forum with one course, and people who take it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from forum import feature as forum
from lms.db import db
from lms.features import Feature
from lms.progress.service import enrol
from lms.testing import MONDAY, People, add_people
from tests.forum.course import COURSE, LIMIT, OPEN, QUALITY, Memory, course_feature

QUESTION = f"/forum/{COURSE}/{QUALITY.address}"


@pytest.fixture
def source() -> Memory:
    """The course; a test may change what it asks."""
    return Memory(QUALITY, LIMIT, OPEN)


@pytest.fixture
def features(source: Memory) -> tuple[Feature, ...]:
    return (course_feature(source), forum)


@pytest.fixture
def people(app: Flask) -> People:
    """Six people; learner and colleague are enrolled, the trainer teaches the course."""
    with app.app_context():
        found = add_people(COURSE)
        for person in (found.learner, found.colleague):
            enrol(person, COURSE, by=None, at=MONDAY)
        db.session.commit()
    return found


@dataclass(frozen=True, slots=True)
class Browser:
    """Somebody's browser, with the few things that one does in a forum."""

    client: FlaskClient

    def read(self, address: str) -> str:
        """The page at an address, whatever leads there."""
        page = self.client.get(address, follow_redirects=True)
        assert page.status_code == 200, page.status
        return page.text

    def token(self, address: str) -> str:
        """The token of the form on a page."""
        found = re.search(r'name="token" value="([^"]+)"', self.read(address))
        assert found, f"no form on {address}"
        return found[1]

    def answer(self, text: str, address: str = QUESTION, token: str = "", **more: Any) -> TestResponse:
        """Publishes an answer."""
        return self.client.post(
            address, data={"text": text, "token": token or self.token(f"{address}?answer=1")}, **more
        )

    def reply(self, post: int, text: str, token: str = "") -> TestResponse:
        """Publishes a reply."""
        return self.client.post(f"/forum/reply/{post}", data={"text": text, "token": token})


@pytest.fixture
def learner(people: People, as_person: Callable[[int], FlaskClient]) -> Browser:
    return Browser(as_person(people.learner))


@pytest.fixture
def colleague(people: People, as_person: Callable[[int], FlaskClient]) -> Browser:
    return Browser(as_person(people.colleague))


@pytest.fixture
def trainer(people: People, as_person: Callable[[int], FlaskClient]) -> Browser:
    return Browser(as_person(people.trainer))


@pytest.fixture
def outsider(people: People, as_person: Callable[[int], FlaskClient]) -> Browser:
    return Browser(as_person(people.outsider))
