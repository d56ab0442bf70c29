"""GIFT out and in: the same questions, and a word about everything else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.core.errors import LmsError
from quizzes.core.model import Question, Quiz, Solution
from quizzes.exchange.gift_read import import_gift, read_gift
from quizzes.exchange.gift_write import escaped, export_gift
from tests.quizzes.core.strategies import TYPED, quizzes
from tests.quizzes.exchange.meaning import content, meaning, read_back

DROPPED = ("points", "exact", "shuffle", "unit", "distractor")
OURS = ("single", "multiple", "text", "number", "matching")


def imported(text):
    return import_gift({"fragen.gift": text.encode()})


def only_question(text):
    [(quiz, _)] = read_back(imported(text))
    [question] = quiz.questions
    return question


@given(quizzes())
def test_questions_that_go_out_come_back_with_the_same_meaning(quiz):
    exported = export_gift(content(quiz))
    wanted = [meaning(question, dropped=DROPPED) for question in quiz.questions if question.kind in OURS]
    if not wanted:
        return
    [(again, problems)] = read_back(import_gift({"x.gift": exported.data}))
    assert {problem.rule for problem in problems if problem.severity == "error"} <= {"answer-duplicate"}
    assert [meaning(question, dropped=DROPPED) for question in again.questions] == wanted
    assert again.case == quiz.case


@given(TYPED.filter(lambda text: "->" not in text), TYPED.filter(lambda text: "->" not in text))
def test_any_solution_survives(first, second):
    question = Question("a", "text", "Was?", solutions=(Solution(1.0, (first, second), explanation="so"),))
    [(again, _)] = read_back(import_gift({"x.gift": export_gift(content(Quiz((question,)))).data}))
    assert again.questions[0].solutions[0].texts == (first, second)


@given(quizzes())
def test_every_setting_that_is_dropped_is_named(quiz):
    places = [item.place for item in export_gift(content(quiz)).lost]
    for question in quiz.questions:
        dropped = [
            question.points != 1,
            question.exact,
            question.typos,
            question.objectives,
            question.shuffle is not None,
        ]
        assert sum(place.endswith(f"#{question.key})") for place in places) >= sum(map(bool, dropped))


def test_a_solution_that_gift_cannot_hold_is_named_and_left_out():
    question = Question("a", "text", "Was?", solutions=(Solution(1.0, ("x -> y",)),))
    exported = export_gift(content(Quiz((question,))))
    assert "Was" not in exported.data.decode()
    assert [item.place for item in exported.lost] == ["01-rolle.md:2 (rolle/check#a)"]


def test_files_of_teachers_are_understood():
    question = only_question(
        "// Kommentar\n::F 1:: Wer hilft?{\n=Die Mentorin #gut\n~Der *Chef* #nein\n####Merksatz\n}"
    )
    assert (question.key, question.kind, question.text, question.explanation) == (
        "f-1",
        "single",
        "Wer hilft?",
        "Merksatz",
    )
    assert [(o.text, o.share, o.explanation) for o in question.options] == [
        ("Die Mentorin", 1.0, "gut"),
        (r"Der \*Chef\*", 0.0, "nein"),
    ]


@pytest.mark.parametrize(("typed", "right"), [("{T}", "Richtig"), ("{FALSE#doch#genau}", "Falsch")])
def test_true_and_false_become_two_options(typed, right):
    question = only_question(f"Die Erde ist rund.{typed}")
    assert [option.text for option in question.options if option.right] == [right]


def test_the_feedback_of_true_and_false_stands_where_it_belongs():
    question = only_question("Die Erde ist flach.{F#Sehen Sie hin.#Genau.}")
    assert [(o.text, o.explanation) for o in question.options] == [("Richtig", "Sehen Sie hin."), ("Falsch", "Genau.")]


@pytest.mark.parametrize(
    ("typed", "low", "high"), [("{#21:2.5}", 18.5, 23.5), ("{#4..6}", 4, 6), ("{#=%100%-3:1 =%50%7}", -4, -2)]
)
def test_numbers_are_understood(typed, low, high):
    span = only_question(f"Wie viele?{typed}").solutions[0].ranges[0]
    assert (span.low, span.high) == (low, high)


def test_a_missing_word_leaves_a_gap_that_is_no_answer():
    question = only_question("Mentoring ist {=freiwillig ~Pflicht} und vertraulich.")
    assert (question.kind, question.text) == ("single", "Mentoring ist ………… und vertraulich.")


def test_thirds_are_marks_and_other_weights_are_percentages():
    thirds = only_question("Was?{~%33.33333%a ~%33.33333%b ~%33.33333%c ~%-33.33333%d}")
    assert [(o.share, o.percent) for o in thirds.options] == [(1, False), (1, False), (1, False), (0, False)]
    other = only_question("Was?{~%70%a ~%30%b ~%-10%c}")
    assert [(o.share, o.percent) for o in other.options] == [(0.7, True), (0.3, True), (-0.1, True)]


def test_what_is_not_understood_is_named_with_its_line():
    found = imported("Frei?{}\n\nGut?{=ja ~nein}\n\nZahl?{#abc}\n\nNur Text")
    places = [(item.place, str(item.reason)) for item in found.lost]
    assert places[0] == ("fragen.gift:1", "This format has no place for an open question. The question is left out.")
    assert [place for place, _ in places[1:3]] == ["fragen.gift:5", "fragen.gift:7"]


def test_a_file_without_questions_is_refused_with_a_sentence():
    with pytest.raises(LmsError, match="holds no question"):
        imported("Nur ein Text.")


def test_lines_that_look_like_answers_stay_text():
    question = only_question(r"::a::[markdown]Gilt das?\n(x) so\n\# Kopf\n---{=ja#1 ~nein#2}")
    assert question.kind == "single"
    assert [option.text for option in question.options] == ["ja", "nein"]


def test_script_in_a_question_is_left_out_and_named():
    found = imported("::a::[html]<p>Gut?</p><script>alert(1)</script>{\\=x =ja ~nein}")
    assert b"alert" not in found.files["01-quiz.md"]
    assert "“<script>” is left out." in [str(item.reason) for item in found.lost]


@given(st.text(max_size=200))
def test_no_text_is_too_strange(text):
    lost = []
    piles = read_gift(text, "x", lost)
    if any(pile.questions for pile in piles):
        read_back(imported(text))


@given(st.text(alphabet="ab~=#{}:\\\n%->*", max_size=30))
def test_escaped_text_is_no_sign(text):
    typed = escaped(f"eins{text.strip()}x")
    piles = read_gift(f"Was?{{=[markdown]{typed}#j ~zwei#n}}", "x", [])
    assert [option.explanation for option in piles[0].questions[0].options] == ["j", "n"]
