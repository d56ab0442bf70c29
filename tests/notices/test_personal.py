from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from lms.core.message import Message
from lms.db import db
from lms.notices.barriers import report_barrier
from lms.notices.models import BarrierReport, OutboxMail
from lms.notices.outbox import notify
from lms.notices.personal import personal_data as notices_data
from lms.people import throttle
from lms.people.models import SignIn, SignInAttempt
from lms.people.personal import personal_data as people_data
from lms.privacy import retention
from lms.testing import MONDAY, add_person, grant

pytestmark = pytest.mark.usefixtures("context")


def count(table: type) -> int:
    return db.session.scalar(select(func.count()).select_from(table)) or 0


def fill() -> int:
    person = add_person("Ayşe", "Yıldırım", org="Stadt/Amt")
    grant(person, "trainer", course="q-ser")
    notify(person.id, "x", Message("Data"), Message("Data"), at=MONDAY)
    throttle.note("sign-in", "a", MONDAY)
    db.session.add(SignIn(token_hash="x", person_id=person.id, created_at=MONDAY, expires_at=MONDAY))
    report_barrier("Der Knopf", email="a@stadt.example", at=MONDAY)
    db.session.commit()
    return person.id


def left() -> list[int]:
    return [count(SignIn), count(SignInAttempt), count(OutboxMail), count(BarrierReport)]


def test_every_rule_deletes_after_its_time_and_not_before() -> None:
    fill()
    retention.run(MONDAY)
    assert left() == [1, 1, 1, 1]
    retention.run(MONDAY + timedelta(days=1, seconds=1))
    assert left() == [0, 0, 1, 1]
    retention.run(MONDAY + timedelta(days=30, seconds=1))
    assert left() == [0, 0, 0, 1]
    assert db.session.scalars(select(BarrierReport.email)).one() == "a@stadt.example"
    retention.run(MONDAY + timedelta(days=90, seconds=1))
    report = db.session.scalars(select(BarrierReport)).one()
    assert (report.email, report.text) == ("", "Der Knopf")


def test_a_dry_run_counts_and_deletes_nothing() -> None:
    fill()
    found = retention.run(MONDAY + timedelta(days=400), dry_run=True)
    assert {str(deleted.rule.data): deleted.rows for deleted in found if deleted.rows} == {
        "Sign-ins on a device": 1,
        "Wrong tries to sign in, without a name": 1,
        "Mails to people": 1,
        "Address given with a reported barrier": 1,
    }
    assert left() == [1, 1, 1, 1]


def test_the_account_can_be_taken_along_but_not_its_password() -> None:
    person_id = fill()
    found = people_data.export(person_id)
    assert found["account"]["org_unit"] == "Stadt/Amt"
    assert found["roles"] == [{"role": "trainer", "where": "q-ser", "until": None}]
    assert "password" not in found["account"]
    assert notices_data.export(person_id)["mails"][0]["subject"] == "Lernlotse: Daten"
