"""Pairs, steps and gaps: how they are written, and what answers to them are worth."""

import pytest

from lms.core.activity import Block
from lms.core.errors import BadValue
from quizzes.core.data import to_data
from quizzes.core.grade import grade, read_answer
from quizzes.core.parse import parse

PAIRS = """Was gehört zusammen?
Führung -> Orientierung geben
    > Führung gibt Richtung.
Beratung -> zuhören
Mentoring→zuhören
-> Leistung beurteilen
    > Beurteilen gehört nicht dazu.
>> So ist es."""
STEPS = """In welcher Reihenfolge?
1. Training
    mit allen
    > Zuerst.
2. Paare bilden

3. Auswerten
>> Ausgewertet wird am Ende."""
TEXT = """Ergänzen Sie den Satz.

Erst {fragen|zuhören}, dann {( ) vorgeben|(x) anbieten}. Der Zyklus
hat {= 4 bis 5 Schritte} und `{keine}` Lücke \\{hier\\}, auch nicht in [x](https://a.b/{c}).
>> Ein Angebot kann man ablehnen."""


def read(body):
    return parse(Block("quiz", "k", "u", f"# f\n{body}", body_line=11))


def question(body):
    quiz, problems = read(body)
    assert problems == ()
    return quiz.questions[0]


def rules(body):
    return [(found.rule, found.line, found.column) for found in read(body)[1] if found.severity == "error"]


def said(graded):
    return [explanation.text for explanation in graded.explanations]


def test_pairs_have_partners_lures_and_explanations():
    found = question(PAIRS)
    assert (found.kind, found.text) == ("matching", "Was gehört zusammen?")
    assert [(row.text, row.partner) for row in found.rows] == [
        ("Führung", "Orientierung geben"),
        ("Beratung", "zuhören"),
        ("Mentoring", "zuhören"),
        ("", "Leistung beurteilen"),
    ]
    assert found.rows[3].explanation == "Beurteilen gehört nicht dazu."


@pytest.mark.parametrize(
    ("given", "score"),
    [("0:0 1:1 2:1", 1), ("2:1 1:1 0:0", 1), ("0:0 1:1 2:3", 2 / 3), ("0:1 1:0 2:3", 0)],
)
def test_pairs_are_worth_the_share_of_right_ones_and_equal_partners_are_one(given, score):
    found = question(PAIRS)
    assert grade(found, read_answer(found, given.split())).score == score


def test_pairs_say_why_for_what_is_right_and_for_a_lure():
    found = question(PAIRS)
    assert said(grade(found, ["0:0", "1:3", "2:1"])) == [
        "Führung gibt Richtung.",
        "Beurteilen gehört nicht dazu.",
        "So ist es.",
    ]


@pytest.mark.parametrize("given", ["", "0:0 1:1", "0:0 1:1 2:2", "0:0 1:1 3:1", "0:0 1:1 2:99999", "a:b"])
def test_an_answer_to_pairs_must_be_whole_and_ours(given):
    with pytest.raises(BadValue):
        read_answer(question(PAIRS), given.split())


def test_steps_may_have_further_lines():
    found = question(STEPS)
    assert [row.text for row in found.rows] == ["Training\nmit allen", "Paare bilden", "Auswerten"]
    assert found.rows[0].explanation == "Zuerst."


@pytest.mark.parametrize(("given", "score"), [("0:0 1:1 2:2", 1), ("0:2 1:0 2:1", 0.5), ("0:2 1:1 2:0", 0)])
def test_steps_are_worth_the_share_of_right_neighbours(given, score):
    found = question(STEPS)
    assert grade(found, read_answer(found, given.split())).score == score


def test_each_step_wants_a_place_of_its_own():
    with pytest.raises(BadValue, match="same place"):
        read_answer(question(STEPS), ["0:0", "1:0", "2:1"])
    with pytest.raises(BadValue, match="each step a place"):
        read_answer(question(STEPS), ["0:0", "1:1"])


def test_gaps_hold_words_choices_and_numbers_and_nothing_literal():
    found = question(TEXT)
    assert [gap.marks for gap in found.gaps] == ["text", "1/2", "4..5"]
    assert found.gaps[0].texts == ("fragen", "zuhören")
    assert found.text == "Ergänzen Sie den Satz."
    assert found.cloze.count("{") == 3


@pytest.mark.parametrize(
    ("given", "score"),
    [
        (["Zuhoeren", "1", "5"], 1),
        (["fragen", "0", "4,5 Schritte"], 2 / 3),
        (["raten", "0", "9"], 0),
    ],
)
def test_gaps_are_worth_the_share_of_right_ones(given, score):
    found = question(TEXT)
    assert grade(found, read_answer(found, given)).score == score


@pytest.mark.parametrize("given", [[], ["fragen", "1"], ["fragen", "1", ""], ["a", "2", "4"], ["a", "1", "viele"]])
def test_an_answer_to_gaps_must_be_whole_and_readable(given):
    with pytest.raises(BadValue):
        read_answer(question(TEXT), given)


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        ("Ein {Wort.\n>> So.", ("gap-syntax", 12, 5)),
        ("Ein {} Wort.\n>> So.", ("gap-syntax", 12, 5)),
        ("Ein {a||b} Wort.\n>> So.", ("gap-syntax", 12, 5)),
        ("Ein {= 1,2,3} Wort.\n>> So.", ("gap-syntax", 12, 5)),
        ("Das\nist {(x) eins}.\n>> So.", ("gap-syntax", 13, 5)),
        ("Das ist {( ) eins|( ) zwei}.\n>> So.", ("question-no-right", 12, 9)),
        ("Das ist {(x) eins|(x) zwei}.\n>> So.", ("question-two-right", 12, 9)),
        ("Was?\nA -> B\nC ->\n>> So.", ("answer-spelling", 14, 3)),
        ("Was?\nA -> B\nA -> C\n>> So.", ("answer-duplicate", 14, 1)),
        ("Was?\nA -> B\n-> B\n>> So.", ("answer-duplicate", 14, 1)),
        ("Was?\n-> A\n-> B\n>> So.", ("question-no-right", 13, 1)),
        ("Was?\n1. A\n3. B\n>> So.", ("ordering-numbers", 13, 1)),
        ("Was?\n1. A\n2. A\n>> So.", ("answer-duplicate", 14, 1)),
        ("1. A\n2. B\n>> So.", ("block-empty", 12, 1)),
        ("Was?\n1. A\n2. B\n>> So.\nUnd?", ("questions-merged", 16, 1)),
    ],
)
def test_what_is_wrong_is_said_in_its_place(body, rule):
    assert rules(body) == [rule]


def test_all_steps_may_carry_the_same_number():
    assert len(question("Was?\n1) A\n1) B\n1) C\n>> So.").rows) == 3


def test_one_arrow_alone_is_text():
    assert rules("Was?\nA -> B") == [("question-no-answer", 11, 1)]


def test_a_partner_to_choose_is_plain_text():
    quiz, _ = read("Was?\nA -> **B** & C\nD -> E\n>> So.")
    data = to_data(quiz, lambda text, inline=False: text.replace("**B** &", "<b>B</b> &amp;"))
    assert data["questions"][0]["rows"][0]["partner"] == "B & C"


def test_the_shape_of_pairs_and_gaps_follows_their_marks_and_not_their_words():
    assert question("Was?\nA -> B\nC -> D\n>> So.").shape == question("Wie?\nE -> F\nG -> H\n>> So.").shape
    assert question("Was?\nA -> B\nC -> D\n>> So.").shape != question("Wie?\nE -> F\nG -> F\n>> So.").shape
    assert question("Es {gibt}.\n>> So.").shape == question("Es {hat}.\n>> So.").shape
    assert question("Es {= 3}.\n>> So.").shape != question("Es {= 4}.\n>> So.").shape
