"""A course changes as a whole or not at all, and nobody overwrites what they have not seen."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import func, select

from courses.models import CourseFile, CourseRow, Revision, SectionRow, UnitText
from courses.service import publishing
from courses.service.files import find_file, location, sources
from courses.service.publishing import Overtaken, discard_draft, draft_of, publish, version_of
from courses.service.publishing import published as version_row
from lms.core.errors import ContentError, LmsError
from lms.core.evidence import ActivityRef, Evidence
from lms.db import db
from lms.features import Feature
from lms.progress.service import enrol, record
from lms.testing import MONDAY, add_person
from tests.courses.making import FEATURES, FILES, LATER, changed, draft, prepared, published

pytestmark = pytest.mark.usefixtures("context")


@pytest.fixture
def features() -> tuple[Feature, ...]:
    return FEATURES


def count(table: type) -> int:
    return db.session.scalar(select(func.count()).select_from(table)) or 0


def test_a_draft_is_no_version_until_it_is_published() -> None:
    saved = draft()
    assert (saved.revision.version, version_of("mentoring")) == (None, 0)
    revision = publish("mentoring", by=None, at=LATER, note="Der Anfang")
    assert (revision.version, revision.published_at, revision.note) == (1, LATER, "Der Anfang")
    assert (version_of("mentoring"), draft_of("mentoring")) == (1, None)


def test_a_course_is_kept_text_by_text_and_section_by_section() -> None:
    published()
    texts = db.session.scalars(select(UnitText).order_by(UnitText.n, UnitText.language)).all()
    assert [(text.unit, text.language, text.original, text.title) for text in texts] == [
        ("kurs", "de", True, "Mentoring"),
        ("rolle", "de", True, "Die Rolle"),
        ("rolle", "en", False, "The role"),
        ("grenzen", "de", True, "Grenzen"),
    ]
    assert [tuple(section) for section in texts[1].sections] == [("Einstieg", 10), ("Die drei Funktionen", 20)]
    assert texts[1].head["objectives"] == ["Die Rolle beschreiben"]
    first, second = texts[1].parts
    assert (first.n, first.title, first.minutes) == (1, "Einstieg", 10)
    assert [next(iter(part)) for part in second.parts] == ["slot", "html"]


def test_a_place_keeps_what_its_type_compiled_and_what_its_author_wrote() -> None:
    published()
    parts = db.session.scalars(
        select(SectionRow.parts)
        .join(UnitText, UnitText.id == SectionRow.unit_text_id)
        .where(UnitText.unit == "rolle", SectionRow.n == 2)
        .order_by(UnitText.language)
    ).all()
    german, english = (found[0]["slot"] for found in parts)
    assert (german["type"], german["key"], german["required"], german["objectives"]) == (
        "quiz",
        "check",
        True,
        [1],
    )
    assert german["attributes"] == english["attributes"] == {"attempts": None, "pass": 0.8, "shuffle": "no"}
    assert german["data"] != english["data"]


def test_files_lie_under_their_hash_and_make_the_folder_again() -> None:
    revision = published()
    assert sources(revision) == dict(FILES)
    row = db.session.scalar(select(CourseFile).where(CourseFile.path == "leitfaden.txt"))
    assert row is not None
    assert (row.media_type, row.size, location(row.digest).read_bytes()) == ("text/plain", 9, b"Zuhoeren.")
    assert find_file("mentoring", row.digest[:12], "leitfaden.txt") is row
    assert find_file("mentoring", row.digest[:12], "anders.txt") is None
    assert find_file("anderer", row.digest[:12], "leitfaden.txt") is None
    assert find_file("mentoring", "%", "leitfaden.txt") is None


def test_a_new_draft_takes_the_place_of_the_one_before_with_all_that_it_held() -> None:
    first = draft().revision.hash
    rows = count(UnitText), count(SectionRow), count(CourseFile)
    second = draft(changed(rolle=("Einstieg", "Anfang")))
    assert second.revision.hash != first
    assert (count(Revision), count(UnitText), count(SectionRow), count(CourseFile)) == (1, *rows)


def test_units_as_published_are_counted_as_unchanged() -> None:
    published()
    assert (draft().units, draft().unchanged) == (2, 2)
    assert draft(changed(rolle=("Einstieg", "Anfang"))).unchanged == 1
    assert draft(changed(rolle_en=("Start", "Beginning"))).unchanged == 1
    assert draft(changed(kurs=("Willkommen", "Guten Tag"))).unchanged == 2


def test_publishing_what_is_published_makes_no_new_version() -> None:
    first = published()
    again = published()
    assert (again.id, again.version, draft_of("mentoring")) == (first.id, 1, None)
    assert published(changed(rolle=("Einstieg", "Anfang"))).version == 2


def test_older_versions_stay_as_they_were() -> None:
    published()
    published(changed(rolle=("Die Rolle\n", "Neue Rolle\n"), kurs=("titel: Mentoring", "titel: Mentoring neu")))
    old, new = version_row("mentoring", 1), version_row("mentoring", 2)
    assert old is not None
    assert new is not None
    assert (old.title, new.title) == ("Mentoring", "Mentoring neu")
    assert (old.texts[1].title, new.texts[1].title) == ("Die Rolle", "Neue Rolle")
    row = db.session.get(CourseRow, "mentoring")
    assert row is not None
    assert (row.version, row.title, row.minutes) == (2, "Mentoring neu", 45)


def test_who_publishes_later_learns_what_changed_in_the_meantime() -> None:
    published()
    draft(changed(rolle=("Einstieg", "Anfang")))
    publish("mentoring", by=None, at=MONDAY)
    draft(changed(grenzen=("Ein Fall", "Zwei Fälle")), based_on=1)
    with pytest.raises(Overtaken) as caught:
        publish("mentoring", by=None, at=LATER)
    assert "Version 2" in str(caught.value.message)
    assert "It changed: Die Rolle." in str(caught.value.message)
    assert "Grenzen" not in str(caught.value.message)
    assert version_of("mentoring") == 2


def test_a_draft_that_somebody_else_replaced_is_not_published_unseen() -> None:
    mine = draft()
    seen = mine.revision.hash
    draft(changed(rolle=("Einstieg", "Anfang")))
    with pytest.raises(Overtaken):
        publish("mentoring", by=None, at=LATER, draft=seen)


def test_without_a_draft_there_is_nothing_to_publish() -> None:
    with pytest.raises(LmsError, match="no course"):
        publish("mentoring", by=None, at=MONDAY)
    published()
    with pytest.raises(LmsError, match="no draft"):
        publish("mentoring", by=None, at=MONDAY)


def test_results_are_not_orphaned_by_a_new_key() -> None:
    published()
    learner = add_person("Aylin").id
    enrol(learner, "mentoring", by=None, at=MONDAY)
    renamed = changed(rolle=("```quiz check", "```quiz pruefung"), rolle_en=("```quiz check", "```quiz pruefung"))
    draft(renamed)
    assert publishing.problems_with_results(prepared(renamed).course) == []
    record(Evidence(learner, ActivityRef("mentoring", "quiz", "rolle/check"), "submitted", MONDAY, score=1.0))
    problems = publishing.problems_with_results(prepared(renamed).course)
    assert [problem.rule for problem in problems] == ["key-vanished"]
    with pytest.raises(ContentError) as caught:
        publish("mentoring", by=None, at=LATER)
    assert caught.value.problems == tuple(problems)
    with_former = changed(
        rolle=("```quiz check", "```quiz pruefung war=check"), rolle_en=("```quiz check", "```quiz pruefung")
    )
    assert published(with_former).version == 2


def test_discarding_the_draft_of_a_new_course_leaves_nothing() -> None:
    draft()
    discard_draft("mentoring")
    assert (count(CourseRow), count(Revision), count(UnitText)) == (0, 0, 0)
    published()
    draft(changed(rolle=("Einstieg", "Anfang")))
    discard_draft("mentoring")
    assert (count(CourseRow), count(Revision), version_of("mentoring")) == (1, 1, 1)


def test_nothing_is_kept_when_a_draft_fails_halfway(app: Flask) -> None:
    whole = prepared()
    broken = replace(whole, texts=(*whole.texts, {**whole.texts[0], "title": None}))
    db.session.rollback()
    with pytest.raises(Exception, match="title"):
        publishing.save_draft(broken, based_on=0, by=None, at=MONDAY)
    db.session.rollback()
    assert (count(CourseRow), count(Revision), count(UnitText)) == (0, 0, 0)
