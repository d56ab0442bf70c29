"""What answers are worth, and what learners are told."""

import pytest

from lms.core.activity import Block
from lms.core.errors import BadValue
from quizzes.core.grade import grade, read_answer
from quizzes.core.matching import matches
from quizzes.core.parse import parse
from quizzes.core.typed import readings


def question(body):
    quiz, problems = parse(Block("quiz", "k", "u", "# f\n" + body))
    assert [problem for problem in problems if problem.severity == "error"] == []
    return quiz.questions[0]


SINGLE = question("Was?\n( ) A\n> a\n(50 %) B\n> b\n(x) C\n> c\n>> Darum.")
MULTIPLE = question("Was?\n[x] A\n> a\n[x] B\n> b\n[ ] C\n> c\n[ ] D\n> d")
WEIGHED = question("Was?\n[50 %] A\n> a\n[50 %] B\n> b\n[-50 %] C\n> c\n[ ] D\n> d")
TEXT = question("Was?\n= Mentorin\n> ja\n= (50 %) Mentor\n> halb\n!= Mentee\n> nein\n!= *\n> sonst")


def said(graded):
    return [explanation.text for explanation in graded.explanations]


@pytest.mark.parametrize(("chosen", "score"), [("0", 0), ("1", 0.5), ("2", 1)])
def test_a_single_choice_is_worth_the_mark_of_the_chosen_option(chosen, score):
    assert grade(SINGLE, [chosen]).score == score


@pytest.mark.parametrize(
    ("chosen", "score"),
    [("0", 0.5), ("01", 1), ("012", 0.5), ("0123", 0), ("2", 0), ("02", 0)],
)
def test_several_choices_count_right_less_wrong_over_all_right(chosen, score):
    assert grade(MULTIPLE, list(chosen)).score == score


@pytest.mark.parametrize(("chosen", "score"), [("0", 0.5), ("01", 1), ("013", 1), ("012", 0.5), ("2", 0)])
def test_several_choices_with_percentages_are_worth_their_sum(chosen, score):
    assert grade(WEIGHED, list(chosen)).score == score


def test_three_thirds_are_a_whole():
    thirds = question("Was?\n[33,3 %] A\n> a\n[33,3 %] B\n> b\n[33,3 %] C\n> c")
    assert grade(thirds, ["0", "1", "2"]).score == 1


def test_explanations_follow_the_choice_and_all_come_once_it_is_solved():
    assert said(grade(SINGLE, ["0"])) == ["a", "Darum."]
    assert said(grade(SINGLE, ["2"])) == ["c", "a", "b", "Darum."]
    assert said(grade(TEXT, ["Mentee"])) == ["nein"]
    assert said(grade(TEXT, ["etwas"])) == ["sonst"]


@pytest.mark.parametrize(("typed", "score"), [("mentorin", 1), ("„Mentorin“.", 1), ("MENTOR", 0.5), ("Mentee", 0)])
def test_a_text_is_worth_the_line_that_it_meets(typed, score):
    assert grade(TEXT, [typed]).score == score


def test_an_expected_answer_is_no_slip_of_another():
    typos = parse(Block("quiz", "k", "u", "# f tippfehler=1\nWas?\n= Mentor\n> ja\n!= Menton\n> nein"))[0].questions[0]
    assert grade(typos, ["Menton"]).score == 0
    assert grade(typos, ["Mentoor"]).score == 1


@pytest.mark.parametrize(
    ("typed", "solution", "typos", "found"),
    [
        ("fuehrung", "Führung", 0, True),
        ("STRASSE", "Straße", 0, True),
        ("job  shadowing", "Job Shadowing", 0, True),
        ("Begleitung", "Begleitungen", 1, False),
        ("Begelitung", "Begleitung", 1, True),
        ("Amd", "Amt", 1, False),
        ("im Bürgeramd", "im Bürgeramt", 1, True),
        ("am Bürgeramt", "im Bürgeramt", 1, False),
        ("Bürger Amt", "Bürgeramt", 1, False),
    ],
)
def test_texts_are_compared_folded_and_slips_only_in_long_words(typed, solution, typos, found):
    assert matches(typed, solution, typos=typos) is found


def test_an_exact_text_must_be_exact():
    assert matches("Amt", "Amt", exact=True)
    assert not matches("amt", "Amt", exact=True)
    assert not matches("Amt.", "Amt", exact=True)


@pytest.mark.parametrize(
    ("typed", "values"),
    [
        ("6", {6}),
        ("2,5", {2.5}),
        ("2.5", {2.5}),
        ("1.234,5", {1234.5}),
        ("1,234.5", {1234.5}),
        ("1 234,5", {1234.5}),
        ("1'234.5", {1234.5}),
        ("1.234.567", {1234567}),
        ("1.500", {1500, 1.5}),
        ("1,500", {1500, 1.5}),
        ("½", {0.5}),
        ("2½", {2.5}),
        ("-3", {-3}),
        ("−3 °C", {-3}),
        ("21 %", {21}),
        ("21.", {21}),
        ("viel", set()),
        ("12:30", set()),
        ("1.2.3", set()),
        ("", set()),
    ],
)
def test_numbers_are_read_as_learners_type_them(typed, values):
    assert {reading.value for reading in readings(typed)} == values


@pytest.mark.parametrize(
    ("solution", "typed", "score"),
    [
        ("21 ± 2,5 %", "18,5", 1),
        ("21 ± 2,5 %", "23.5 Prozent", 1),
        ("21 ± 2,5 %", "23,51", 0),
        ("21 ± 2,5 %", "21 km", 0),
        ("1500", "1.500", 1),
        ("1,5", "1.500", 1),
        ("1,5 h | 90 min", "90", 1),
        ("1,5 h | 90 min", "90 h", 0),
        ("4 bis 6", "5 Personen", 1),
        ("0,1 ± 0,2", "0,3", 1),
    ],
)
def test_a_number_is_right_inside_its_range_with_or_without_unit(solution, typed, score):
    assert grade(question(f"Was?\n= {solution}\n> a"), [typed]).score == score


def test_an_answer_is_read_from_a_form():
    assert read_answer(MULTIPLE, ["2", "0", "0"]) == ("0", "2")
    assert read_answer(TEXT, ["  Mentor "]) == ("Mentor",)


@pytest.mark.parametrize(
    ("asked", "given", "words"),
    [
        (SINGLE, [], "Choose an answer"),
        (MULTIPLE, [""], "at least one"),
        (TEXT, ["  "], "Type an answer"),
        (SINGLE, ["7"], "does not belong"),
        (SINGLE, ["0", "1"], "does not belong"),
        (SINGLE, ["x"], "does not belong"),
        (TEXT, ["a" * 501], "too long"),
        (question("Was?\n= 4\n> a"), ["viele"], "type a number"),
    ],
)
def test_what_cannot_be_an_answer_is_refused_with_a_sentence(asked, given, words):
    with pytest.raises(BadValue, match=words):
        read_answer(asked, given)
