from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from lms.db import db
from lms.people import throttle
from lms.people.models import SignInAttempt
from lms.testing import MONDAY

pytestmark = pytest.mark.usefixtures("context")
MINUTE = timedelta(minutes=1)


def tries(n: int, kind: str = "certificate", subject: str = "10.0.0.1") -> None:
    for number in range(n):
        throttle.note(kind, subject, MONDAY + timedelta(seconds=number))


def test_nineteen_wrong_tries_are_answered_and_twenty_are_not() -> None:
    tries(19)
    assert not throttle.is_slowed("certificate", "10.0.0.1", MONDAY + MINUTE)
    tries(1)
    assert throttle.is_slowed("certificate", "10.0.0.1", MONDAY + MINUTE)


def test_it_works_again_at_the_moment_that_was_announced_and_not_before() -> None:
    tries(20)
    until = throttle.slowed_until("certificate", "10.0.0.1", MONDAY + MINUTE)
    assert until == MONDAY + throttle.WINDOW
    assert throttle.is_slowed("certificate", "10.0.0.1", until - timedelta(seconds=1))
    assert not throttle.is_slowed("certificate", "10.0.0.1", until)


def test_one_subject_and_one_kind_do_not_slow_another() -> None:
    tries(20)
    assert not throttle.is_slowed("certificate", "10.0.0.2", MONDAY + MINUTE)
    assert not throttle.is_slowed("sign-in", "10.0.0.1", MONDAY + MINUTE)


def test_after_a_right_try_the_count_begins_anew() -> None:
    tries(20)
    throttle.forget("certificate", "10.0.0.1")
    assert not throttle.is_slowed("certificate", "10.0.0.1", MONDAY + MINUTE)


def test_the_table_holds_neither_names_nor_addresses() -> None:
    throttle.note("sign-in", "petra@stadt.example", MONDAY)
    [kept] = db.session.scalars(select(SignInAttempt.subject))
    assert "petra" not in kept
    assert len(kept) == 64
