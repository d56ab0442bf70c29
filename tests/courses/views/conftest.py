"""A trainer, a trainer of another course, and learners; and what they do in the trainer's pages."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.test import TestResponse, encode_multipart

from lms.db import db
from lms.features import Feature
from lms.testing import People, add_people
from tests.courses.making import FEATURES, FILES


@pytest.fixture
def features() -> tuple[Feature, ...]:
    return FEATURES


@pytest.fixture
def people(app: Flask) -> People:
    """Six people; the trainer teaches everywhere."""
    with app.app_context():
        found = add_people()
        db.session.commit()
    return found


def packed(files: Mapping[str, bytes]) -> bytes:
    """Files as a ZIP file."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in files.items():
            archive.writestr(path, data)
    return stream.getvalue()


@dataclass(frozen=True, slots=True)
class Workshop:
    """A trainer's browser."""

    client: FlaskClient

    def read(self, address: str, status: int = 200) -> str:
        """A page."""
        page = self.client.get(address)
        assert page.status_code == status, page.status
        return page.text

    def send_folder(self, files: Mapping[str, bytes] = FILES, **form: str) -> TestResponse:
        """Sends a folder as a browser does: each file under its path."""
        return self._post(form, [FileStorage(BytesIO(data), f"kurs/{path}", "folder") for path, data in files.items()])

    def send(self, name: str, data: bytes, **form: str) -> TestResponse:
        """Sends one file."""
        return self._post(form, [FileStorage(BytesIO(data), name, "file")])

    def _post(self, form: Mapping[str, str], uploads: Sequence[FileStorage]) -> TestResponse:
        """Encoded here: the client would leave a file of its own open."""
        fields = MultiDict([*form.items(), *((upload.name, upload) for upload in uploads)])
        boundary, body = encode_multipart(fields)
        kind = f'multipart/form-data; boundary="{boundary}"'
        return self.client.post("/author/import", data=body, content_type=kind)

    def form(self, course: str = "mentoring") -> dict[str, str]:
        """The hidden fields of the form that publishes."""
        page = self.read(f"/author/{course}")
        form = page[page.index(f'action="/author/{course}/publish"') :]
        return {name: form.partition(f'name="{name}" value="')[2].partition('"')[0] for name in ("draft", "based_on")}

    def publish(self, course: str = "mentoring", **changed: str) -> TestResponse:
        """Publishes the draft that is there now."""
        return self.client.post(f"/author/{course}/publish", data={**self.form(course), **changed})


@pytest.fixture
def trainer(people: People, as_person: Callable[[int], FlaskClient]) -> Workshop:
    return Workshop(as_person(people.trainer))


@pytest.fixture
def learner(people: People, as_person: Callable[[int], FlaskClient]) -> Workshop:
    return Workshop(as_person(people.learner))


@pytest.fixture
def other_trainer(app: Flask, people: People, as_person: Callable[[int], FlaskClient]) -> Workshop:
    """Somebody who teaches the course “anderes” only."""
    from lms.people.models import Person
    from lms.testing import grant

    with app.app_context():
        grant(db.session.get_one(Person, people.outsider), "trainer", course="anderes")
        db.session.commit()
    return Workshop(as_person(people.outsider))
