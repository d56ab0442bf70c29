"""What a course says about itself is in its page, for machines."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser

from courses.exchange.metadata import learning_resource
from lms.db import db
from lms.features import Feature
from lms.testing import People
from tests.browser.harness import Visitor, served
from tests.courses.making import FEATURES, changed, published

HEAD = {"summary": "Kurz.", "authors": ["Anna Roth", "Fachstelle PE, Musterstadt"], "licence": "CC-BY-4.0"}


def made(**head: object) -> dict[str, object]:
    return learning_resource(head, title="Mentoring", language="de-einfach", minutes=45, address="https://x/courses/m/")


def test_a_head_becomes_a_learning_resource() -> None:
    found = made(**HEAD, keywords=["Beratung"], objectives=["Grenzen erkennen"])
    assert found == {
        "@context": ["https://w3id.org/kim/amb/context.jsonld", {"@language": "de"}],
        "id": "https://x/courses/m/",
        "type": ["LearningResource", "Course"],
        "name": "Mentoring",
        "description": "Kurz.",
        "inLanguage": ["de"],
        "creator": [
            {"type": "Person", "name": "Anna Roth"},
            {"type": "Organization", "name": "Fachstelle PE, Musterstadt"},
        ],
        "license": {"id": "https://creativecommons.org/licenses/by/4.0/"},
        "keywords": ["Beratung"],
        "teaches": [{"name": "Grenzen erkennen"}],
        "timeRequired": "PT45M",
    }


def test_what_a_head_does_not_say_is_not_made_up() -> None:
    assert not {"creator", "license", "keywords", "description"} & set(made())


@pytest.mark.parametrize(
    ("licence", "address"),
    [
        ("CC-BY-SA-3.0-DE", "https://creativecommons.org/licenses/by-sa/3.0/de/"),
        ("CC0-1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
        ("MIT", "https://spdx.org/licenses/MIT.html"),
    ],
)
def test_a_licence_is_an_address(licence: str, address: str) -> None:
    assert made(licence=licence)["license"] == {"id": address}


def test_all_rights_reserved_is_no_licence() -> None:
    assert "license" not in made(licence="all-rights-reserved")


@pytest.fixture
def features() -> tuple[Feature, ...]:
    return FEATURES


@pytest.fixture
def course(app: Flask, people: People) -> People:
    with app.app_context():
        published(changed(kurs=("titel: Mentoring", "titel: Mentoring </script> & mehr")))
        db.session.commit()
    return people


def test_the_page_carries_it_and_no_title_can_break_out(
    course: People, as_person: Callable[[int], FlaskClient]
) -> None:
    html = as_person(course.learner).get("/courses/mentoring/").text
    [data] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    assert json.loads(data)["name"] == "Mentoring </script> & mehr"
    assert json.loads(data)["id"] == "http://127.0.0.1:8000/courses/mentoring/"


@pytest.mark.browser
def test_the_content_policy_has_nothing_against_it(course: People, app: Flask, browser: Browser) -> None:
    with served(app) as address:
        visitor = Visitor(browser.new_context().new_page(), address, app).sign_in(course.learner)
        page = visitor.go("/courses/mentoring/")
        assert page.locator('script[type="application/ld+json"]').count() == 1
        assert visitor.faults == []
