"""What no row can be leads nowhere, and what no column can hold is bad input, on both databases."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.exc import DataError

from lms.desk.views import enrolling
from lms.features import built_in
from lms.testing import MakeApp, People

HUGE = 10**30


@pytest.fixture
def app(make: MakeApp) -> Flask:
    return make(built_in(), TESTING=False)


@pytest.mark.parametrize("number", [2**31, HUGE])
def test_a_number_that_no_row_can_have_is_not_found(
    people: People, as_person: Callable[[int], FlaskClient], number: int
) -> None:
    client = as_person(people.coordinator)
    for address in (f"/desk/people/{number}", f"/forum/{number}", f"/forum/edit/{number}"):
        assert client.get(address).status_code == 404, address


@pytest.mark.parametrize("kind", ["exe", "csv%0d%0aX-Evil:1"])
def test_the_list_is_no_other_file_than_those_two(
    people: People, as_person: Callable[[int], FlaskClient], kind: str
) -> None:
    sent = {"purpose": "Bericht", "recipient": "Personalrat"}
    assert as_person(people.coordinator).post(f"/desk/certified.{kind}", data=sent).status_code == 404


def test_a_sign_that_no_text_can_hold_is_bad_input_and_no_failure_of_ours(
    people: People, as_person: Callable[[int], FlaskClient]
) -> None:
    assert as_person(people.coordinator).get("/desk/people?org=%00").status_code in (200, 400)


def test_what_the_database_cannot_hold_is_bad_input(
    people: People, as_person: Callable[[int], FlaskClient], monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_long(*_args: object) -> None:
        raise DataError("INSERT", {}, ValueError("value too long"))

    monkeypatch.setattr(enrolling, "preview", too_long)
    page = as_person(people.coordinator).post("/desk/enrol/list", data={"list": "a", "course": "b"})
    assert page.status_code == 400


@pytest.mark.parametrize("text", ["a@b.example\rc@d.example", '"' + "x" * 140_000])
def test_a_list_that_is_no_list_is_one_sentence(
    people: People, as_person: Callable[[int], FlaskClient], text: str
) -> None:
    page = as_person(people.coordinator).post("/desk/enrol/list", data={"list": text, "course": "none"})
    assert page.status_code == 400
