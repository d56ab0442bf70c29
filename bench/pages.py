"""What is measured: each page with the requests that ask for it, and what is wanted of it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import URLSafeTimedSerializer

from bench.filling import SHIPPED, coordinators, learners, token
from bench.load import request
from bench.writing import COURSE, QUESTIONS, UNITS

UNIT = "ein-q-ser-mentor-werden"
FORM_TOKEN = hashlib.sha1(b"bench").hexdigest()


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its name, its path, the ratio that is wanted, the most statements, and who asks for it."""

    name: str
    path: str
    ratio: float | None = None
    statements: int | None = None
    coordinator: bool = False


PAGES = (
    Page("unit page, text", f"/courses/{COURSE}/einheit-6/1", 0.4, 8),
    Page("unit page, shipped course", f"/courses/{SHIPPED}/{UNIT}/3", 0.4, 8),
    Page("course page, 10 units", f"/courses/{COURSE}/", 0.35),
    Page("forum list, 50 threads", "/forum/", 0.3, 8),
    Page("section with 10 questions", f"/courses/{COURSE}/einheit-6/2", 0.35),
    Page("who is certified, 5,000 people", "/desk/", 0.18, coordinator=True),
)
SENDING = Page("sending 10 answers", f"/quizzes/{COURSE}", 0.3)
PERSONAL = (
    *(page for page in PAGES if not page.coordinator),
    Page("next step", "/"),
    Page("my progress", "/me/progress"),
    Page("my certificates", "/me/certificates"),
)
"""Pages of one person, which must not get slower when there are more people."""


class Visitors:
    """The cookies of everybody who is signed in while it is measured, and their requests."""

    def __init__(self, app: Flask, people: int) -> None:
        self.app = app
        self.people = people
        signer = SecureCookieSessionInterface().get_signing_serializer(app)
        assert signer is not None
        self._sign = signer.dumps
        self._form_token = str(URLSafeTimedSerializer(str(app.secret_key), salt="wtf-csrf-token").dumps(FORM_TOKEN))

    def who(self, page: Page) -> Sequence[int]:
        """The people who ask for a page."""
        return coordinators(self.people) if page.coordinator else learners()

    def cookie(self, person: int) -> str:
        """The cookie that the product gave to somebody."""
        return f"lms_session={self._text({'token': token(person), 'csrf_token': FORM_TOKEN})}"

    def floor_cookie(self, person: int) -> str:
        """The cookie that the floor gave to somebody."""
        return f"session={self._text({'person': person})}"

    def _text(self, values: dict[str, Any]) -> str:
        return str(self._sign(values))

    def requests(self, page: Page) -> list[bytes]:
        """The page, asked for by everybody in turn."""
        return [request(page.path, self.cookie(person)) for person in self.who(page)]

    def floor_requests(self, number: int) -> list[bytes]:
        """The same number of bytes from the floor."""
        return [request(f"/page/{number}", self.floor_cookie(person)) for person in learners()]

    def forms(self, units: int = UNITS) -> list[bytes]:
        """The pages with the forms that are sent, which everybody sees before."""
        return [
            request(f"/courses/{COURSE}/einheit-{unit}/3", self.cookie(person))
            for unit in range(1, units + 1)
            for person in learners()
        ]

    def sendings(self, units: int = UNITS) -> list[bytes]:
        """Ten answers of everybody to the quiz of each unit, for the first time."""
        form = self._form()
        return [
            request(f"{SENDING.path}/einheit-{unit}/test", self.cookie(person), form)
            for unit in range(1, units + 1)
            for person in learners()
        ]

    def floor_sendings(self, units: int = UNITS) -> list[bytes]:
        """The same for the twin, which inserts the rows."""
        form = self._form()
        return [
            request(f"/answers/{COURSE}/einheit-{unit}/test", self.floor_cookie(person), form)
            for unit in range(1, units + 1)
            for person in learners()
        ]

    def form(self, values: Mapping[str, str]) -> str:
        """A form with the token that every form of ours carries."""
        return urlencode({"csrf_token": self._form_token, **values})

    def _form(self) -> str:
        answers = {f"answer-frage-{n}": str(n % 4) for n in range(1, QUESTIONS + 1)}
        turns = {f"turn-frage-{n}": "1" for n in range(1, QUESTIONS + 1)}
        return self.form({"language": "de", "next": f"/courses/{COURSE}/einheit-1/3", **answers, **turns})
