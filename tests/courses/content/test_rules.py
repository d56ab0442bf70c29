"""A completion rule is a sentence or a group; what it names wrongly is told with its place and a way out."""

from __future__ import annotations

import pytest

from courses.content.model import Course, Node
from courses.content.naming import parts
from courses.content.rules import Rules
from lms.core.activity import ActivityType
from lms.core.criteria import AtLeast, Criterion, Never, On, Score, leaves, reads
from lms.core.errors import Problem
from lms.core.evidence import ActivityRef, Evidence
from lms.core.message import Message
from tests.courses.content.building import course, node, unit
from tests.courses.content.kinds import TYPES

COURSE = course(
    unit("rolle", "quiz check", "diskussion fall", "reflexion"),
    unit("grenzen", "quiz check bestehen=60%", "quiz probe"),
    page=("quiz abschlusstest", "diskussion rueckblick"),
)


def read(
    rule: str, part: str = "kurs", whole: Course = COURSE, *, before: bool = False
) -> tuple[Criterion, list[Problem]]:
    problems: list[Problem] = []
    rules = Rules(whole, TYPES, problems)
    where = next(found for found in parts(whole) if found.key == part)
    criterion = (rules.prerequisites if before else rules.completion)(where, node(rule))
    return criterion, problems


def good(rule: str, part: str = "kurs", *, before: bool = False) -> Criterion:
    criterion, problems = read(rule, part, before=before)
    assert not problems
    return criterion


def only_problem(rule: str, part: str = "kurs", *, before: bool = False) -> Problem:
    criterion, problems = read(rule, part, before=before)
    assert len(problems) == 1, problems
    assert criterion.progress([]) < 1
    return problems[0]


def names(criterion: Criterion) -> list[tuple[str, str]]:
    return [(leaf.ref.type, leaf.ref.key) for leaf in leaves(criterion)]


def says(criterion: Criterion) -> list[str]:
    return [str(leaf.describe()) for leaf in leaves(criterion)]


def answered(ref: ActivityRef, kind: str, score: float | None = None) -> Evidence:
    from lms.core.clock import now

    return Evidence(1, ref, kind, now(), score=score)


@pytest.mark.parametrize("rule", ["- gelesen", "- read", "- gelesen rolle", "gelesen", "[GELESEN]"])
def test_reading_is_a_condition_of_its_unit(rule: str) -> None:
    criterion = good(rule, "rolle")
    assert names(criterion) == [("read", "rolle")]
    assert says(criterion) == ["Read “Rolle” to the end."]
    assert criterion.progress([answered(ActivityRef("k", "read", "rolle"), "read")]) == 1


def test_the_course_names_the_unit_that_is_to_be_read() -> None:
    assert names(good("- gelesen grenzen")) == [("read", "grenzen")]


@pytest.mark.parametrize("rule", ["- einheit rolle", "- unit rolle", "- Einheit Rolle", "- einheit: rolle"])
def test_a_whole_unit_is_a_condition(rule: str) -> None:
    criterion = good(rule)
    assert names(criterion) == [("unit", "rolle")]
    assert says(criterion) == ["Complete the unit “Rolle”."]


def test_all_lines_of_a_rule_must_hold() -> None:
    criterion = good("- gelesen\n- quiz check\n- diskussion fall", "rolle")
    assert isinstance(criterion, AtLeast)
    assert (criterion.n, len(criterion.parts)) == (3, 3)


def test_a_bare_key_is_a_block_of_the_unit_and_an_address_reaches_it_from_the_course() -> None:
    assert names(good("- quiz check", "grenzen")) == [("quiz", "grenzen/check")]
    assert names(good("- quiz grenzen/check", "grenzen")) == [("quiz", "grenzen/check")]
    assert names(good("- quiz rolle/check")) == [("quiz", "rolle/check")]
    assert names(good("- quiz k:rolle/check")) == [("quiz", "rolle/check")]


def test_in_the_course_a_bare_key_is_enough_while_it_is_unique() -> None:
    assert names(good("- quiz abschlusstest\n- quiz probe")) == [
        ("quiz", "kurs/abschlusstest"),
        ("quiz", "grenzen/probe"),
    ]


def test_without_an_address_a_word_means_the_only_block_of_its_kind() -> None:
    assert names(good("- diskussion\n- quiz", "rolle")) == [("discussion", "rolle/fall"), ("quiz", "rolle/check")]


def test_two_words_may_name_one_block_differently() -> None:
    criterion = good("- besprochen fall", "rolle")
    fall = ActivityRef("k", "discussion", "rolle/fall")
    assert criterion.progress([answered(fall, "posted")]) == 0
    assert criterion.progress([answered(fall, "discussed")]) == 1


@pytest.mark.parametrize(
    "rule",
    [
        "- quiz check mindestens 80 %",
        "- quiz check mindestens 80%",
        "- quiz check at least 80 percent",
        "- Quiz Check MINDESTENS 80 Prozent",
        "- quiz: check\n  mindestens: 80 %",
        "- quiz: check\n  at least: 80 %",
        "- quiz mindestens 80 %",
    ],
)
def test_a_threshold_may_be_written_in_one_line_or_below(rule: str) -> None:
    criterion = good(rule, "rolle")
    assert isinstance(criterion, On)
    assert isinstance(criterion.criterion, Score)
    assert criterion.criterion.at_least == 0.8


def test_a_condition_without_a_threshold_is_what_the_block_says() -> None:
    submitted, passed = good("- quiz rolle/check"), good("- quiz grenzen/check")
    half = [answered(ActivityRef("k", "quiz", f"{key}/check"), "submitted", 0.5) for key in ("rolle", "grenzen")]
    assert (submitted.progress(half), passed.progress(half)) == (1, 0.5)


def test_passed_and_submitted_are_thresholds_too() -> None:
    assert good("- quiz grenzen/check bestanden") == good("- quiz grenzen/check passed")
    assert names(good("- quiz probe abgegeben")) == [("quiz", "grenzen/probe")]


@pytest.mark.parametrize(
    ("rule", "n"),
    [
        ("- alle:\n  - gelesen\n  - quiz check", 2),
        ("- eines:\n    - gelesen\n    - quiz check", 1),
        ("- any: [gelesen, quiz check]", 1),
        ("- 2 von:\n  - gelesen\n  - quiz check\n  - diskussion", 2),
        ("- 2 of:\n  - gelesen\n  - quiz check\n  - diskussion", 2),
        ("eines:\n  - gelesen\n  - quiz check", 1),
        ("alle:\n  - gelesen\n  - quiz check", 2),
    ],
)
def test_groups_ask_for_all_one_or_some(rule: str, n: int) -> None:
    criterion = good(rule, "rolle")
    assert isinstance(criterion, AtLeast)
    assert criterion.n == n


def test_groups_stand_in_groups() -> None:
    criterion = good("- eines:\n    - gelesen\n    - alle:\n        - quiz check\n        - diskussion", "rolle")
    assert isinstance(criterion, AtLeast)
    inner = criterion.parts[1]
    assert isinstance(inner, AtLeast)
    assert (criterion.n, inner.n) == (1, 2)


def nested(levels: int) -> Node:
    """A condition inside so many groups."""
    inner = Node("list", 9, 1, items=(Node("text", 9, 3, "gelesen rolle"),))
    for level in range(levels, 0, -1):
        pair = (Node("text", level, 3, "eines"), inner)
        inner = Node("list", level, 1, items=(Node("map", level, 3, pairs=(pair,)),))
    return inner


def test_six_levels_are_understood_and_a_seventh_is_refused() -> None:
    problems: list[Problem] = []
    rules = Rules(COURSE, TYPES, problems)
    page = parts(COURSE)[0]
    assert names(rules.completion(page, nested(6))) == [("read", "rolle")]
    assert not problems
    rules.completion(page, nested(7))
    assert [(problem.rule, problem.line) for problem in problems] == [("rule-group", 7)]


@pytest.mark.parametrize(
    ("rule", "part", "name", "place", "hint"),
    [
        ("- gelsen", "rolle", "rule-unknown", (5, 3), "“gelesen”"),
        ("- quiz check\n- termin auftakt", "rolle", "rule-unknown", (6, 3), "“programmes”"),
        ("- quiz chek", "rolle", "rule-target", (5, 8), "“check”"),
        ("- quiz role/check", "kurs", "rule-target", (5, 8), "“rolle/check”"),
        ("- quiz umfrage", "grenzen", "rule-target", (5, 8), "check, probe"),
        ("- quiz fall", "rolle", "rule-target", (5, 8), "a block “diskussion”"),
        ("- diskussion", "grenzen", "rule-target", (5, 3), "no block “diskussion”"),
        ("- quiz rolle/check", "grenzen", "rule-target", (5, 8), "own blocks only"),
        ("- quiz anderer:rolle/check", "kurs", "rule-target", (5, 8), "own course"),
        ("- einheit rolle", "rolle", "rule-target", (5, 11), "own text and blocks"),
        ("- einheit role", "kurs", "rule-target", (5, 11), "“rolle”"),
        ("- einheit", "kurs", "rule-ambiguous", (5, 3), "Which unit"),
        ("- quiz check", "kurs", "rule-ambiguous", (5, 8), "rolle/check, grenzen/check"),
        ("- quiz", "kurs", "rule-ambiguous", (5, 3), "kurs/abschlusstest"),
        ("- quiz check mindestens 80", "rolle", "rule-threshold", (5, 25), "80 %"),
        ("- quiz check mindestens", "rolle", "rule-threshold", (5, 14), "80 %"),
        ("- quiz check mindestens 0,8", "rolle", "rule-threshold", (5, 25), "0,8"),
        ("- quiz check mindestens 1.000 %", "rolle", "number-ambiguous", (5, 25), "1000"),
        ("- quiz check mindestens 120 %", "rolle", "rule-threshold", (5, 25), "100 %"),
        ("- quiz check ab 80 %", "rolle", "rule-threshold", (5, 14), "at least"),
        ("- quiz check mindestens 2 Termine", "rolle", "rule-threshold", (5, 14), "stands without"),
        ("- diskussion fall mindestens 80 %", "rolle", "rule-threshold", (5, 19), "stands without"),
        ("- gelesen bestanden", "rolle", "rule-threshold", (5, 11), "stands without"),
        ("- quiz check bestanden", "rolle", "rule-unmeetable", (5, 14), "no pass mark"),
        ("- 3 von: [gelesen, quiz]", "rolle", "rule-unmeetable", (5, 3), "2 conditions"),
        ("- 0 von: [gelesen, quiz]", "rolle", "rule-unmeetable", (5, 3), "2 conditions"),
        ("- kurs k", "kurs", "rule-unmeetable", (5, 8), "wait for itself"),
        ("- eines: []", "rolle", "rule-group", (5, 3), "a list"),
        ("- eines: gelesen", "rolle", "rule-group", (5, 3), "a list"),
        ("- eines: [gelesen]\n  quiz: check", "rolle", "rule-group", (6, 3), "Nothing may stand beside"),
        ("- quiz: check\n  eines: [gelesen]", "rolle", "rule-group", (6, 3), "no list below"),
        ("- quiz: [check]", "rolle", "rule-group", (5, 3), "no list below"),
        ("- [gelesen]", "rolle", "rule-group", (5, 3), "inside a list"),
        ("- ''", "rolle", "rule-group", (5, 3), "empty"),
    ],
)
def test_what_has_no_meaning_is_told_with_its_place_and_a_way_out(
    rule: str, part: str, name: str, place: tuple[int, int], hint: str
) -> None:
    _, problems = read(rule, part)
    assert len(problems) == 1, problems
    problem = problems[0]
    assert (problem.rule, problem.severity, (problem.line, problem.column)) == (name, "error", place)
    assert hint in str(problem.message)
    assert problem.path == f"{part}.md"


def test_all_errors_of_a_rule_are_told_at_once() -> None:
    _, problems = read("- gelsen\n- eines:\n    - quiz chek\n    - diskussion fal", "rolle")
    assert [problem.line for problem in problems] == [5, 7, 8]


def test_a_line_that_was_not_understood_cannot_be_met_but_waived() -> None:
    criterion, _ = read("- gelesen\n- termin auftakt", "rolle")
    missing = list(leaves(criterion))[1]
    assert missing.ref == ActivityRef("k", "event", "rolle/auftakt")
    assert isinstance(missing.criterion, Never)


def test_a_block_whose_feature_is_gone_keeps_its_address() -> None:
    without: dict[str, ActivityType] = {word: kind for word, kind in TYPES.items() if kind.name != "quiz"}
    rules = Rules(COURSE, without, [])
    page = parts(COURSE)[0]
    criterion = rules.completion(page, node("- quiz abschlusstest mindestens 80 %"))
    assert reads(criterion) == {ActivityRef("k", "quiz", "kurs/abschlusstest")}
    assert str(next(leaves(criterion)).describe()).startswith("“Ein Kurs” is not available")


def test_other_courses_and_certificates_are_conditions() -> None:
    criterion = good("- kurs einfuehrung\n- zertifikat q-ser-mentor")
    assert [str(leaf.ref) for leaf in leaves(criterion)] == [
        "einfuehrung:course:einfuehrung",
        "q-ser-mentor:certificate:q-ser-mentor",
    ]


@pytest.mark.parametrize("rule", ["[grenzen]", "grenzen", "- grenzen", "- einheit grenzen"])
def test_a_bare_key_among_prerequisites_is_a_unit(rule: str) -> None:
    assert names(good(rule, "rolle", before=True)) == [("unit", "grenzen")]


def test_prerequisites_are_rules_over_the_whole_course() -> None:
    criterion = good("- grenzen\n- quiz grenzen/check mindestens 70 %", "rolle", before=True)
    assert names(criterion) == [("unit", "grenzen"), ("quiz", "grenzen/check")]
    assert names(good("grenzen, quiz probe", "rolle", before=True)) == [("unit", "grenzen"), ("quiz", "grenzen/probe")]


def test_a_bare_key_among_the_prerequisites_of_a_course_is_a_course() -> None:
    criterion = good("[einfuehrung]", before=True)
    assert [leaf.ref for leaf in leaves(criterion)] == [ActivityRef("einfuehrung", "course", "einfuehrung")]


@pytest.mark.parametrize(
    ("rule", "part", "name", "hint"),
    [
        ("[grenze]", "rolle", "rule-target", "“grenzen”"),
        ("[k]", "kurs", "rule-unmeetable", "itself"),
        ("- einheit rolle", "kurs", "rule-target", "own units"),
        ("- quiz abschlusstest bestanden", "kurs", "rule-target", "another course"),
        ("- Q_SER", "kurs", "rule-target", "not a key"),
    ],
)
def test_a_prerequisite_that_cannot_be_is_refused(rule: str, part: str, name: str, hint: str) -> None:
    problem = only_problem(rule, part, before=True)
    assert problem.rule == name
    assert hint in str(problem.message)


def test_a_type_without_rule_words_is_named_by_its_own_word() -> None:
    assert names(good("- reflexion", "rolle")) == [("reflection", "rolle/reflexion")]


def test_blocks_are_called_after_their_unit_and_several_of_a_kind_after_their_section() -> None:
    assert says(good("- quiz rolle/check")) == ["Answer the questions of “Rolle”."]
    assert says(good("- quiz grenzen/probe")) == ["Answer the questions of “Grenzen: Abschnitt 2”."]
    titled = course(unit("rolle", "quiz check titel=„Drei Fragen“", "quiz mehr"))
    criterion, _ = read("- quiz rolle/check", whole=titled)
    assert criterion.describe() == Message("Answer the questions of “%(title)s”.", {"title": "Drei Fragen"})


def test_six_levels_can_also_be_written() -> None:
    lines = [f"{'  ' * level}- eines:" for level in range(6)]
    assert names(good("\n".join([*lines, "  " * 6 + "- gelesen rolle"]))) == [("read", "rolle")]
