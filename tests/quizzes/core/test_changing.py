"""A new version of a quiz, and a translation of it, beside what was published or is the original."""

import pytest

from lms.core.activity import Block
from quizzes.core.changing import check_questions, check_translated

OLD = """# hilfe
Was hilft?
(x) Fragen
> a
( ) Vorgeben
> b

# wort
Wie heißt es?
= Hospitation
> So.

# zahl
Wie viele?
= 4
> So."""


def block(body):
    return Block("quiz", "k", "u", body, "u.md", line=10, body_line=11)


def changes(new, old=OLD):
    found = check_questions(block(old), block(new))
    return [(problem.rule, problem.severity, problem.line) for problem in found]


def translated(body, old=OLD):
    found = check_translated(block(old), block(body))
    return [(problem.rule, problem.severity, problem.line) for problem in found]


def test_other_words_another_order_and_new_questions_are_no_problem():
    assert changes(OLD) == []
    assert changes(OLD.replace("Fragen", "Ihn fragen").replace("Was hilft?", "Was hilft ihm?")) == []
    one, two, three = OLD.split("\n\n")
    assert changes(f"{three}\n\n{two}\n\n# neu\nNeu?\n= ja\n> So.\n\n{one}") == []


def test_a_question_that_is_dropped_is_no_problem():
    assert changes(OLD.partition("\n\n")[2]) == []


@pytest.mark.parametrize(
    "new",
    [
        OLD.replace("# hilfe", "# helfen"),
        OLD.replace("# hilfe", "# helfen").replace("Was hilft?", "Was hilft ihm?"),
        OLD.replace("# hilfe", "# helfen").replace("Vorgeben", "Befehlen"),
    ],
)
def test_a_question_with_another_key_is_an_error_at_its_line(new):
    assert changes(new) == [("question-renamed", "error", 11)]
    assert changes(new.replace("# helfen", "# helfen war=hilfe")) == []


def test_another_question_with_the_same_words_to_choose_from_is_not_taken_for_the_dropped_one():
    old = "# a\nIst die Teilnahme freiwillig?\n(x) Ja\n> j\n( ) Nein\n> n"
    assert changes("# b\nDauert ein Tandem zehn Monate?\n(x) Ja\n> j\n( ) Nein\n> n", old) == []
    assert changes("# b\nIst die Teilnahme freiwillig?\n= sicher\n> j", old) == []


def test_a_question_that_slipped_to_another_key_is_an_error():
    swapped = OLD.replace("# wort", "# x").replace("# zahl", "# wort").replace("# x", "# zahl")
    assert changes(swapped) == [("question-slipped", "error", 18), ("question-slipped", "error", 23)]


def test_numbers_instead_of_keys_slip_when_a_question_comes_before():
    old = "Eins?\n= ja\n> a\n\n---\n\nZwei?\n= nein\n> b"
    assert ("question-slipped", "error", 16) in changes("Null?\n= oh\n> c\n\n---\n" + old, old)


def test_new_marks_begin_new_statistics():
    assert changes(OLD.replace("( ) Vorgeben", "(50 %) Vorgeben")) == [("question-reshaped", "warning", 11)]


def test_a_fitting_translation_has_no_problem():
    assert translated(OLD.replace("Fragen", "Ask").replace("Hospitation", "Job shadowing | Shadowing")) == []


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        (OLD.replace("# wort", "# worte") + "\n", ("translation-foreign", "error", 18)),
        (OLD.replace("( ) Vorgeben", "( ) Vorgeben\n> b\n( ) Noch"), ("translation-shape", "error", 11)),
        (OLD.replace("= 4", "= 5"), ("translation-shape", "error", 23)),
        (OLD.rpartition("\n\n")[0], ("translation-missing", "warning", 10)),
    ],
)
def test_what_does_not_fit_the_original_is_said_in_its_place(body, rule):
    assert rule in translated(body)
