"""Evidence completes goals, goals complete goals, and a log can explain itself."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from lms.core.criteria import Count, Never, On, Score, all_of, any_of, completed
from lms.core.errors import LmsError
from lms.core.evidence import COMPLETED, SWITCHED, WAIVED, WITHDRAWN, ActivityRef, Evidence
from lms.core.goals import Condition, Goal, Goals, Standing, conditions, open_leaves, replay, settle
from lms.core.message import Message

AT = datetime(2026, 11, 21, 9, tzinfo=UTC)
READ = ActivityRef("k", "read", "rolle")
QUIZ = ActivityRef("k", "quiz", "rolle/check")
UNIT = ActivityRef("k", "unit", "rolle")
COURSE = ActivityRef("k", "course", "k")
SAY = Message("Do it.")


def row(ref: ActivityRef, kind: str, **more: object) -> Evidence:
    return Evidence(7, ref, kind, AT, **more)  # type: ignore[arg-type]


def did(kind: str) -> Count:
    return Count(frozenset({kind}), SAY)


GOALS = Goals(
    (
        Goal(READ, did("read")),
        Goal(QUIZ, Score(0.8, SAY)),
        Goal(UNIT, all_of([On(READ, completed(SAY)), On(QUIZ, completed(SAY))]), "Rolle"),
        Goal(COURSE, all_of([On(UNIT, completed(SAY))]), "Kurs"),
    )
)


def kinds(rows: list[Evidence]) -> list[tuple[str, str]]:
    return [(entry.activity.type, entry.kind) for entry in rows]


def test_the_last_activity_completes_unit_and_course_in_one_go() -> None:
    log = settle([], GOALS, [row(READ, "read")], learner=7, at=AT)
    assert kinds(log) == [("read", "read"), ("read", COMPLETED)]
    log = log + settle(log, GOALS, [row(QUIZ, "submitted", score=0.8)], learner=7, at=AT)
    assert kinds(log)[2:] == [
        ("quiz", "submitted"),
        ("quiz", COMPLETED),
        ("unit", COMPLETED),
        ("course", COMPLETED),
    ]


def test_a_score_below_the_mark_completes_nothing() -> None:
    assert kinds(settle([], GOALS, [row(QUIZ, "submitted", score=0.79)], learner=7, at=AT)) == [("quiz", "submitted")]


def test_settling_again_adds_nothing() -> None:
    log = settle([], GOALS, [row(READ, "read")], learner=7, at=AT)
    assert settle(log, GOALS, learner=7, at=AT) == []


def test_a_waived_activity_counts_wherever_it_is_named() -> None:
    log = settle([], GOALS, [row(READ, "read")], learner=7, at=AT)
    new = settle(log, GOALS, [row(QUIZ, WAIVED, by=1, note="Vorkenntnisse")], learner=7, at=AT)
    assert ("course", COMPLETED) in kinds(new)


def test_a_withdrawn_row_no_longer_counts_but_a_completion_stays() -> None:
    posts = Goals((Goal(QUIZ, Count(frozenset({"posted"}), SAY, 2)),))
    log = [row(QUIZ, "posted", id=1), row(QUIZ, WITHDRAWN, of=1, id=2)]
    assert kinds(settle(log, posts, [row(QUIZ, "posted")], learner=7, at=AT)) == [("quiz", "posted")]
    done = [*log, row(QUIZ, COMPLETED, id=3), row(QUIZ, WITHDRAWN, of=3, id=4)]
    assert QUIZ in Standing(done, posts).completed


def test_an_answer_to_an_older_edition_does_not_count() -> None:
    again = Goals((Goal(QUIZ, Score(0.8, SAY)),), {QUIZ: 2})
    assert settle([row(QUIZ, "submitted", score=1.0)], again, learner=7, at=AT) == []
    assert len(settle([], again, [row(QUIZ, "submitted", score=1.0, edition=2)], learner=7, at=AT)) == 2


def test_a_missing_activity_blocks_until_it_is_waived() -> None:
    gone = Goals((Goal(UNIT, On(QUIZ, Never("sandbox"))),))
    assert settle([row(QUIZ, COMPLETED)], gone, learner=7, at=AT) == []
    assert kinds(settle([], gone, [row(QUIZ, WAIVED)], learner=7, at=AT))[1:] == [("unit", COMPLETED)]


def test_goals_that_wait_for_each_other_are_refused() -> None:
    with pytest.raises(LmsError, match="wait for each other"):
        Goals((Goal(UNIT, On(COURSE, completed(SAY))), Goal(COURSE, On(UNIT, completed(SAY)))))


def test_conditions_open_up_inner_goals_and_say_what_is_met() -> None:
    log = settle([], GOALS, [row(READ, "read")], learner=7, at=AT)
    course = GOALS.get(COURSE)
    assert course
    found = conditions(course, Standing(log, GOALS))
    assert [(part.ref, part.met) for part in found[0].parts] == [(READ, True), (QUIZ, False)]
    assert [leaf.ref for leaf in open_leaves(found)] == [QUIZ]


def test_either_of_two_ways_is_enough() -> None:
    discussed = ActivityRef("k", "discussion", "rolle/frage")
    goals = Goals((Goal(UNIT, any_of([On(discussed, did("discussed")), On(discussed, did("posted"))])),))
    assert len(settle([], goals, [row(discussed, "discussed", by=3)], learner=7, at=AT)) == 2


def test_replaying_a_log_finds_the_same_completions_across_a_switch() -> None:
    newer = Goals((Goal(READ, did("read")), Goal(UNIT, On(READ, completed(SAY)))))
    log = settle([], GOALS, [row(READ, "read")], learner=7, at=AT)
    switch = row(COURSE, SWITCHED, note="2")
    log = [*log, switch, *settle([*log, switch], newer, learner=7, at=AT)]
    assert replay(log, {1: GOALS, 2: newer}, 1, learner=7) == {READ, UNIT}


def test_a_goal_that_looks_only_at_itself_is_one_condition() -> None:
    goals = Goals(
        (Goal(QUIZ, On(QUIZ, did("submitted"))), Goal(UNIT, all_of([On(QUIZ, Score(0.8, SAY)), On(READ, did("read"))])))
    )
    state = Standing([row(QUIZ, "submitted", score=0.5), row(QUIZ, COMPLETED)], goals)
    found = conditions(goals.get(UNIT), state)  # type: ignore[arg-type]
    assert [(entry.ref, entry.met, entry.parts) for entry in found] == [(QUIZ, False, ()), (READ, False, ())]


def test_a_condition_is_open_itself_when_nothing_inside_it_is() -> None:
    inside = Condition(QUIZ, SAY, met=True)
    outside = Condition(UNIT, SAY, met=False, parts=(inside,))
    assert list(open_leaves([outside])) == [outside]


def test_results_follow_an_activity_to_its_new_address() -> None:
    old = ActivityRef("k", "quiz", "rolle/probe")
    moved = Goals(GOALS.goals, renamed={old: QUIZ})
    log = settle([], moved, [row(READ, "read")], learner=7, at=AT)
    log = [*log, row(old, "submitted", score=0.9)]
    assert ("course", COMPLETED) in kinds(settle(log, moved, learner=7, at=AT))


def test_a_log_with_a_renamed_activity_replays() -> None:
    old = ActivityRef("k", "quiz", "rolle/probe")
    before = Goals((Goal(old, Score(0.8, SAY)),))
    after = Goals((Goal(QUIZ, Score(0.8, SAY)), Goal(UNIT, On(QUIZ, completed(SAY)))), renamed={old: QUIZ})
    log = settle([], before, [row(old, "submitted", score=0.9)], learner=7, at=AT)
    switch = row(COURSE, SWITCHED, note="2")
    log = [*log, switch, *settle([*log, switch], after, learner=7, at=AT)]
    stored = {entry.activity for entry in log if entry.kind == COMPLETED}
    assert replay(log, {1: before, 2: after}, 1, learner=7) == stored == {old, UNIT}
