"""The log can be played again, and brings the same completions."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import delete, select

from lms.core.errors import LmsError
from lms.core.evidence import BOOKKEEPING, COMPLETED, Evidence
from lms.db import db
from lms.features import Feature
from lms.people.models import Person
from lms.progress.log import open_enrolment
from lms.progress.models import Enrolment, EvidenceRow
from lms.progress.replay import check_all
from lms.progress.service import begin_again, close, enrol, record, switch, waive, withdraw
from lms.testing import MONDAY, MakeApp, add_person
from tests.sources import COURSE, QUIZ, TALK, TEXT, MemorySource, course_goals

ACTIONS = 1000


class Town:
    """People who do things at random; every action leaves the database as a request would."""

    def __init__(self, source: MemorySource, seed: int) -> None:
        self.source = source
        self.dice = random.Random(seed)
        self.people = [add_person("Person", str(n)).id for n in range(12)]
        self.at = MONDAY
        for person in self.people:
            enrol(person, COURSE, by=None, at=MONDAY)

    def act(self) -> None:
        """One action of one person."""
        self.at += timedelta(minutes=self.dice.randint(0, 600))
        person = self.dice.choice(self.people)
        enrolment = open_enrolment(person, COURSE)
        verbs = [self.do] * 10 + [self.waive, self.withdraw, self.withdraw, self.switch, self.again, self.publish]
        if enrolment is None:
            enrol(person, COURSE, by=None, at=self.at)
        elif self.dice.random() < 0.01:
            close(enrolment, at=self.at)
        else:
            self.dice.choice(verbs)(person, enrolment)

    def do(self, person: int, enrolment: Enrolment) -> None:
        """Reads, answers or talks."""
        ref, kind = self.dice.choice([(TEXT, "read"), (QUIZ, "submitted"), (TALK, "posted"), (TALK, "discussed")])
        score = round(self.dice.random(), 2) if ref == QUIZ else None
        record(Evidence(person, ref, kind, self.at, score))

    def waive(self, person: int, enrolment: Enrolment) -> None:
        """Is spared something."""
        waive(enrolment, self.dice.choice([TEXT, QUIZ, TALK]), by=self.people[0], at=self.at, reason="So vereinbart")

    def withdraw(self, person: int, enrolment: Enrolment) -> None:
        """Has a mistake taken back."""
        rows = db.session.scalars(
            select(EvidenceRow).where(
                EvidenceRow.enrolment_id == enrolment.id, EvidenceRow.kind.not_in(BOOKKEEPING - {"waived"})
            )
        ).all()
        if rows:
            withdraw(self.dice.choice(rows), by=self.people[0], at=self.at)

    def switch(self, person: int, enrolment: Enrolment) -> None:
        """Moves to some version."""
        switch(enrolment, self.dice.choice(list(self.source.versions)), at=self.at)

    def again(self, person: int, enrolment: Enrolment) -> None:
        """Takes the course once more."""
        begin_again(person, COURSE, by=None, at=self.at)

    def publish(self, person: int, enrolment: Enrolment) -> None:
        """A new version appears."""
        if len(self.source.versions) < 8:
            dice = self.dice
            goals = course_goals(
                mark=dice.choice([0.3, 0.6, 0.9]), with_talk=dice.random() < 0.5, edition=dice.randint(1, 3)
            )
            self.source.versions[len(self.source.versions) + 1] = goals


@pytest.fixture
def source() -> MemorySource:
    """The course that everybody takes."""
    return MemorySource()


@pytest.fixture
def app(make: MakeApp, source: MemorySource) -> Flask:
    """An application whose only feature is that course."""
    return make((Feature("probe", source=source),))


@pytest.mark.parametrize("seed", [1, 2])
def test_a_thousand_random_actions_replay_to_the_same_state(source: MemorySource, context: None, seed: int) -> None:
    town = Town(source, seed)
    for _ in range(ACTIONS):
        town.act()
    db.session.commit()
    audit = check_all()
    assert audit.differences == ()
    assert audit.evidence > ACTIONS / 2
    assert audit.learners == 12
    assert db.session.scalars(select(EvidenceRow).where(EvidenceRow.kind == COMPLETED)).first()


def test_a_lost_completion_is_found(context: None) -> None:
    learner = add_person("Ayşe", "Yıldırım").id
    enrol(learner, COURSE, by=None, at=MONDAY)
    record(Evidence(learner, TEXT, "read", MONDAY))
    db.session.execute(delete(EvidenceRow).where(EvidenceRow.kind == COMPLETED))
    (difference,) = check_all().differences
    assert (difference["ref"], difference["what"]) == (str(TEXT), "follows from the log, but is not complete")


def test_an_invented_completion_is_found(context: None) -> None:
    learner = add_person("Ayşe", "Yıldırım").id
    enrolment = enrol(learner, COURSE, by=None, at=MONDAY)
    db.session.add(
        EvidenceRow(
            person_id=learner,
            enrolment_id=enrolment.id,
            course=COURSE,
            type="quiz",
            key=QUIZ.key,
            kind=COMPLETED,
            at=MONDAY,
        )
    )
    db.session.flush()
    (difference,) = check_all().differences
    assert difference["what"] == "complete, but it does not follow from the log"


def test_recording_for_somebody_unknown_is_refused(context: None) -> None:
    with pytest.raises(LmsError, match="no course"):
        enrol(db.session.scalar(select(Person.id)) or 1, "gibt-es-nicht", by=None, at=MONDAY)
