"""What courses know about a person, and when they forget it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from courses.models import Bookmark
from courses.personal import delete_bookmarks, documents, export, forget
from courses.service.publishing import publish
from lms.db import db
from lms.features import Feature
from lms.testing import MONDAY, add_person
from tests.courses.making import FEATURES, LATER, draft, published

pytestmark = pytest.mark.usefixtures("context")


@pytest.fixture
def features() -> tuple[Feature, ...]:
    return FEATURES


def reader() -> int:
    person = add_person("Aylin").id
    db.session.add(Bookmark(person_id=person, course="mentoring", unit="rolle", section=2, at=MONDAY))
    db.session.flush()
    return person


def test_a_person_gets_their_bookmarks_and_what_they_published() -> None:
    draft()
    trainer = add_person("Clara").id
    publish("mentoring", by=trainer, at=LATER)
    person = reader()
    (mark,) = export(person)["bookmarks"]
    assert (mark["course"], mark["unit"], mark["section"]) == ("mentoring", "rolle", 2)
    assert export(trainer) == {
        "bookmarks": [],
        "published": [{"course": "mentoring", "version": 1, "at": LATER.isoformat()}],
    }


def test_who_is_forgotten_leaves_no_bookmark() -> None:
    published()
    person = reader()
    forget(person)
    assert export(person)["bookmarks"] == []


def test_old_bookmarks_are_counted_first_and_then_deleted() -> None:
    published()
    person = reader()
    assert delete_bookmarks(MONDAY, dry_run=False) == 0
    later = MONDAY + timedelta(seconds=1)
    assert delete_bookmarks(later, dry_run=True) == 1
    assert len(export(person)["bookmarks"]) == 1
    assert delete_bookmarks(later, dry_run=False) == 1
    assert export(person)["bookmarks"] == []


def test_search_finds_published_courses_and_units_in_every_language() -> None:
    draft()
    assert list(documents()) == []
    publish("mentoring", by=None, at=MONDAY)
    found = {document.key: document for document in documents()}
    assert found.keys() == {"mentoring/de", "mentoring/rolle/de", "mentoring/rolle/en", "mentoring/grenzen/de"}
    english = found["mentoring/rolle/en"]
    assert (english.title, english.address, english.scope) == ("The role", "/courses/mentoring/rolle/1", "mentoring")
    assert "A guide" in english.text
