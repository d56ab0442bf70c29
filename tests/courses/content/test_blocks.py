"""The opening line of a block means one thing, and what it does not mean is told with its column."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from courses.content.blocks import read_block, twin_keys
from lms.core.activity import ActivityType, Block
from lms.core.errors import Problem
from tests.courses.content.kinds import TYPES


def read(
    info: str, body: str = "Frage?\n", types: Mapping[str, ActivityType] = TYPES
) -> tuple[Block | None, list[Problem]]:
    problems: list[Problem] = []
    block = read_block(
        info, body, path="01-rolle.md", unit="rolle", line=10, body_line=11, types=types, problems=problems
    )
    return block, problems


def good(info: str) -> Block:
    block, problems = read(info)
    assert block is not None
    assert not problems
    return block


def only_problem(info: str, body: str = "Frage?\n") -> Problem:
    _, problems = read(info, body)
    assert len(problems) == 1, problems
    return problems[0]


def test_a_block_has_a_type_a_key_and_its_place() -> None:
    block = good("quiz rolle")
    assert (block.type, block.key, block.unit, block.address) == ("quiz", "rolle", "rolle", "rolle/rolle")
    assert (block.path, block.line, block.body_line, block.body) == ("01-rolle.md", 10, 11, "Frage?\n")


@pytest.mark.parametrize("info", ["diskussion", "discussion", " DISKUSSION ", "discussion diskussion"])
def test_without_a_key_the_german_word_is_the_key(info: str) -> None:
    assert good(info).key == "diskussion"


def test_attributes_are_read_and_the_others_have_their_defaults() -> None:
    block = good("quiz versuche=3 bestehen=80%")
    assert block.attributes == {"attempts": 3, "pass": 0.8, "shuffle": "no"}
    assert good("quiz").attributes == {"attempts": None, "pass": None, "shuffle": "no"}


@pytest.mark.parametrize("share", ["80 %", "80\u00a0%", "80\u202f%", '"80 %"', "80 Prozent", "80 percent"])
def test_a_percentage_with_a_blank_stays_together(share: str) -> None:
    block = good(f"quiz rolle bestehen={share} versuche=2")
    assert (block.attributes["pass"], block.attributes["attempts"]) == (0.8, 2)


@pytest.mark.parametrize(
    "title", ['"Ein Fall"', "„Ein Fall“", "„Ein Fall”", "»Ein Fall«", "'Ein Fall'", "“Ein Fall”", "«Ein Fall»"]
)
def test_every_pair_of_quotation_marks_holds_a_value_with_blanks(title: str) -> None:
    assert good(f"quiz titel={title} mischen=alles").title == "Ein Fall"


def test_common_attributes_belong_to_every_block() -> None:
    block = good("diskussion fall pflicht=nein ziel=1,3 titel=Fall war=alt/fall fassung=2")
    assert (block.required, block.objectives, block.title) == (False, (1, 3), "Fall")
    assert (block.formerly, block.edition, block.attributes) == ("alt/fall", 2, {})


def test_english_words_mean_the_same() -> None:
    block = good("quiz case attempts=3 pass=80% shuffle=all required=yes objectives=2 title=Case formerly=x edition=3")
    assert block.attributes == {"attempts": 3, "pass": 0.8, "shuffle": "all"}
    assert (block.required, block.objectives, block.formerly, block.edition) == (True, (2,), "x", 3)


@pytest.mark.parametrize("info", ["", "  ", "python", "json5", "text", "{.python}", "mermaid"])
def test_a_code_block_is_not_a_block(info: str) -> None:
    assert read(info) == (None, [])


def test_a_typing_error_in_the_type_is_an_error_with_the_word_that_was_meant() -> None:
    problem = only_problem("  quizz rolle")
    assert (problem.rule, problem.severity, problem.line, problem.column) == ("block-unknown", "error", 10, 6)
    assert "“quiz”" in str(problem.message)


def test_a_word_like_no_type_is_a_warning() -> None:
    assert (only_problem("umfragebogen").rule, only_problem("umfragebogen").severity) == ("block-unknown", "warning")


@pytest.mark.parametrize(
    ("word", "feature"), [("termin", "programmes"), ("event", "programmes"), ("vorrat", "quizzes")]
)
def test_a_type_of_a_missing_feature_names_the_feature(word: str, feature: str) -> None:
    block, problems = read(f"{word} auftakt")
    assert block is None
    assert [problem.severity for problem in problems] == ["error"]
    assert f"“{feature}”" in str(problems[0].message)


@pytest.mark.parametrize("info", ["{quiz} rolle", "{.quiz #rolle}"])
def test_braces_of_other_dialects_are_named(info: str) -> None:
    problem = only_problem(info)
    assert (problem.rule, str(problem.message)) == ("foreign-syntax", "Write quiz and the key without braces.")


def test_an_unknown_attribute_is_told_with_its_column_and_the_one_that_was_meant() -> None:
    problem = only_problem("quiz rolle versuch=3")
    assert (problem.rule, problem.line, problem.column) == ("block-attribute", 10, 15)
    assert "“versuche”" in str(problem.message)


@pytest.mark.parametrize("pair", ["versuche = 2", "versuche= 2", "versuche =2"])
@pytest.mark.parametrize("start", ["quiz ", "quiz rolle ", "quiz rolle bestehen=80 % "])
def test_blanks_around_the_equals_sign_are_one_error_with_the_right_spelling(start: str, pair: str) -> None:
    problem = only_problem(start + pair)
    assert (problem.rule, problem.column) == ("block-attribute", 4 + len(start))
    assert "versuche=2" in str(problem.message)


@pytest.mark.parametrize(
    ("info", "rule", "column"),
    [
        ("quiz rolle versuche=drei", "block-attribute", 24),
        ("quiz rolle bestehen=80", "percent-sign", 24),
        ("quiz rolle bestehen=1.000 %", "number-ambiguous", 24),
        ("quiz rolle versuche=1.500", "number-ambiguous", 24),
        ("quiz rolle versuche=1 versuche=2", "block-attribute", 26),
        ("quiz rolle zweite", "block-attribute", 15),
        ("quiz titel=Ein Fall", "block-attribute", 19),
        ("quiz ziel=0", "block-attribute", 14),
        ("quiz ziel=1, 3", "block-attribute", 14),
        ("quiz erste_frage", "key-invalid", 9),
        ("quiz kurs", "key-invalid", 9),
        ("quiz fassung=0", "block-attribute", 17),
        ("moderation plan", "block-attribute", 15),
    ],
)
def test_what_cannot_be_read_is_told_with_its_column(info: str, rule: str, column: int) -> None:
    _, problems = read(info)
    assert (problems[0].rule, problems[0].column) == (rule, column)


def test_an_open_quotation_mark_is_named() -> None:
    _, problems = read("quiz titel=„Ein Fall")
    assert "not closed" in str(problems[0].message)


def test_an_attribute_that_cannot_be_read_leaves_the_default_and_the_others_are_still_read() -> None:
    block, problems = read("quiz rolle versuche=x bestehen=0,8 mischen=alles")
    assert block is not None
    assert block.attributes == {"attempts": None, "pass": None, "shuffle": "all"}
    assert len(problems) == 2


@pytest.mark.parametrize("body", ["", " \n\n", "<!-- Frage? -->\n", "<!--\nFrage?\n-->"])
def test_a_block_without_text_is_an_error(body: str) -> None:
    assert only_problem("diskussion", body).rule == "block-empty"


def test_the_type_checks_the_body() -> None:
    problem = only_problem("quiz", "nichts")
    assert (problem.rule, problem.line) == ("question-no-answer", 11)


def test_a_block_for_the_facilitator_has_no_key() -> None:
    assert good("moderation").key == ""


def test_two_blocks_of_a_unit_cannot_have_one_key_whatever_their_type() -> None:
    blocks = [good("quiz rolle"), good("diskussion rolle"), good("moderation"), good("moderation")]
    (problem,) = twin_keys(blocks)
    assert (problem.rule, problem.line) == ("key-duplicate", 10)
