"""A version keeps of its course what its goals need."""

from __future__ import annotations

import json

from courses.content.goals import check_rules, course_goals, prerequisites
from courses.content.packing import pack, unpack
from tests.courses.content.building import course, unit
from tests.courses.content.kinds import TYPES

WHOLE = course(
    unit("rolle", "quiz check bestehen=80% ziel=1,3", "quiz probe titel=„Zur Übung“ pflicht=nein", "moderation"),
    unit(
        "grenzen", "diskussion fall fassung=2", after=("rolle",), rule="- eines:\n    - gelesen\n    - diskussion fall"
    ),
    page=("quiz abschlusstest",),
    rule="- einheit rolle\n- quiz abschlusstest mindestens 70 %",
    requires="[einfuehrung]",
    certificate="titel: Mentor\ngueltig: bis 31.01.2030\nauffrischung: {kurs: neu, ab: 6 Wochen}",
)


def test_goals_are_the_same_before_and_after_a_round_through_json() -> None:
    again = unpack(json.loads(json.dumps(pack(WHOLE))))
    assert course_goals(again, TYPES) == course_goals(WHOLE, TYPES)
    assert prerequisites(again, TYPES) == prerequisites(WHOLE, TYPES)
    assert check_rules(again, TYPES) == check_rules(WHOLE, TYPES)


def test_blocks_and_heads_come_back_as_they_were() -> None:
    again = unpack(json.loads(json.dumps(pack(WHOLE))))
    assert again.head == WHOLE.head
    assert [found.blocks for found in again.units] == [found.blocks for found in WHOLE.units]


def test_what_readers_see_is_not_kept_twice() -> None:
    assert "<p>" not in json.dumps(pack(WHOLE))
