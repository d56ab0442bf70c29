"""What was discussed in class."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from forum.service.state import load
from forum.service.ticks import participants, tick_discussed, untick
from lms.core.errors import LmsError
from lms.db import db
from lms.progress.log import open_enrolment, progress_of
from lms.progress.models import EvidenceRow
from lms.progress.service import begin_again
from lms.testing import MONDAY, People
from tests.forum.course import COURSE, QUALITY, ref, slot_of

AT = ref(QUALITY)
FORTNIGHT = timedelta(days=14)


@pytest.fixture(autouse=True)
def in_context(app: Flask, people: People) -> Iterator[None]:
    with app.app_context():
        yield


def ticked() -> list[bool]:
    return [person.ticked_at is not None for person in participants(AT)]


def test_participants_stand_in_order_with_name_and_office_only() -> None:
    found = participants(AT)
    assert [(person.name, person.office) for person in found] == [
        ("Öztürk, Aylin", "Bürgeramt"),
        ("Weiß, Björn", "Bürgeramt"),
    ]


def test_several_people_are_ticked_at_once_and_the_condition_is_met(people: People) -> None:
    rows = tick_discussed(AT, [people.learner, people.colleague], by=people.trainer, at=MONDAY)
    assert {(row.learner, row.by, row.kind) for row in rows} == {
        (people.learner, people.trainer, "discussed"),
        (people.colleague, people.trainer, "discussed"),
    }
    assert ticked() == [True, True]
    enrolment = open_enrolment(people.learner, COURSE)
    assert enrolment
    assert progress_of(enrolment).lines[0].met


def test_who_is_ticked_already_or_not_enrolled_is_passed_by(people: People) -> None:
    tick_discussed(AT, [people.learner], by=people.trainer, at=MONDAY)
    assert tick_discussed(AT, [people.learner, people.outsider, 99_999], by=people.trainer, at=MONDAY) == []


def test_a_tick_is_taken_back_within_a_fortnight_and_both_stay_in_the_log(people: People) -> None:
    tick_discussed(AT, [people.learner], by=people.trainer, at=MONDAY)
    untick(AT, people.learner, by=people.trainer, at=MONDAY + FORTNIGHT)
    assert ticked() == [False, False]
    rows = db.session.scalars(select(EvidenceRow).order_by(EvidenceRow.id)).all()
    assert [(row.kind, row.by) for row in rows] == [("discussed", people.trainer), ("withdrawn", people.trainer)]
    assert rows[1].of == rows[0].id
    tick_discussed(AT, [people.learner], by=people.trainer, at=MONDAY + FORTNIGHT)
    assert ticked() == [True, False]


def test_after_a_fortnight_a_tick_stays(people: People) -> None:
    tick_discussed(AT, [people.learner], by=people.trainer, at=MONDAY)
    with pytest.raises(LmsError, match="14 days"):
        untick(AT, people.learner, by=people.trainer, at=MONDAY + FORTNIGHT + timedelta(seconds=1))
    assert ticked() == [True, False]


def test_a_learner_takes_back_only_what_they_ticked_themselves(people: People) -> None:
    tick_discussed(AT, [people.learner], by=people.trainer, at=MONDAY)
    assert untick(AT, people.learner, by=people.learner, at=MONDAY, own=True) == []
    [row] = tick_discussed(AT, [people.colleague], by=people.colleague, at=MONDAY)
    assert row.by is None
    assert len(untick(AT, people.colleague, by=people.colleague, at=MONDAY, own=True)) == 1


def test_a_new_cycle_begins_without_ticks(people: People) -> None:
    tick_discussed(AT, [people.learner], by=people.trainer, at=MONDAY)
    begin_again(people.learner, COURSE, by=None, at=MONDAY + timedelta(days=400))
    assert ticked() == [False, False]
    slot = slot_of(QUALITY)
    assert load([slot], people.learner)[AT].discussed_at is None


def test_a_tick_for_an_older_edition_counts_no_more(people: People) -> None:
    tick_discussed(AT, [people.learner], by=people.trainer, at=MONDAY)
    assert [person.ticked_at for person in participants(AT, edition=2)] == [None, None]
    slot = slot_of(QUALITY, edition=2)
    assert load([slot], people.learner)[AT].discussed_at is None
