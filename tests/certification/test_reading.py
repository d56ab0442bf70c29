"""What is read of an award: its status on a day, its criteria as sentences, the spellings of its name."""

from datetime import date, timedelta

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from lms.certification.models import Award, Revocation
from lms.certification.personal import delete_ended, export_of, personal_data
from lms.certification.reading import award_by_number, awards_of, criteria_of, has_surname, own_award
from lms.certification.status import status_on
from lms.core.certificate import EXPIRING_DAYS, Status, status
from lms.core.message import Message
from lms.db import db
from lms.testing import MONDAY, add_person
from tests.certification.awarding import ISSUED, add_award, line, revoke

END = date(2028, 11, 24)
EDGES = sorted({END + timedelta(days=step) for first in (0, -EXPIRING_DAYS) for step in (first - 1, first, first + 1)})


@pytest.mark.parametrize("valid_until", [None, END])
@pytest.mark.parametrize("revoked_on", [None, *EDGES[:2], END])
def test_the_database_and_the_core_agree_about_every_boundary(
    context: None, valid_until: date | None, revoked_on: date | None
) -> None:
    award = add_award(add_person("Ada"), valid_until=valid_until)
    if revoked_on:
        revoke(award, revoked_on)
    for day in [*EDGES, ISSUED, END + timedelta(days=400)]:
        stored = db.session.scalar(select(status_on(day)).select_from(Award).outerjoin(Revocation))
        held = award_by_number(award.number, day)
        assert held is not None
        assert stored == held.status == status(day, valid_until, revoked_on)


@given(st.dates(date(2020, 1, 1), date(2035, 1, 1)))
def test_a_certificate_is_expiring_only_while_it_is_valid(day: date) -> None:
    found = status(day, END)
    assert (found in (Status.VALID, Status.EXPIRING)) == (day <= END)


def test_somebody_elses_award_is_not_found(context: None) -> None:
    ada, bo = add_person("Ada"), add_person("Bo")
    award = add_award(ada)
    assert own_award(ada.id, award.number, ISSUED)
    assert own_award(bo.id, award.number, ISSUED) is None
    assert awards_of(bo.id, ISSUED) == []


def test_a_number_is_found_however_it_is_typed(context: None) -> None:
    award = add_award(add_person("Ada"))
    assert award_by_number(award.number.lower().replace("-", " "), ISSUED)
    assert award_by_number("LL-0000-0000-0000", ISSUED) is None


def test_the_newest_award_comes_first(context: None) -> None:
    ada = add_person("Ada")
    old, new = add_award(ada), add_award(ada, issued_on=ISSUED + timedelta(days=1))
    assert [held.award.id for held in awards_of(ada.id, END)] == [new.id, old.id]


@pytest.mark.parametrize(
    ("family", "typed"),
    [
        ("Müller", "mueller"),
        ("Müller", "MULLER"),
        ("Mueller", "Müller"),
        ("Đorđević", "Dordevic"),
        ("Straßer", "strasser"),
        ("Meyer-Lüdenscheid", "meyer luedenscheid"),
        ("Παπαδόπουλος", "παπαδοπουλος"),
        ("王", "Wang"),
        ("王", "王"),
        ("გიორგაძე", "Giorgadze"),
    ],
)
def test_a_surname_is_known_in_the_ways_people_write_it(family: str, typed: str) -> None:
    assert has_surname(Award(given="X", family=family, family_folded=""), typed)


@pytest.mark.parametrize("typed", ["", " ", "-", "Mülle", "X", "Müller-Meyer", "?"])
def test_another_surname_is_not_taken_for_it(typed: str) -> None:
    assert not has_surname(Award(given="X", family="Müller", family_folded="muller"), typed)


def test_who_has_one_name_only_is_verified_by_that_one() -> None:
    assert has_surname(Award(given="Suharto", family="", family_folded="suharto"), "suharto")


def test_criteria_are_sentences_without_what_was_not_needed() -> None:
    read, talk = Message("Read it."), Message("Talk about it.")
    either = line(Message("One of these:"), line(read, met=False), line(talk), ref="group")
    assert criteria_of(Award(criteria=[either, line(read, met=False)]), str) == ("Talk about it",)


def test_a_course_of_one_unit_shows_what_was_done_in_it() -> None:
    unit = line(Message("Complete the unit."), line(Message("Read.")), line(Message("Write.")))
    assert criteria_of(Award(criteria=[unit]), str) == ("Read", "Write")
    other = line(Message("Complete the other."))
    assert criteria_of(Award(criteria=[unit, other]), str) == ("Complete the unit", "Complete the other")


def test_criteria_are_said_in_the_readers_language() -> None:
    award = Award(criteria=[line(Message("Read “%(title)s” to the end.", {"title": "Rollen"}))])
    assert criteria_of(award, lambda message: f"DE {message.values['title']}.") == ("DE Rollen",)


def test_the_export_holds_everything_even_why_it_was_revoked(context: None) -> None:
    ada = add_person("Ada", "Öz")
    revoke(add_award(ada), date(2026, 1, 2), "Ein Irrtum")
    add_award(add_person("Bo"))
    [found] = export_of(ada.id)["certificates"]
    assert found["name"] == "Ada Öz"
    assert found["status"] == "revoked"
    assert found["revoked_because"] == "Ein Irrtum"
    assert found["criteria"]
    assert found["issued_on"] == "2026-11-24"


def test_only_awards_whose_validity_ended_before_the_day_are_deleted(context: None) -> None:
    ada = add_person("Ada")
    add_award(ada, valid_until=None)
    add_award(ada, valid_until=MONDAY.date())
    gone = add_award(ada, valid_until=MONDAY.date() - timedelta(days=1))
    revoke(gone, ISSUED)
    assert delete_ended(MONDAY, True) == 1
    assert db.session.scalar(select(func.count(Award.id))) == 3
    assert delete_ended(MONDAY, False) == 1
    assert gone.number not in db.session.scalars(select(Award.number)).all()
    assert db.session.scalar(select(func.count(Award.id))) == 2


def test_export_and_deletion_are_part_of_the_application(app: Flask) -> None:
    assert personal_data in app.extensions["lms_personal_data"]
