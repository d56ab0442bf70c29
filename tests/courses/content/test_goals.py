"""From a course to a certificate: what its rules say, and what they say by saying nothing."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise

import pytest

from courses.content.goals import check_rules, course_goals, prerequisites
from courses.content.model import Course
from lms.core.activity import ActivityType
from lms.core.criteria import leaves, reads
from lms.core.evidence import COMPLETED, CONFIRMED, ActivityRef, Evidence
from lms.core.goals import Goal, settle
from tests.courses.content.building import course, unit
from tests.courses.content.kinds import TYPES

AT = datetime(2026, 11, 21, 9, tzinfo=UTC)
MENTOR = "titel: Mentorin / Mentor\ngueltig: 24 Monate"


def goal(whole: Course, type: str, key: str, types: dict[str, ActivityType] | None = None) -> Goal:
    found = course_goals(whole, types or TYPES).get(ActivityRef("k", type, key))
    assert found is not None
    return found


def needs(found: Goal) -> list[tuple[str, str]]:
    return [(leaf.ref.type, leaf.ref.key) for leaf in leaves(found.criterion)]


def did(type: str, key: str, kind: str, score: float | None = None) -> Evidence:
    return Evidence(7, ActivityRef("k", type, key), kind, AT, score)


def completes(whole: Course, *rows: Evidence) -> list[str]:
    """The goals that so much evidence completes, one row after the other."""
    log: list[Evidence] = []
    goals = course_goals(whole, TYPES)
    for row in rows:
        log += settle(log, goals, [row], learner=7, at=AT)
    return [str(row.activity) for row in log if row.kind == COMPLETED]


def test_a_unit_without_a_rule_is_read_and_its_required_blocks_are_done() -> None:
    whole = course(unit("rolle", "quiz check", "diskussion fall", "reflexion", "quiz spiel pflicht=nein", "moderation"))
    assert needs(goal(whole, "unit", "rolle")) == [
        ("read", "rolle"),
        ("quiz", "rolle/check"),
        ("discussion", "rolle/fall"),
    ]


def test_an_offer_counts_where_its_author_says_so() -> None:
    whole = course(unit("rolle", "reflexion pflicht=ja"))
    assert needs(goal(whole, "unit", "rolle")) == [("read", "rolle"), ("reflection", "rolle/reflexion")]


def test_a_rule_takes_the_place_of_the_default() -> None:
    whole = course(unit("rolle", "quiz check", "diskussion fall", rule="- diskussion fall"))
    assert needs(goal(whole, "unit", "rolle")) == [("discussion", "rolle/fall")]


def test_a_course_without_a_rule_is_its_required_units_and_own_blocks() -> None:
    whole = course(
        unit("rolle"), unit("kuer", required=False), page=("quiz abschlusstest", "quiz spiel pflicht=nein", "reflexion")
    )
    assert needs(goal(whole, "course", "k")) == [("unit", "rolle"), ("quiz", "kurs/abschlusstest")]


def test_a_rule_of_the_course_may_ask_for_less() -> None:
    whole = course(unit("rolle"), unit("grenzen"), rule="- eines:\n    - einheit rolle\n    - einheit grenzen")
    rows = [did("read", "grenzen", "read")]
    assert completes(whole, *rows) == ["k:unit:grenzen", "k:course:k"]


def test_every_block_is_a_goal_of_its_own() -> None:
    whole = course(unit("rolle", "quiz check bestehen=80%"))
    found = goal(whole, "quiz", "rolle/check")
    assert (found.title, found.reads) == ("Rolle", frozenset({ActivityRef("k", "quiz", "rolle/check")}))
    assert completes(whole, did("quiz", "rolle/check", "submitted", 0.7)) == []
    assert completes(whole, did("quiz", "rolle/check", "submitted", 0.8)) == ["k:quiz:rolle/check"]


def test_reading_and_answering_lead_to_the_certificate_by_one_mechanism() -> None:
    whole = course(unit("rolle", "quiz check"), certificate=MENTOR)
    rows = [did("read", "rolle", "read"), did("quiz", "rolle/check", "submitted", 0.1)]
    assert completes(whole, *rows) == ["k:quiz:rolle/check", "k:unit:rolle", "k:course:k", "k:certificate:k"]


def test_the_certificate_is_the_last_goal_and_carries_what_it_certifies() -> None:
    whole = course(unit("rolle"), certificate=MENTOR)
    last = course_goals(whole, TYPES).goals[-1]
    assert last.certificate is not None
    assert (last.ref, last.title) == (ActivityRef("k", "certificate", "k"), "Mentorin / Mentor")
    assert (last.certificate.key, last.certificate.minutes, last.certificate.text) == ("k", 30, ("Grenzen erkennen",))


@pytest.mark.parametrize(("who", "says"), [("koordination", "coordinator"), ("trainer", "trainer")])
def test_a_certificate_that_somebody_releases_waits_for_it(who: str, says: str) -> None:
    whole = course(unit("rolle"), certificate=f"{MENTOR}\nbestaetigung: {who}")
    read = did("read", "rolle", "read")
    assert completes(whole, read)[-1] == "k:course:k"
    assert completes(whole, read, did("certificate", "k", CONFIRMED))[-1] == "k:certificate:k"
    assert completes(whole, did("certificate", "k", CONFIRMED)) == []
    assert says in str(list(leaves(goal(whole, "certificate", "k").criterion))[-1].describe())


def test_without_a_certificate_the_course_is_the_last_goal() -> None:
    assert course_goals(course(unit("rolle")), TYPES).goals[-1].ref == ActivityRef("k", "course", "k")


def test_a_raised_edition_asks_for_a_new_answer() -> None:
    whole = course(unit("rolle", "quiz check fassung=2", "diskussion fall"))
    assert course_goals(whole, TYPES).editions == {ActivityRef("k", "quiz", "rolle/check"): 2}


def test_a_block_whose_feature_is_gone_blocks_completion_and_keeps_its_address() -> None:
    without = {word: kind for word, kind in TYPES.items() if kind.name != "quiz"}
    whole = course(unit("rolle", "quiz check"))
    found = goal(whole, "unit", "rolle", without)
    assert needs(found)[-1] == ("quiz", "rolle/check")
    everything = [did("read", "rolle", "read"), did("quiz", "rolle/check", "submitted", 1)]
    assert found.criterion.progress(everything) == 0.5


def test_a_rule_that_was_not_understood_cannot_be_met() -> None:
    whole = course(unit("rolle", rule="- gelesen\n- termin auftakt"))
    assert completes(whole, did("read", "rolle", "read")) == []


def test_a_course_in_which_nothing_is_required_is_an_error_and_not_complete_from_the_start() -> None:
    whole = course(unit("kuer", required=False))
    assert [problem.rule for problem in check_rules(whole, TYPES)] == ["rule-unmeetable"]
    assert completes(whole, did("read", "kuer", "read")) == ["k:unit:kuer"]


def test_prerequisites_come_from_the_head_and_from_a_fixed_order() -> None:
    whole = course(
        unit("rolle"),
        unit("grenzen", after=("rolle",)),
        unit("zyklus", after=("grenzen",), requires="[rolle]"),
        requires="[einfuehrung]",
    )
    found = {key: [str(ref) for ref in sorted(reads(rule))] for key, rule in prerequisites(whole, TYPES).items()}
    assert found == {
        "kurs": ["einfuehrung:course:einfuehrung"],
        "grenzen": ["k:unit:rolle"],
        "zyklus": ["k:unit:grenzen", "k:unit:rolle"],
    }


def test_a_prerequisite_is_met_by_the_completion_of_its_unit() -> None:
    rule = prerequisites(course(unit("rolle"), unit("grenzen", requires="[rolle]")), TYPES)["grenzen"]
    assert rule.progress([did("read", "rolle", "read")]) == 0
    assert rule.progress([did("unit", "rolle", COMPLETED)]) == 1


def test_prerequisites_in_a_circle_are_an_error_that_names_them_all() -> None:
    whole = course(
        unit("rolle", "quiz check", requires="[zyklus]"),
        unit("grenzen", requires="- quiz rolle/check"),
        unit("zyklus", requires="[grenzen]"),
    )
    (problem,) = check_rules(whole, TYPES)
    assert (problem.rule, problem.severity, problem.line) == ("prerequisite-circle", "error", 3)
    circle = str(problem.message).removesuffix(".").rpartition(": ")[2].split(" → ")
    assert circle[0] == circle[-1]
    steps = set(pairwise(circle))
    assert steps == {("rolle", "zyklus"), ("zyklus", "grenzen"), ("grenzen", "rolle")}


def test_a_unit_that_requires_itself_is_a_circle() -> None:
    assert [problem.rule for problem in check_rules(course(unit("rolle", requires="[rolle]")), TYPES)] == [
        "prerequisite-circle"
    ]


def test_a_good_course_has_no_problems() -> None:
    whole = course(
        unit("rolle", "quiz check", rule="- gelesen\n- quiz check mindestens 80 %"),
        unit("grenzen", after=("rolle",)),
        rule="- einheit rolle",
        certificate=MENTOR,
    )
    assert check_rules(whole, TYPES) == []


def test_two_units_with_one_key_do_not_stop_the_checks() -> None:
    assert check_rules(course(unit("rolle", rule="- gelsen"), unit("rolle")), TYPES)[0].rule == "rule-unknown"


def test_a_prerequisite_that_was_not_understood_is_no_circle() -> None:
    whole = course(unit("rolle"), unit("grenzen", requires="[role]"))
    assert [problem.rule for problem in check_rules(whole, TYPES)] == ["rule-target"]
