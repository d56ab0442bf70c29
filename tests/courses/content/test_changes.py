"""A new version cannot orphan results by accident."""

from __future__ import annotations

from dataclasses import replace

import pytest

from courses.content.changes import check_changes, renames
from courses.content.model import Course
from lms.core.evidence import ActivityRef
from tests.courses.content.building import course, unit

OLD = course(unit("rolle", "quiz check", "diskussion fall"), unit("grenzen", "quiz probe"), page=("quiz schluss",))


def rules(new: Course, **more: object) -> list[str]:
    return [problem.rule for problem in check_changes(OLD, new, **more)]  # type: ignore[arg-type]


def with_head(whole: Course, **head: object) -> Course:
    return replace(whole, texts={"de": replace(whole.text, head=replace(whole.head, **head))})  # type: ignore[arg-type]


def test_the_same_keys_in_another_order_are_no_problem() -> None:
    new = course(
        unit("grenzen", "quiz probe", "quiz neu"),
        unit("rolle", "diskussion fall", "quiz check"),
        page=("quiz schluss",),
    )
    assert rules(new) == []


def test_a_block_that_is_gone_is_an_error_that_names_the_likely_new_key() -> None:
    new = course(unit("rolle", "quiz checks", "diskussion fall"), unit("grenzen", "quiz probe"), page=("quiz schluss",))
    (problem,) = check_changes(OLD, new)
    assert (problem.rule, problem.severity, problem.path) == ("key-vanished", "error", "rolle.md")
    assert "“checks”" in str(problem.message)
    assert "formerly=check" in str(problem.message)


@pytest.mark.parametrize("former", ["check", "rolle/check"])
def test_a_renamed_block_says_what_it_was(former: str) -> None:
    new = course(
        unit("rolle", f"quiz fragen-zur-rolle war={former}", "diskussion fall"),
        unit("grenzen", "quiz probe"),
        page=("quiz schluss",),
    )
    assert rules(new) == []
    before, now = (ActivityRef("k", "quiz", f"rolle/{key}") for key in ("check", "fragen-zur-rolle"))
    assert renames(new) == {before: now}


def test_a_block_may_move_to_another_unit() -> None:
    new = course(
        unit("rolle", "diskussion fall"),
        unit("grenzen", "quiz probe", "quiz check war=rolle/check"),
        page=("quiz schluss",),
    )
    assert rules(new) == []
    assert renames(new)[ActivityRef("k", "quiz", "rolle/check")] == ActivityRef("k", "quiz", "grenzen/check")


def test_a_renamed_unit_takes_its_blocks_with_it() -> None:
    new = course(
        unit("die-rolle", "quiz check", "diskussion fall", formerly=("rolle",)),
        unit("grenzen", "quiz probe"),
        page=("quiz schluss",),
    )
    assert rules(new) == []
    found = renames(new)
    assert found[ActivityRef("k", "unit", "rolle")] == ActivityRef("k", "unit", "die-rolle")
    assert found[ActivityRef("k", "read", "rolle")] == ActivityRef("k", "read", "die-rolle")
    assert found[ActivityRef("k", "discussion", "rolle/fall")] == ActivityRef("k", "discussion", "die-rolle/fall")


def test_a_block_in_a_renamed_unit_may_have_a_new_key_too() -> None:
    new = course(unit("die-rolle", "quiz pruefen war=check", "diskussion fall", formerly=("rolle",)))
    assert renames(new)[ActivityRef("k", "quiz", "rolle/check")] == ActivityRef("k", "quiz", "die-rolle/pruefen")


def test_a_unit_that_is_gone_is_an_error() -> None:
    new = course(
        unit("die-rolle", "quiz check", "diskussion fall"), unit("grenzen", "quiz probe"), page=("quiz schluss",)
    )
    (problem,) = check_changes(OLD, new)
    assert (problem.rule, problem.path) == ("key-vanished", "kurs.md")
    assert "“formerly: rolle”" in str(problem.message)
    assert "“die-rolle”" in str(problem.message)


def test_a_unit_may_be_dropped_on_purpose_as_a_whole() -> None:
    new = course(unit("rolle", "quiz check", "diskussion fall"), page=("quiz schluss",))
    assert rules(new) == ["key-vanished"]
    assert rules(with_head(new, removed=("einheit grenzen",))) == []


def test_a_key_cannot_become_another_kind_of_block() -> None:
    new = course(
        unit("rolle", "diskussion check", "diskussion fall"), unit("grenzen", "quiz probe"), page=("quiz schluss",)
    )
    assert rules(new) == ["key-type-changed"]


def test_what_is_dropped_on_purpose_is_said_in_the_head() -> None:
    new = course(unit("rolle", "diskussion fall"), page=("quiz schluss",))
    dropped = with_head(new, removed=("quiz rolle/check", "quiz grenzen/probe"))
    assert rules(dropped) == []
    still = with_head(OLD, removed=("quiz rolle/check",))
    assert rules(still) == ["head-value"]


def test_without_results_a_key_may_go() -> None:
    new = course(unit("rolle", "diskussion fall"))
    assert rules(new, used={("discussion", "rolle/fall")}) == []
    assert rules(new, used={("quiz", "rolle/check")}) == ["key-vanished"]
    assert rules(new, used={("read", "grenzen")}) == ["key-vanished"]
