"""Issuing: once, with everything copied that the award must still know when person and course are gone."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from flask import current_app
from sqlalchemy import delete, func, select

from lms.certification import service
from lms.certification.models import Award
from lms.certification.number import is_well_formed, new_number
from lms.certification.service import issue
from lms.core.certificate import Certificate, Validity
from lms.core.criteria import Always
from lms.core.evidence import ActivityRef
from lms.core.goals import Goal
from lms.core.message import Message
from lms.core.source import Subject
from lms.db import db
from lms.notices.models import OutboxMail
from lms.people.models import OrgUnit, Person
from lms.testing import MONDAY, MakeApp, add_person
from tests.certification.awarding import add_award, line

CERTIFICATE = Certificate("mentor", "Q-SER-Mentor", Validity(months=24), 90, ("Bescheinigung nach § 5 TVöD",))
SUBJECT = Subject("q-ser", "Q-SER", 3, 60)
GOAL = Goal(ActivityRef("q-ser", "certificate", "q-ser"), Always(), certificate=CERTIFICATE)
BASIS = [line(Message("Read it."))]

pytestmark = pytest.mark.usefixtures("context")


def give(person: Person, enrolment: int = 1, **changes: Any) -> Award | None:
    values: dict[str, Any] = {
        "enrolment_id": enrolment,
        "learner": person.id,
        "goal": GOAL,
        "basis": BASIS,
        "subject": SUBJECT,
        "version": 3,
        "cycle": 1,
        "by": None,
        "at": MONDAY,
    }
    return issue(**{**values, **changes})


def given(person: Person, **changes: Any) -> Award:
    award = give(person, **changes)
    assert award is not None
    return award


def test_an_award_copies_what_it_promises() -> None:
    award = given(add_person("Şükrü", "Đorđević", org="Stadt/Bürgeramt"))
    assert is_well_formed(award.number)
    assert (award.name, award.family_folded) == ("Şükrü Đorđević", "dordevic")
    assert (award.subject, award.subject_title, award.version) == ("q-ser", "Q-SER", 3)
    assert (award.certificate_title, award.certificate_text) == ("Q-SER-Mentor", ["Bescheinigung nach § 5 TVöD"])
    assert (award.issued_on, award.valid_until) == (date(2026, 11, 23), date(2028, 11, 23))
    assert (award.org_label, award.minutes) == ("Stadt/Bürgeramt", 90)
    assert award.criteria == BASIS


def test_it_outlives_the_person_the_office_and_every_new_name() -> None:
    person = add_person("Ada", "Alt", org="Stadt/Bürgeramt")
    number = given(person).number
    person.family = "Neu"
    db.session.flush()
    db.session.execute(delete(Person))
    db.session.execute(delete(OrgUnit).where(OrgUnit.parent_id.is_not(None)))
    db.session.expire_all()
    award = db.session.scalars(select(Award).where(Award.number == number)).one()
    assert (award.person_id, award.org_unit_id) == (None, None)
    assert (award.name, award.org_label) == ("Ada Alt", "Stadt/Bürgeramt")


def test_the_same_completion_awards_once() -> None:
    person = add_person("Ada")
    given(person)
    assert give(person) is None
    assert db.session.scalar(select(func.count(Award.id))) == 1


def test_the_database_itself_refuses_a_second_award_of_an_enrolment() -> None:
    person = add_person("Ada")
    add_award(person, enrolment_id=7)
    with pytest.raises(Exception, match=r"(?i)unique"):
        add_award(person, enrolment_id=7)


def test_a_number_that_is_taken_is_drawn_again(monkeypatch: pytest.MonkeyPatch) -> None:
    taken, free = new_number(), new_number()
    drawn = iter([taken, free])
    add_award(add_person("Bo"), number=taken)
    monkeypatch.setattr(service, "new_number", lambda: next(drawn))
    assert given(add_person("Ada")).number == free


def test_a_refresher_takes_the_place_of_the_older_award_only() -> None:
    ada, bo = add_person("Ada"), add_person("Bo")
    old, other_person = given(ada), given(bo, enrolment=2)
    kind = replace(GOAL, certificate=replace(CERTIFICATE, key="other"))
    other_kind = given(ada, enrolment=3, goal=kind)
    later = MONDAY + timedelta(days=700)
    new = given(ada, enrolment=4, cycle=2, at=later)
    for award in (old, other_person, other_kind, new):
        db.session.refresh(award)
    assert old.superseded_on == later.date()
    assert old.valid_until == date(2028, 11, 23)
    assert [award.superseded_on for award in (other_person, other_kind, new)] == [None, None, None]


def test_the_day_is_the_day_here_and_not_in_utc() -> None:
    late = datetime(2026, 6, 30, 22, 30, tzinfo=UTC)
    assert given(add_person("Ada"), at=late).issued_on == date(2026, 7, 1)


def test_without_learning_time_of_its_own_the_courses_counts() -> None:
    goal = replace(GOAL, certificate=replace(CERTIFICATE, minutes=0, validity=Validity()))
    award = given(add_person("Ada"), goal=goal)
    assert (award.minutes, award.valid_until) == (60, None)


def test_who_has_one_name_is_found_by_it() -> None:
    assert given(add_person("Suharto")).family_folded == "suharto"


def test_the_issuer_is_the_setting_or_the_organisation(make: MakeApp) -> None:
    assert given(add_person("Ada")).issuer == current_app.extensions["lms"].settings.organisation
    db.session.commit()
    app = make((), issuer="Akademie der Stadt", organisation="Stadt")
    with app.app_context():
        assert given(add_person("Bo"), enrolment=9).issuer == "Akademie der Stadt"


def test_the_holder_is_told_once_in_their_language() -> None:
    person = add_person("Ada", "Öz", email="ada@stadt.example")
    person.locale = "de"
    award = given(person)
    give(person)
    [mail] = db.session.scalars(select(OutboxMail)).all()
    assert (mail.to, mail.person_id) == ("ada@stadt.example", person.id)
    assert "Ihr Zertifikat „Q-SER-Mentor“" in mail.subject
    assert award.number in mail.body
    assert f"/me/certificates/{award.number}" in mail.body


def test_who_has_no_mailbox_gets_the_award_all_the_same() -> None:
    person = add_person("Ada")
    person.email = None
    assert given(person).name == "Ada"
    assert db.session.scalar(select(func.count(OutboxMail.id))) == 0
