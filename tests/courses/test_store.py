"""What the kernel asks of published courses, and at what price."""

from __future__ import annotations

import pytest
from flask import Flask

from courses.service.steps import next_step
from courses.store import store, version_at
from lms.core.evidence import READ, ActivityRef, Evidence
from lms.db import db
from lms.features import Feature
from lms.progress.log import progress_of
from lms.progress.service import begin_again, enrol, record
from lms.testing import MONDAY, add_person, count_queries
from tests.courses.making import FEATURES, LATER, changed, draft, published

pytestmark = pytest.mark.usefixtures("context")
QUIZ = ActivityRef("mentoring", "quiz", "rolle/check")
TALK = ActivityRef("mentoring", "discussion", "grenzen/fall")


@pytest.fixture
def features() -> tuple[Feature, ...]:
    return FEATURES


def test_only_published_courses_are_subjects() -> None:
    draft()
    assert store.subjects() == []
    assert store.subject("mentoring") is None
    published()
    (subject,) = store.subjects()
    assert (subject.key, subject.title, subject.version, subject.minutes, subject.open) == (
        "mentoring", "Mentoring", 1, 45, True,
    )  # fmt: skip
    assert store.subject("mentoring") == subject
    assert store.subject("anderer") is None


def test_the_goals_of_a_version_lead_to_its_certificate() -> None:
    published()
    goals = store.goals("mentoring", 1)
    assert [str(goal.ref) for goal in goals][-2:] == ["mentoring:course:mentoring", "mentoring:certificate:mentoring"]
    assert len(store.goals("mentoring", 2).goals) == 0


def test_a_version_is_read_from_the_database_once(app: Flask) -> None:
    published()
    db.session.commit()
    first = store.goals("mentoring", 1)
    with count_queries(app) as statements:
        assert store.goals("mentoring", 1) is first
        assert store.prerequisites("mentoring", 1).keys() == {"grenzen"}
    assert statements == []


def test_each_version_keeps_its_own_goals() -> None:
    published()
    published(changed(kurs=("  - einheit grenzen\n", "")))
    needed = [len(store.goals("mentoring", n).goals[-2].reads) for n in (1, 2)]
    assert needed == [2, 1]


def test_a_place_is_found_by_its_address_in_the_wanted_language_or_the_originals() -> None:
    published()
    german, english, french = (store.slot(QUIZ, 1, language) for language in ("de", "en", "fr"))
    assert german is not None
    assert english is not None
    assert (german.language, german.unit_title, german.title, german.objectives_text) == (
        "de", "Die Rolle", "Die Rolle", ("Die Rolle beschreiben",),
    )  # fmt: skip
    assert (english.language, english.unit_title, english.attributes) == ("en", "The role", german.attributes)
    assert french == german
    assert store.slot(QUIZ, 2, "de") is None
    assert store.slot(ActivityRef("mentoring", "quiz", "rolle/anders"), 1, "de") is None


def test_places_of_a_type_come_in_the_authors_order(app: Flask) -> None:
    published(changed(grenzen=("```diskussion", "```quiz probe\nFrage?\n```\n\n```diskussion")))
    assert [slot.ref.key for slot in store.slots("mentoring", 1, "quiz", "en")] == ["rolle/check", "grenzen/probe"]
    assert [slot.ref for slot in store.slots("mentoring", 1, "discussion", "de")] == [TALK]
    assert store.slots("mentoring", 1, "reflection", "de") == []
    with count_queries(app) as statements:
        store.slots("mentoring", 1, "quiz", "de")
    assert len(statements) == 1


def test_everything_has_its_page() -> None:
    published()
    found = {
        str(ref): store.address(ref)
        for ref in (
            QUIZ,
            TALK,
            ActivityRef("mentoring", "read", "rolle"),
            ActivityRef("mentoring", "unit", "grenzen"),
            ActivityRef("mentoring", "course", "mentoring"),
            ActivityRef("mentoring", "quiz", "rolle/weg"),
            ActivityRef("anderer", "course", "anderer"),
        )
    }
    assert list(found.values()) == [
        "/courses/mentoring/rolle/2#check",
        "/courses/mentoring/grenzen/1#fall",
        "/courses/mentoring/rolle/1",
        "/courses/mentoring/grenzen/1",
        "/courses/mentoring/",
        None,
        None,
    ]


def test_inside_a_host_addresses_begin_where_the_product_is_mounted(app: Flask) -> None:
    published()
    with app.test_request_context("/", environ_overrides={"SCRIPT_NAME": "/lernen"}):
        assert store.address(QUIZ) == "/lernen/courses/mentoring/rolle/2#check"
        step = store.step(1, "mentoring", 1)
    assert step is not None
    assert step.address == "/lernen/courses/mentoring/rolle/1"
    assert step.route[1][3] == "/lernen/courses/mentoring/grenzen/1"


def learner_in_course() -> int:
    published()
    person = add_person("Aylin").id
    enrol(person, "mentoring", by=None, at=MONDAY)
    return person


def mark(person: int, unit: str, section: int) -> None:
    from courses.models import Bookmark

    db.session.merge(Bookmark(person_id=person, course="mentoring", unit=unit, section=section, at=LATER))
    db.session.flush()


def test_the_first_step_is_the_first_section() -> None:
    step = next_step(learner_in_course(), "mentoring", 1)
    assert step is not None
    assert (step.address, step.title, step.minutes) == ("/courses/mentoring/rolle/1", "Einstieg", 10)
    assert (step.minutes_left, step.minutes_all) == (45, 45)
    assert [stop[0] for stop in step.route] == ["here", "open"]


def test_the_next_step_is_where_the_bookmark_lies() -> None:
    person = learner_in_course()
    mark(person, "rolle", 2)
    step = next_step(person, "mentoring", 1)
    assert step is not None
    assert (step.address, step.title, step.minutes_left) == ("/courses/mentoring/rolle/2", "Die drei Funktionen", 35)


def test_a_unit_that_was_read_is_behind_and_after_the_last_there_is_no_step() -> None:
    person = learner_in_course()
    mark(person, "rolle", 3)
    record(Evidence(person, ActivityRef("mentoring", "read", "rolle"), READ, LATER))
    step = next_step(person, "mentoring", 1)
    assert step is not None
    assert (step.address, step.minutes_left, [stop[0] for stop in step.route]) == (
        "/courses/mentoring/grenzen/1", 15, ["done", "here"],
    )  # fmt: skip
    record(Evidence(person, ActivityRef("mentoring", "read", "grenzen"), READ, LATER))
    assert next_step(person, "mentoring", 1) is None


def test_a_new_enrolment_begins_at_the_beginning() -> None:
    person = learner_in_course()
    mark(person, "rolle", 2)
    begin_again(person, "mentoring", by=None, at=LATER.replace(hour=23))
    step = next_step(person, "mentoring", 1)
    assert step is not None
    assert step.address == "/courses/mentoring/rolle/1"


def test_the_next_step_costs_three_statements(app: Flask) -> None:
    person = learner_in_course()
    db.session.flush()
    with count_queries(app) as statements:
        next_step(person, "mentoring", 1)
    assert len(statements) == 3


def test_a_course_leads_from_reading_to_the_certificate() -> None:
    person = learner_in_course()
    enrolment = enrol(person, "mentoring", by=None, at=MONDAY)
    for unit in ("rolle", "grenzen"):
        record(Evidence(person, ActivityRef("mentoring", "read", unit), READ, LATER))
    record(Evidence(person, TALK, "posted", LATER))
    assert not progress_of(enrolment).complete
    record(Evidence(person, QUIZ, "submitted", LATER, score=0.7))
    assert not progress_of(enrolment).complete
    record(Evidence(person, QUIZ, "submitted", LATER, score=0.8))
    assert progress_of(enrolment).complete


def test_a_version_keeps_blocks_whose_feature_is_gone(app: Flask) -> None:
    published()
    types = app.extensions["lms"].features.types
    app.extensions.pop("courses", None)
    kept = types.pop("quiz")
    try:
        goals = store.goals("mentoring", 1)
        found = goals.get(ActivityRef("mentoring", "unit", "rolle"))
        assert found is not None
        assert QUIZ in found.reads
        assert found.criterion.progress([Evidence(1, QUIZ, "submitted", MONDAY, score=1.0)]) == 0
    finally:
        types["quiz"] = kept
    assert version_at("mentoring", 1) is not None
