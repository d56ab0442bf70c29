"""A course with quizzes in an application, and people who take it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from lms.core.activity import Slot
from lms.db import db
from lms.features import Feature
from lms.progress.models import EvidenceRow
from lms.progress.service import enrol
from lms.testing import MONDAY, People, add_people
from quizzes import feature as quizzes
from quizzes.activities import QUIZ
from tests.quizzes.course import BODY, COURSE, UNIT, Memory, course_feature


@pytest.fixture
def source() -> Memory:
    """The course; a test writes its blocks."""
    return Memory()


@pytest.fixture
def quiz(source: Memory) -> Slot:
    """A quiz with a question of each kind."""
    return source.put(QUIZ, "check", BODY)


@pytest.fixture
def features(source: Memory) -> tuple[Feature, ...]:
    return (course_feature(source), quizzes)


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
    """Somebody's browser on the page of the course."""

    client: FlaskClient

    def page(self) -> str:
        """The page with all blocks."""
        found = self.client.get("/probe")
        assert found.status_code == 200, found.text
        return found.text

    def answer(
        self, question: str, *given: str, block: str = "check", turn: int | None = None, **more: Any
    ) -> TestResponse:
        """Sends the form of one question, as it stands on the page."""
        data: dict[str, Any] = {f"answer-{question}": list(given), "language": "de", "next": "/probe"}
        if turn is not None:
            data[f"turn-{question}"] = str(turn)
        return self.client.post(f"/quizzes/{COURSE}/{UNIT}/{block}/{question}", data=data, **more)

    def answer_all(self, given: dict[str, list[str]], block: str = "check", **more: Any) -> TestResponse:
        """Sends the answers to several questions at once."""
        data = {f"answer-{key}": values for key, values in given.items()}
        return self.client.post(f"/quizzes/{COURSE}/{UNIT}/{block}", data=data | {"next": "/probe"}, **more)


@pytest.fixture
def browse(as_person: Callable[[int], FlaskClient]) -> Callable[[int], Browser]:
    """Somebody's browser: ``browse(people.learner).page()``."""
    return lambda person: Browser(as_person(person))


@pytest.fixture
def learner(people: People, browse: Callable[[int], Browser]) -> Browser:
    """The learner's browser."""
    return browse(people.learner)


def evidence(app: Flask, person: int) -> list[tuple[str, str, float | None]]:
    """What the log holds of somebody: type, kind and score, oldest first."""
    with app.app_context():
        rows = db.session.scalars(select(EvidenceRow).where(EvidenceRow.person_id == person).order_by(EvidenceRow.id))
        return [(row.type, row.kind, row.score) for row in rows]


class _Texts(HTMLParser):
    """Collects the text of the element with an id."""

    def __init__(self, wanted: str) -> None:
        super().__init__()
        self.wanted = wanted
        self.depth = 0
        self.texts: list[str] = []
        self.tag: dict[str, str | None] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if dict(attrs).get("id") == self.wanted:
            self.tag, self.depth = dict(attrs), 1
        elif self.depth and tag not in ("input", "br", "img"):
            self.depth += 1

    def handle_endtag(self, tag: str) -> None:
        self.depth -= self.depth > 0

    def handle_data(self, data: str) -> None:
        if self.depth and data.strip():
            self.texts.append(data.strip())


def element(page: str, name: str) -> tuple[dict[str, str | None] | None, str]:
    """The attributes and the text of the element with an id."""
    parser = _Texts(name)
    parser.feed(page)
    return parser.tag, " ".join(parser.texts)
