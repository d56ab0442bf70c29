"""Quizzes that draw some of their questions, and what a block says about all of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from lms.core.activity import Slot, Threshold
from lms.core.errors import BadValue
from lms.db import db
from lms.testing import People
from quizzes.activities import QUIZ
from quizzes.cards import cards
from quizzes.core.completion import QUIZ_RULE
from quizzes.models import Draw
from quizzes.personal import delete_answers, export
from quizzes.service import QuizState
from quizzes.service.drawing import drawn_for
from tests.quizzes.conftest import Browser, element, evidence
from tests.quizzes.course import Memory, block

KEYS = [f"f{n}" for n in range(1, 9)]
BODY = "\n\n".join(f"# {key}\nFrage {key}?\n(x) Ja {key}\n> a\n( ) Nein {key}\n> b" for key in KEYS)


@pytest.fixture
def quiz(source: Memory) -> Slot:
    """A quiz that draws three of its eight questions."""
    return source.put(QUIZ, "check", BODY, draw=3)


def asked(browser: Browser) -> list[str]:
    return re.findall(r'id="frage-check-(f[0-9])"', browser.page())


def test_the_drawn_questions_stay_the_same_and_are_enough(
    app: Flask, learner: Browser, people: People, quiz: Slot
) -> None:
    keys = asked(learner)
    assert len(keys) == 3
    assert keys == sorted(keys)
    assert asked(learner) == keys
    for key in keys:
        learner.answer(key, "0", turn=1)
    assert asked(learner) == keys
    assert ("quiz", "submitted", 1.0) in evidence(app, people.learner)


def test_a_question_that_was_not_drawn_takes_no_answer(
    app: Flask, learner: Browser, people: People, quiz: Slot
) -> None:
    keys = asked(learner)
    other = next(key for key in KEYS if key not in keys)
    learner.answer(other, "0", turn=1)
    learner.answer_all({key: ["0"] for key in KEYS})
    assert asked(learner) == keys
    assert ("quiz", "submitted", 1.0) in evidence(app, people.learner)
    with app.app_context():
        assert {row["question"] for row in export(people.learner)["answers"]} == set(keys)


def test_what_was_drawn_survives_new_questions_and_another_order(learner: Browser, source: Memory, quiz: Slot) -> None:
    keys = asked(learner)
    learner.answer(keys[0], "0", turn=1)
    more = "\n\n".join(f"# n{n}\nNeu {n}?\n(x) Ja\n> a\n( ) Nein\n> b" for n in range(9))
    source.put(QUIZ, "check", more + "\n\n" + BODY, draw=3)
    assert asked(learner) == keys


def test_people_draw_different_questions(app: Flask, people: People, quiz: Slot) -> None:
    with app.app_context():
        learner, colleague = (
            [data["key"] for data in drawn_for([quiz], person)[quiz.ref].data["questions"]]
            for person in (people.learner, people.colleague)
        )
    assert len(learner) == len(colleague) == 3
    assert learner != colleague


def test_questions_are_counted_anew_for_everybody(people: People, quiz: Slot, browse: Callable[[int], Browser]) -> None:
    for person in (people.learner, people.colleague):
        assert re.findall(r"<span>(Frage [0-9] von [0-9])</span>", browse(person).page()) == [
            "Frage 1 von 3",
            "Frage 2 von 3",
            "Frage 3 von 3",
        ]


def test_a_trainer_who_looks_sees_all_questions(people: People, quiz: Slot, browse: Callable[[int], Browser]) -> None:
    assert asked(browse(people.trainer)) == KEYS


def test_what_was_drawn_goes_with_the_answers(app: Flask, learner: Browser, people: People, quiz: Slot) -> None:
    keys = asked(learner)
    for key in keys:
        learner.answer(key, "0", turn=1)
    with app.app_context():
        assert export(people.learner)["draws"][0]["questions"] == keys
        late = db.session.query(Draw).one().at + timedelta(days=1)
        assert delete_answers(late, False) == 3
        db.session.commit()
        assert db.session.query(Draw).count() == 0


def test_more_questions_than_there_are_cannot_be_drawn() -> None:
    (problem,) = QUIZ.check(block(QUIZ, "check", "# a\nWas?\n(x) A\n> a\n( ) B\n> b", draw=2))
    assert (problem.rule, problem.severity, problem.line) == ("draw-unmeetable", "error", 1)


def test_points_mean_nothing_where_questions_are_drawn() -> None:
    with pytest.raises(BadValue, match="draws its questions"):
        QUIZ_RULE.criterion(block(QUIZ, "check", BODY, draw=3), Threshold("points", 2))


@pytest.mark.parametrize(
    ("shuffle", "questions", "answers"),
    [("none", False, False), ("answers", False, True), ("questions", True, False), ("all", True, True)],
)
def test_shuffling_moves_what_it_says_and_nothing_else(
    source: Memory, shuffle: str, questions: bool, answers: bool
) -> None:
    slot = source.put(QUIZ, "check", BODY, shuffle=shuffle)
    found = [cards(slot, QuizState(), person) for person in range(1, 9)]
    orders = {tuple(card.data["key"] for card in own) for own in found}
    firsts = {card.choices[0].text.split()[0] for own in found for card in own}
    assert (len(orders) > 1) is questions
    assert (firsts == {"Ja", "Nein"}) is answers
    assert found[0] == cards(slot, QuizState(), 1)


def test_the_latest_answer_counts_where_the_block_says_so(
    app: Flask, learner: Browser, people: People, source: Memory
) -> None:
    source.put(QUIZ, "check", "# f1\nFrage?\n(x) Ja\n> a\n( ) Nein\n> b", grading="latest", attempts=2)
    learner.answer("f1", "0", turn=1)
    learner.answer("f1", "1", turn=2)
    learner.answer("f1", "0", turn=3)
    scores = [score for kind, what, score in evidence(app, people.learner) if (kind, what) == ("quiz", "submitted")]
    assert scores == [1.0, 0.0]
    assert "so oft" in element(learner.page(), "frage-check-f1")[1]
