"""The search page finds courses for everybody and texts for those who take them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from lms.db import db
from lms.features import Document, Feature
from lms.progress.service import enrol
from lms.search.index import find, reindex_all
from lms.testing import MONDAY, MakeApp, People, add_people, count_queries, sign_in
from tests.sources import COURSE, MemorySource

TEXT = "Vor dem Gespräch. " * 20 + "Die Strauße auf der Straße stören niemanden. " + "Nach dem Gespräch. " * 20


def documents() -> Iterator[Document]:
    yield Document("course", "probe", "Führung üben", "", "/courses/probe/")
    yield Document("unit", "probe/rolle", "Rolle", TEXT, "/courses/probe/rolle/1", COURSE)


@pytest.fixture
def app(make: MakeApp) -> Flask:
    return make((Feature("probe", source=MemorySource(), documents=documents),))


@pytest.fixture
def people(app: Flask) -> People:
    with app.app_context():
        found = add_people("anderer-kurs")
        enrol(found.learner, COURSE, by=None, at=MONDAY)
        reindex_all(app.extensions["lms"].features)
        db.session.commit()
    return found


@pytest.mark.parametrize("query", ["fuehrung", "fuhrung ub", "FÜHRUNG"])
def test_a_course_is_found_by_everybody(app: Flask, people: People, query: str) -> None:
    page = sign_in(app.test_client(), people.outsider).get("/search", query_string={"q": query})
    assert 'href="/courses/probe/"' in page.text


def test_texts_are_found_only_by_those_who_take_the_course(app: Flask, people: People) -> None:
    query = {"q": "strasse"}
    inside = sign_in(app.test_client(), people.learner).get("/search", query_string=query)
    assert "<mark>Straße</mark>" in inside.text
    outside = sign_in(app.test_client(), people.outsider).get("/search", query_string=query)
    assert "<mark>" not in outside.text


def test_writing_the_index_again_leaves_one_entry_each(app: Flask, people: People) -> None:
    with app.app_context():
        assert reindex_all(app.extensions["lms"].features) == 2
        assert len(find("rolle", {COURSE})) == 1
        assert find("", {COURSE}) == []
        assert find("%", {COURSE}) == []


def test_the_page_needs_a_fixed_number_of_statements(app: Flask, people: People) -> None:
    client = sign_in(app.test_client(), people.learner)
    with count_queries(app) as statements:
        client.get("/search", query_string={"q": "strasse"})
    assert len(statements) <= 4
