"""Recording evidence completes goals and issues certificates, once, whatever happens at the same moment."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from lms.certification.models import Award
from lms.core.errors import LmsError
from lms.core.evidence import COMPLETED, ActivityRef, Evidence
from lms.db import db
from lms.features import Feature
from lms.progress.log import open_enrolment, progress_of
from lms.progress.models import Enrolment, EvidenceRow
from lms.progress.service import begin_again, close, enrol, record, switch, waive, withdraw
from lms.testing import MONDAY, MakeApp, People, add_people
from tests.sources import AWARD, COURSE, QUIZ, TALK, TEXT, UNIT, MemorySource, course_goals


@pytest.fixture
def source() -> MemorySource:
    """The course of these tests."""
    return MemorySource()


@pytest.fixture
def app(make: MakeApp, source: MemorySource) -> Flask:
    """An application whose only feature is that course."""
    return make((Feature("probe", source=source),))


@pytest.fixture
def learner(context: None) -> int:
    """Somebody who is enrolled."""
    people: People = add_people(COURSE)
    enrol(people.learner, COURSE, by=people.coordinator, at=MONDAY)
    db.session.commit()
    return people.learner


def do(learner: int, ref: ActivityRef, kind: str, score: float | None = None) -> list[Evidence]:
    return record(Evidence(learner, ref, kind, MONDAY, score))


def awards() -> int:
    return db.session.scalar(select(func.count(Award.id))) or 0


def test_the_last_criterion_brings_the_certificate_with_name_office_and_validity(learner: int) -> None:
    do(learner, TEXT, "read")
    do(learner, TALK, "posted")
    assert awards() == 0
    do(learner, QUIZ, "submitted", 0.9)
    award = db.session.scalars(select(Award)).one()
    assert (award.name, award.org_label) == ("Aylin Öztürk", "Stadt/Dezernat I/Bürgeramt")
    assert (award.issued_on.isoformat(), str(award.valid_until)) == ("2026-11-23", "2028-11-23")
    assert award.criteria[0]["met"] is True


def test_evidence_without_an_enrolment_is_kept_and_counts_for_nothing(app: Flask, context: None) -> None:
    people = add_people()
    rows = do(people.outsider, TEXT, "read")
    assert [row.kind for row in rows] == ["read"]
    assert db.session.scalars(select(EvidenceRow)).one().enrolment_id is None


def test_doing_the_same_twice_awards_once(learner: int) -> None:
    for _ in range(2):
        do(learner, TEXT, "read")
        do(learner, TALK, "posted")
        do(learner, QUIZ, "submitted", 1.0)
    assert awards() == 1


@pytest.mark.parametrize(
    ("first", "second"),
    [((QUIZ, "submitted", 1.0), (QUIZ, "submitted", 1.0)), ((QUIZ, "submitted", 1.0), (TALK, "posted", None))],
    ids=["the same criterion twice at once", "two different last criteria at once"],
)
def test_two_tabs_make_exactly_one_award(
    app: Flask, learner: int, first: tuple[ActivityRef, str, float], second: tuple[ActivityRef, str, float]
) -> None:
    do(learner, TEXT, "read")
    if second[0] == QUIZ:
        do(learner, TALK, "posted")
    db.session.commit()
    gate = threading.Barrier(2)

    def tab(ref: ActivityRef, kind: str, score: float | None) -> None:
        with app.app_context():
            db.session.execute(select(1)) if db.engine.dialect.name == "postgresql" else None
            gate.wait()
            do(learner, ref, kind, score)
            db.session.commit()

    tabs = [threading.Thread(target=tab, args=what) for what in (first, second)]
    for thread in tabs:
        thread.start()
    for thread in tabs:
        thread.join()
    assert awards() == 1
    enrolment = open_enrolment(learner, COURSE)
    assert enrolment
    assert progress_of(enrolment).complete


def test_somebody_who_is_enrolled_keeps_that_enrolment(learner: int) -> None:
    again = enrol(learner, COURSE, by=None, at=MONDAY + timedelta(days=3), due=(MONDAY + timedelta(30)).date())
    assert (again.cycle, again.due) == (1, (MONDAY + timedelta(30)).date())


def test_a_refresher_is_a_new_cycle_that_wipes_nothing(learner: int) -> None:
    for ref, kind in ((TEXT, "read"), (TALK, "posted")):
        do(learner, ref, kind)
    do(learner, QUIZ, "submitted", 1.0)
    again = begin_again(learner, COURSE, by=None, at=MONDAY + timedelta(days=700))
    assert (again.cycle, progress_of(again).complete) == (2, False)
    for ref, kind, score in ((TEXT, "read", None), (TALK, "posted", None), (QUIZ, "submitted", 1.0)):
        record(Evidence(learner, ref, kind, MONDAY + timedelta(days=701), score))
    old, new = db.session.scalars(select(Award).order_by(Award.id)).all()
    assert (old.cycle, new.cycle) == (1, 2)
    assert old.superseded_on == new.issued_on


def test_a_waiver_counts_and_needs_a_reason(learner: int) -> None:
    enrolment = open_enrolment(learner, COURSE)
    assert enrolment
    with pytest.raises(LmsError, match="say why"):
        waive(enrolment, TALK, by=learner, at=MONDAY, reason="  ")
    do(learner, TEXT, "read")
    do(learner, QUIZ, "submitted", 1.0)
    waive(enrolment, TALK, by=learner, at=MONDAY, reason="Im Vorjahr besprochen")
    assert awards() == 1


def test_a_withdrawn_tick_no_longer_counts(learner: int) -> None:
    do(learner, TALK, "discussed")
    tick = db.session.scalars(select(EvidenceRow).where(EvidenceRow.kind == "discussed")).one()
    first = withdraw(tick, by=learner, at=MONDAY)
    assert withdraw(tick, by=learner, at=MONDAY).id == first.id
    enrolment = open_enrolment(learner, COURSE)
    assert enrolment
    assert TALK in progress_of(enrolment).standing.completed, "what was completed stays completed"


def test_switching_keeps_evidence_and_completes_what_follows(source: MemorySource, learner: int) -> None:
    do(learner, TEXT, "read")
    do(learner, QUIZ, "submitted", 1.0)
    source.versions[2] = course_goals(with_talk=False)
    enrolment = open_enrolment(learner, COURSE)
    assert enrolment
    switch(enrolment, 2, at=MONDAY)
    assert awards() == 1
    assert db.session.scalars(select(Award)).one().version == 2


def test_a_new_edition_asks_again_but_takes_no_completion_back(source: MemorySource, learner: int) -> None:
    do(learner, QUIZ, "submitted", 0.5)
    source.versions[2] = course_goals(mark=0.4, edition=2)
    enrolment = open_enrolment(learner, COURSE)
    assert enrolment
    switch(enrolment, 2, at=MONDAY)
    assert QUIZ not in progress_of(enrolment).standing.completed
    do(learner, QUIZ, "submitted", 0.5)
    assert QUIZ in progress_of(enrolment).standing.completed


def test_a_completion_elsewhere_counts_in_another_enrolment(make: MakeApp) -> None:
    from lms.core.criteria import On, completed
    from lms.core.goals import Goal, Goals
    from tests.sources import SAY, WHOLE

    second = ActivityRef("zwei", "course", "zwei")
    other = MemorySource({1: Goals((Goal(second, On(WHOLE, completed(SAY)), "Zwei"),))}, "zwei")
    app = make((Feature("eins", source=MemorySource()), Feature("zwei", source=other)))
    with app.app_context():
        learner = add_people().learner
        enrol(learner, COURSE, by=None, at=MONDAY)
        later = enrol(learner, "zwei", by=None, at=MONDAY)
        do(learner, TEXT, "read")
        do(learner, TALK, "posted")
        do(learner, QUIZ, "submitted", 1.0)
        assert progress_of(later).complete


def test_a_completion_remembers_what_it_rests_on(learner: int) -> None:
    do(learner, TEXT, "read")
    row = db.session.scalars(select(EvidenceRow).where(EvidenceRow.kind == COMPLETED)).one()
    assert row.basis == [
        {
            "ref": str(TEXT),
            "text": {"text": "Do it.", "values": {}},
            "met": True,
            "waived": False,
            "on": "2026-11-23",
            "parts": [],
        }
    ]


def test_a_closed_enrolment_takes_no_more_evidence(learner: int) -> None:
    enrolment = db.session.scalars(select(Enrolment)).one()
    close(enrolment, at=MONDAY)
    assert [row.kind for row in do(learner, TEXT, "read")] == ["read"]
    assert progress_of(enrolment).standing.completed == {}


def test_unit_completion_is_found_by_its_own_address(learner: int) -> None:
    do(learner, TEXT, "read")
    do(learner, TALK, "posted")
    do(learner, QUIZ, "submitted", 1.0)
    enrolment = open_enrolment(learner, COURSE)
    assert enrolment
    assert UNIT in progress_of(enrolment).standing.completed


def test_a_single_unit_opens_into_its_own_conditions_also_beside_a_confirmation(
    source: MemorySource, learner: int
) -> None:
    source.versions[2] = course_goals(confirmed=True)
    enrolment = open_enrolment(learner, COURSE)
    assert enrolment
    assert [line.ref for line in progress_of(enrolment).lines] == [TEXT, QUIZ, TALK]
    switch(enrolment, 2, at=MONDAY)
    assert [line.ref for line in progress_of(enrolment).lines] == [TEXT, QUIZ, TALK, AWARD]
