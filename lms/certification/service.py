"""Verbs over awards."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from flask import current_app
from sqlalchemy import select, update

from lms.certification.models import Award, Revocation
from lms.certification.number import new_number
from lms.core.certificate import Status, status
from lms.core.goals import Goal
from lms.core.source import Subject
from lms.db import db, insert_new
from lms.people.models import OrgUnit, Person
from lms.search.folding import sort_key
from lms.web.format import local


def issue(
    *,
    enrolment_id: int,
    learner: int,
    goal: Goal,
    basis: list[dict[str, Any]],
    subject: Subject,
    version: int,
    cycle: int,
    by: int | None,
    at: datetime,
) -> Award | None:
    """Issues what a completed goal awards, once; nothing when it was already issued.

    Only :func:`lms.progress.service.record` and its siblings call it, in their transaction.
    """
    certificate = goal.certificate
    assert certificate is not None
    person = db.session.get_one(Person, learner)
    unit = db.session.get(OrgUnit, person.org_unit_id) if person.org_unit_id else None
    settings = current_app.extensions["lms"].settings
    day = local(at).date()
    award_id = insert_new(
        Award,
        number=new_number(),
        person_id=learner,
        given=person.given,
        family=person.family,
        family_folded=sort_key(person.family or person.given),
        subject=subject.key,
        subject_title=subject.title,
        version=version,
        certificate_key=certificate.key,
        certificate_title=certificate.title,
        certificate_text=list(certificate.text),
        cycle=cycle,
        criteria=basis,
        minutes=certificate.minutes or subject.minutes,
        issuer=settings.issuer or settings.organisation,
        issued_on=day,
        valid_until=certificate.validity.end(day),
        org_unit_id=unit.id if unit else None,
        org_label=unit.label if unit else "",
        enrolment_id=enrolment_id,
    )
    if award_id is None:
        return None
    db.session.execute(
        update(Award)
        .where(
            Award.person_id == learner,
            Award.certificate_key == certificate.key,
            Award.id != award_id,
            Award.superseded_on.is_(None),
        )
        .values(superseded_on=day)
    )
    return db.session.scalar(select(Award).where(Award.id == award_id))


def status_of(award: Award, day: date) -> Status:
    """What an award is worth on a day."""
    revoked_on = db.session.scalar(select(Revocation.on).where(Revocation.award_id == award.id))
    return status(day, award.valid_until, revoked_on)
