"""What completes a discussion, and how it is said."""

from __future__ import annotations

from typing import Any

import pytest

from forum.core.terms import ATTRIBUTES, RULES, Terms, Ways, taken_part, ways
from lms.core.criteria import Criterion, On, any_of, completed
from lms.core.errors import BadValue
from lms.core.evidence import ActivityRef, Evidence
from lms.core.goals import Goal, Goals
from lms.testing import MONDAY
from tests.forum.course import block, ref

READ = {word: attribute for attribute in ATTRIBUTES for word in attribute.words}


def log(one: Any, *kinds: str) -> list[Evidence]:
    return [Evidence(1, ref(one), kind, MONDAY) for kind in kinds]


def share(criterion: Criterion, one: Any, *kinds: str) -> float:
    return criterion.progress(log(one, *kinds))


def test_one_answer_is_enough_unless_the_author_asks_for_more() -> None:
    one = block("frage", "Was hilft?")
    assert share(taken_part(one), one) == 0
    assert share(taken_part(one), one, "posted") == 1


def test_answers_and_replies_are_both_needed() -> None:
    one = block("frage", "Was hilft?", posts=2, replies=1)
    criterion = taken_part(one)
    assert 0 < share(criterion, one, "posted", "replied") < 1
    assert 0 < share(criterion, one, "posted", "posted") < 1
    assert 0 < share(criterion, one, "replied", "replied", "replied") < 1
    assert share(criterion, one, "posted", "posted", "replied") == 1


def test_a_talk_in_class_counts_the_same() -> None:
    one = block("frage", "Was hilft?", posts=2, replies=3)
    assert share(taken_part(one), one, "discussed") == 1


def test_where_the_author_wants_no_talk_a_talk_counts_for_nothing() -> None:
    one = block("frage", "Was hilft?", discussed="no")
    assert share(taken_part(one), one, "discussed") == 0
    assert share(taken_part(one), one, "posted") == 1


@pytest.mark.parametrize(
    ("own", "sentence"),
    [
        ({}, "Answer “Ruhe”. Or discuss it in class."),
        ({"discussed": "no"}, "Answer “Ruhe”."),
        ({"posts": 2, "discussed": "no"}, "Write 2 answers to “Ruhe”."),
        ({"replies": 1}, "Answer “Ruhe” and reply to another answer. Or discuss it in class."),
        ({"replies": 2, "discussed": "no"}, "Answer “Ruhe” and write 2 replies to other answers."),
        ({"posts": 2, "replies": 1, "discussed": "no"}, "Write 2 answers to “Ruhe” and reply to another answer."),
        (
            {"posts": 2, "replies": 3, "discussed": "no"},
            "Write 2 answers to “Ruhe” and 3 replies to other answers.",
        ),
    ],
)
def test_what_is_still_missing_is_said_in_plain_words(own: dict[str, Any], sentence: str) -> None:
    assert str(taken_part(block("frage", "Was hilft?", "Ruhe", **own)).describe()) == sentence


def test_the_rule_word_for_a_talk_takes_nothing_else() -> None:
    one = block("frage", "Was hilft?", "Ruhe", replies=1)
    [criterion] = [rule.criterion(one, None) for rule in RULES if "besprochen" in rule.words]
    assert share(criterion, one, "posted", "replied") == 0
    assert share(criterion, one, "discussed") == 1
    assert str(criterion.describe()) == "Discuss “Ruhe” in class."


def test_a_rule_that_asks_for_a_talk_that_nobody_can_tick_is_refused() -> None:
    one = block("frage", "Was hilft?", discussed="no")
    with pytest.raises(BadValue, match="besprochen=nein"):
        RULES[1].criterion(one, None)


@pytest.mark.parametrize(
    ("word", "text", "value"),
    [
        ("beitraege", "2", 2),
        ("replies", "0", 0),
        ("zuerst", "nein", False),
        ("besprochen", "Teilnehmende", "participants"),
        ("discussed", "trainer", "trainer"),
        ("rollenname", "nein", False),
    ],
)
def test_attributes_are_read_in_both_languages(word: str, text: str, value: object) -> None:
    assert READ[word].read(text) == value


@pytest.mark.parametrize(
    ("word", "text"), [("beitraege", "0"), ("antworten", "viele"), ("besprochen", "alle"), ("rollenname", "ja")]
)
def test_what_an_attribute_cannot_mean_is_refused(word: str, text: str) -> None:
    with pytest.raises(BadValue):
        READ[word].read(text)


def goals(*criteria: Criterion) -> Goals:
    return Goals(tuple(Goal(ActivityRef("mentor", "unit", f"u{n}"), one) for n, one in enumerate(criteria)))


def test_both_ways_are_found_open_where_the_course_asks_for_either() -> None:
    one = block("frage", "Was hilft?", replies=1)
    found = ways(goals(On(ref(one), taken_part(one))), ref(one), Terms.of(one.attributes))
    assert found == Ways(writing=True, talking=True, asked=True)


def test_writing_is_no_way_where_the_course_asks_for_a_talk() -> None:
    one = block("frage", "Was hilft?")
    rule = any_of(
        [On(ref(one), RULES[1].criterion(one, None)), On(ActivityRef("mentor", "read", "u"), taken_part(one))]
    )
    assert ways(goals(rule), ref(one), Terms.of(one.attributes)) == Ways(writing=False, talking=True)


def test_a_question_that_no_goal_names_is_asked_by_nobody() -> None:
    one = block("frage", "Was hilft?")
    assert not ways(goals(), ref(one), Terms.of(one.attributes)).asked


def test_a_goal_of_its_own_is_looked_through() -> None:
    one = block("frage", "Was hilft?", discussed="no")
    own = Goal(ref(one), taken_part(one))
    unit = Goal(ActivityRef("mentor", "unit", "u"), On(ref(one), completed(taken_part(one).describe())))
    assert ways(Goals((own, unit)), ref(one), Terms.of(one.attributes)) == Ways(writing=True, talking=False)
