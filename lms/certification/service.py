"""Verbs over awards."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from flask import current_app
from sqlalchemy import select, update

from lms.certification.models import Award, Revocation
from lms.certification.number import new_number
from lms.core.certificate import Certificate, Status, status
from lms.core.goals import Goal
from lms.core.message import Message
from lms.core.source import Subject
from lms.db import db, insert_new
from lms.notices.outbox import notify
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
    award_id = _insert_once(
        enrolment_id=enrolment_id,
        cycle=cycle,
        criteria=basis,
        version=version,
        subject=subject.key,
        subject_title=subject.title,
        minutes=certificate.minutes or subject.minutes,
        **_holder(db.session.get_one(Person, learner)),
        **_promise(certificate, local(at).date()),
    )
    if award_id is None:
        return None
    award = db.session.get_one(Award, award_id)
    _supersede(award)
    _tell(award, learner, at=at)
    return award


def _insert_once(**values: Any) -> int | None:
    """The id of the new award, or nothing when this completion has awarded already."""
    same = [Award.enrolment_id == values["enrolment_id"], Award.certificate_key == values["certificate_key"]]
    while True:
        award_id = insert_new(Award, number=new_number(), **values)
        if award_id is not None or db.session.scalar(select(Award.id).where(*same)) is not None:
            return award_id
        # somebody else's award has the number that was drawn: draw another


def _holder(person: Person) -> dict[str, Any]:
    """The person and their office as they are today."""
    unit = db.session.get(OrgUnit, person.org_unit_id) if person.org_unit_id else None
    return {
        "person_id": person.id,
        "given": person.given,
        "family": person.family,
        "family_folded": sort_key(person.family or person.given),
        "org_unit_id": unit.id if unit else None,
        "org_label": unit.label if unit else "",
    }


def _promise(certificate: Certificate, day: date) -> dict[str, Any]:
    """What the certificate says, who issues it and how long it holds."""
    settings = current_app.extensions["lms"].settings
    return {
        "certificate_key": certificate.key,
        "certificate_title": certificate.title,
        "certificate_text": list(certificate.text),
        "issuer": settings.issuer or settings.organisation,
        "issued_on": day,
        "valid_until": certificate.validity.end(day),
    }


def _supersede(award: Award) -> None:
    """The newer award takes the place of an older one of the same certificate, which stays in the history."""
    older = (
        Award.person_id == award.person_id,
        Award.certificate_key == award.certificate_key,
        Award.id != award.id,
        Award.superseded_on.is_(None),
    )
    db.session.execute(update(Award).where(*older).values(superseded_on=award.issued_on))


def _tell(award: Award, learner: int, *, at: datetime) -> None:
    """Writes the news to the holder, in the same transaction."""
    notify(
        learner,
        "award",
        Message("Your certificate “%(title)s”", {"title": award.certificate_title}),
        Message(
            "all conditions of “%(course)s” are met. Your certificate has the number %(number)s.",
            {"course": award.subject_title, "number": award.number},
        ),
        f"/me/certificates/{award.number}",
        at=at,
        label=Message("To your certificate"),
        key=f"award:{award.number}",
    )


def status_of(award: Award, day: date) -> Status:
    """What an award is worth on a day."""
    revoked_on = db.session.scalar(select(Revocation.on).where(Revocation.award_id == award.id))
    return status(day, award.valid_until, revoked_on)
