"""What is exported, forgotten and deleted after a while."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask
from sqlalchemy import delete, func, inspect, select

from lms.core.activity import Slot
from lms.core.clock import now
from lms.db import db
from lms.people.models import Person
from lms.progress.log import open_enrolment
from lms.progress.service import close
from lms.testing import People
from quizzes import feature
from quizzes.activities import REFLECTION, SELFCHECK
from quizzes.models import Answer, Reflection, SelfCheck
from quizzes.personal import delete_answers
from tests.quizzes.conftest import Browser
from tests.quizzes.course import COURSE, RIGHT, UNIT, Memory


def fill(source: Memory, learner: Browser) -> None:
    source.put(SELFCHECK, "selbstcheck")
    source.put(REFLECTION, "montag", "Was?")
    learner.answer("wort", "Praktikum")
    learner.client.post(f"/quizzes/selfcheck/{COURSE}/{UNIT}/selbstcheck", data={"mark-0": "yes"})
    learner.client.post(f"/quizzes/reflection/{COURSE}/{UNIT}/montag", data={"text": "Für mich"})


def counts() -> list[int]:
    return [
        db.session.scalar(select(func.count()).select_from(table)) or 0 for table in (Answer, SelfCheck, Reflection)
    ]


def test_everything_of_ones_own_is_exported(
    app: Flask, quiz: Slot, source: Memory, people: People, learner: Browser
) -> None:
    fill(source, learner)
    assert feature.personal_data
    with app.app_context():
        mine = feature.personal_data.export(people.learner)
        theirs = feature.personal_data.export(people.colleague)
    assert [row["given"] for row in mine["answers"]] == [["Praktikum"]]
    assert mine["answers"][0]["score"] == 0
    assert [row["marks"] for row in mine["self_checks"]] == [{"0": "yes"}]
    assert [row["text"] for row in mine["reflections"]] == ["Für mich"]
    assert theirs == {"answers": [], "draws": [], "self_checks": [], "reflections": []}


def test_forgetting_somebody_leaves_nothing(
    app: Flask, quiz: Slot, source: Memory, people: People, learner: Browser
) -> None:
    fill(source, learner)
    assert feature.personal_data
    assert feature.personal_data.forget
    with app.app_context():
        feature.personal_data.forget(people.colleague)
        assert counts() == [1, 1, 1]
        feature.personal_data.forget(people.learner)
        assert counts() == [0, 0, 0]


def test_deleting_a_person_deletes_what_they_answered(
    app: Flask, quiz: Slot, source: Memory, people: People, learner: Browser
) -> None:
    fill(source, learner)
    with app.app_context():
        db.session.execute(delete(Person).where(Person.id == people.learner))
        assert counts() == [0, 0, 0]


def test_answers_are_deleted_some_time_after_the_unit_is_complete(
    app: Flask, quiz: Slot, people: People, learner: Browser
) -> None:
    learner.answer("wort", "Praktikum")
    later = now() + timedelta(days=1)
    with app.app_context():
        assert delete_answers(later, True) == 0
    learner.answer_all(RIGHT)
    with app.app_context():
        assert delete_answers(now() - timedelta(days=1), False) == 0
        assert delete_answers(later, True) == 5
        assert delete_answers(later, False) == 5
        assert counts()[0] == 0


def test_answers_are_deleted_some_time_after_an_enrolment_ends(
    app: Flask, quiz: Slot, people: People, learner: Browser
) -> None:
    learner.answer("wort", "Praktikum")
    with app.app_context():
        enrolment = open_enrolment(people.learner, COURSE)
        assert enrolment
        close(enrolment, at=now())
        assert delete_answers(now() + timedelta(days=1), False) == 1


def test_the_migration_makes_the_tables_that_the_models_describe(app: Flask) -> None:
    with app.app_context():
        found = inspect(db.engine)
        for model in (Answer, SelfCheck, Reflection):
            table = model.__table__
            assert {column["name"] for column in found.get_columns(table.name)} == set(table.columns.keys())
            uniques = {unique["name"] for unique in found.get_unique_constraints(table.name)}
            assert uniques == {
                str(rule.name) for rule in table.constraints if rule.__visit_name__ == "unique_constraint"
            }
            assert {index["name"] for index in found.get_indexes(table.name) if not index["unique"]} == {
                index.name for index in table.indexes
            }
