"""Pairs, steps and gaps on the page: fields with names, refused answers, and what is told afterwards."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask import Flask

from lms.core.activity import Slot
from lms.testing import People
from quizzes.activities import QUIZ
from quizzes.cards import cards
from quizzes.service import QuizState
from tests.quizzes.conftest import Browser, element, evidence
from tests.quizzes.course import Memory

BODY = """# paare
Was gehört zusammen?
Führung -> Orientierung & Halt
Beratung -> zuhören
-> Leistung beurteilen
    > Das gehört zur Führung.
>> So ist es.

# folge
In welcher Reihenfolge?
1. Training
2. Paare bilden
3. Auswerten
>> Erst lernen, dann handeln.

# satz
Erst {fragen|zuhören}, dann {( ) vorgeben|(x) anbieten}, in {= 4} Schritten.
>> Ein Angebot kann man ablehnen.
"""


@pytest.fixture
def quiz(source: Memory) -> Slot:
    """A quiz with pairs, steps and gaps."""
    return source.put(QUIZ, "check", BODY)


def test_steps_and_partners_never_stand_in_the_right_order(quiz: Slot) -> None:
    orders = set()
    for person in range(1, 40):
        pairs, steps, _ = cards(quiz, QuizState(), person)
        assert [field.label for field in steps.fields] != ["Training", "Paare bilden", "Auswerten"]
        assert [value for value, _ in pairs.fields[0].options] != ["0:0", "0:1", "0:2"]
        assert steps == cards(quiz, QuizState(), person)[1]
        orders.add(tuple(field.label for field in steps.fields))
    assert len(orders) > 2


def test_every_field_has_a_name(learner: Browser, quiz: Slot) -> None:
    page = learner.page()
    for name in re.findall(r'<(?:select|input)[^>]*name="answer-[^>]*id="([^"]*)"', page):
        assert f'for="{name}"' in page
    assert "Lücke 2 von 3" in page
    assert "Lücke 3 von 3, eine Zahl" in page
    assert "Orientierung &amp; Halt</option>" in page


@pytest.mark.parametrize(
    ("question", "given", "words"),
    [
        ("paare", ["0:0", ""], "Wählen Sie zuerst zu jeder Zeile"),
        ("folge", ["0:1", "1:1", "2:2"], "denselben Platz"),
        ("satz", ["fragen", "", "4"], "Füllen Sie zuerst alle Lücken."),
        ("satz", ["fragen", "1", "vier"], "In Lücke 3 gehört eine Zahl."),
    ],
)
def test_half_an_answer_is_refused_and_stays_in_its_fields(
    learner: Browser, quiz: Slot, question: str, given: list[str], words: str
) -> None:
    learner.answer(question, *given, turn=1)
    page = learner.page()
    assert words in element(page, f"erklaerung-check-{question}")[1]
    if question == "satz":
        assert 'value="fragen"' in page
    else:
        assert re.search(r'<option value="[0-9]:[0-9]" selected', page)


def test_what_fits_is_told_for_each_pair_and_gap(learner: Browser, quiz: Slot) -> None:
    learner.answer("paare", "0:0", "1:2", turn=1)
    learner.answer("satz", "raten", "1", "5", turn=1)
    page = learner.page()
    assert "Passt" in element(page, "check-paare-0-mark")[1]
    assert "Passt noch nicht" in element(page, "check-paare-1-mark")[1]
    assert "Das stimmt zum Teil." in element(page, "erklaerung-check-paare")[1]
    assert "Leistung beurteilen" in element(page, "erklaerung-check-paare")[1]
    assert "Das gehört zur Führung." in element(page, "erklaerung-check-paare")[1]
    assert [element(page, f"check-satz-{n}-mark")[1] for n in range(3)] == [
        "(Passt noch nicht)",
        "(Passt)",
        "(Passt noch nicht)",
    ]


def test_all_of_it_answered_completes_the_quiz(
    app: Flask, learner: Browser, people: People, quiz: Slot, browse: Callable[[int], Browser]
) -> None:
    learner.answer("paare", "1:1", "0:0", turn=1)
    learner.answer("folge", "1:1", "2:2", "0:0", turn=1)
    learner.answer("satz", "Zuhören", "1", "4", turn=1)
    assert ("quiz", "submitted", 1.0) in evidence(app, people.learner)
    assert "Das stimmt." in element(learner.page(), "erklaerung-check-folge")[1]


def test_a_text_with_markup_in_a_gap_is_shown_as_typed(learner: Browser, quiz: Slot) -> None:
    learner.answer("satz", '"><script>', "1", "4", turn=1)
    assert '"><script>' not in learner.page()
