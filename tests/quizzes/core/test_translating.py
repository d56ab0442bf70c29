"""Translations take their texts along and leave marks, points and keys to the original."""

from quizzes.activities import QUIZ, SELFCHECK
from quizzes.core.data import question_from
from quizzes.core.grade import grade
from tests.quizzes.course import block, to_html

ORIGINAL = """Ein Fall.

# hilfe punkte=2
Was hilft?
(x) Fragen
    > Ja.
( ) Reden
    > Nein.

# wort tippfehler=1
Wie heißt es?
= Hospitation
    > Ja.

# zahl
Wie viel?
= 21 ± 2 Jahre
    > Ja.
"""
ENGLISH = """# hilfe
What helps?
(x) Asking
    > Yes.
( ) Talking
    > No.

# wort
What is it called?
= job shadowing | work placement
    > Yes.

# zahl
How many?
= 21 ± 2 years
    > Yes.
"""


def data(body):
    return QUIZ.compile(block(QUIZ, "k", body, title="Titel"), to_html)


def questions(english):
    tied = QUIZ.translate(data(ORIGINAL), {**data(english), "title": ""}, "de")
    return tied, {question["key"]: question for question in tied["questions"]}


def test_texts_are_translated_and_everything_else_stays():
    tied, found = questions(ENGLISH)
    assert (tied["case"], tied["title"]) == ("<p>Ein Fall.</p>", "Titel")
    assert found["hilfe"]["text"] == "What helps?"
    assert [option["text"] for option in found["hilfe"]["options"]] == ["Asking", "Talking"]
    assert found["hilfe"]["points"] == 2
    assert found["hilfe"]["shape"] == data(ORIGINAL)["questions"][0]["shape"]
    assert "language" not in found["hilfe"]


def test_translated_answers_are_graded_by_the_originals_rules():
    _, found = questions(ENGLISH)
    assert grade(question_from(found["wort"]), ["jbo shadowing"]).score == 0
    assert grade(question_from(found["wort"]), ["job shadowign"]).score == 1
    assert grade(question_from(found["zahl"]), ["22 years"]).score == 1


def test_what_is_missing_or_does_not_fit_stays_in_the_originals_language():
    other = ENGLISH.replace("(x) Asking", "( ) Asking").replace("( ) Talking", "(x) Talking")
    _, found = questions(other.replace("# zahl", "# number"))
    assert list(found) == ["hilfe", "wort", "zahl"]
    assert (found["hilfe"]["text"], found["hilfe"]["language"]) == ("Was hilft?", "de")
    assert (found["zahl"]["text"], found["zahl"]["language"]) == ("Wie viel?", "de")
    assert question_from(found["zahl"]).kind == "number"


def test_a_self_check_is_translated_if_it_has_as_many_statements():
    def check(body):
        return SELFCHECK.compile(block(SELFCHECK, "s", body), to_html)

    assert SELFCHECK.translate(check("- A\n- B"), check("- C\n- D"), "de")["statements"] == ["C", "D"]
    assert SELFCHECK.translate(check("- A\n- B"), check("- C"), "de")["statements"] == ["A", "B"]
