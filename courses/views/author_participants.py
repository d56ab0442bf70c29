"""Who takes a course, and what its trainers confirm or tick for them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from courses.models import CourseRow
from courses.service.participation import (
    confirm_for,
    confirmed,
    count_participants,
    participants,
    take_back,
)
from courses.store import registered_types, store
from courses.views.author import author, taught
from lms.core.clock import now
from lms.core.errors import LmsError
from lms.core.evidence import ActivityRef
from lms.core.message import Message
from lms.db import db
from lms.people.current import the_viewer
from lms.people.models import Person
from lms.privacy.log import log_look
from lms.privacy.matrix import cell
from lms.progress.log import open_enrolment
from lms.web.texts import locale, say

PAGE = 50


@dataclass(frozen=True, slots=True)
class Duty:
    """Something that a trainer ticks or confirms: what it is, where it stands, and the page for it."""

    ref: ActivityRef
    label: Message
    title: str
    where: str
    address: str


@author.get("/<course>/participants")
@cell("course.participation")
def people(course: str) -> str:
    """Who takes part and how far they are; never what they answered."""
    taught(course)
    log_look("participants", by=the_viewer().id, at=now())
    row = taught(course)
    count, page = _paged(course)
    return render_template(
        "author/participants.html",
        course=course,
        title=row.title,
        count=count,
        people=participants(course, offset=(page - 1) * PAGE, limit=PAGE),
        duties=[*_in_class(row), *_confirmations(row)],
        **_pager("author.people", page, count, course=course),
    )


@author.get("/<course>/confirm/<kind>/<path:key>")
@cell("course.participation")
def confirmations(course: str, kind: str, key: str) -> str:
    """The participants, each with a button to confirm something for them or to take that back."""
    row = taught(course)
    duty = _duty(row, kind, key)
    count, page = _paged(course)
    found = participants(course, offset=(page - 1) * PAGE, limit=PAGE)
    return render_template(
        "author/confirm.html",
        course=course,
        course_title=row.title,
        duty=duty,
        count=count,
        lines=confirmed(found, duty.ref, at=now()),
        **_pager("author.confirmations", page, count, course=course, kind=kind, key=key),
    )


@author.post("/<course>/confirm/<kind>/<path:key>")
@cell("course.participation")
def decide(course: str, kind: str, key: str) -> ResponseReturnValue:
    """Confirms something for one participant, or takes it back."""
    duty = _duty(taught(course), kind, key)
    undo = request.form.get("undo", type=int)
    person = db.session.get(Person, undo or request.form.get("person", 0, type=int))
    enrolment = open_enrolment(person.id, course) if person else None
    if person is None or enrolment is None:
        abort(404)
    by, at, name = the_viewer().id, now(), person.name
    try:
        if undo:
            take_back(enrolment, duty.ref, by=by, at=at)
        else:
            confirm_for(enrolment, duty.ref, by=by, at=at)
        db.session.commit()
    except LmsError as error:
        db.session.rollback()
        flash(say(error.message), "error")
    else:
        flash(_("Taken back for %(name)s.", name=name) if undo else _("Confirmed for %(name)s.", name=name), "success")
    page = request.form.get("page", 1, type=int)
    return redirect(url_for("author.confirmations", course=course, kind=kind, key=key, page=page if page > 1 else None))


def _duty(row: CourseRow, kind: str, key: str) -> Duty:
    """Something that trainers of the course confirm."""
    return next((duty for duty in _confirmations(row) if duty.ref == ActivityRef(row.key, kind, key)), None) or abort(
        404
    )


def _in_class(row: CourseRow) -> Iterator[Duty]:
    """What can be ticked for those who were present, whatever feature it belongs to."""
    for kind in registered_types():
        if kind.class_endpoint is None:
            continue
        for slot in store.slots(row.key, row.version, kind.name, locale()):
            if kind.in_class(slot):
                unit, _slash, key = slot.ref.key.partition("/")
                address = url_for(kind.class_endpoint, course=row.key, unit=unit, key=key)
                name = str(slot.data.get("name") or slot.title)
                yield Duty(slot.ref, kind.label, name, slot.unit_title, address)


def _confirmations(row: CourseRow) -> Iterator[Duty]:
    """What the author leaves to trainers to confirm: blocks, and the certificate."""
    for slot in store.slots(row.key, row.version, "confirmation", locale()):
        if slot.attributes.get("by") == "trainer":
            yield Duty(slot.ref, Message("Confirmation"), slot.title, slot.unit_title, _address(slot.ref))
    for goal in store.goals(row.key, row.version):
        if goal.certificate and goal.certificate.confirmation == "trainer":
            yield Duty(goal.ref, Message("Certificate"), goal.title, "", _address(goal.ref))


def _address(ref: ActivityRef) -> str:
    return url_for("author.confirmations", course=ref.course, kind=ref.type, key=ref.key)


def _paged(course: str) -> tuple[int, int]:
    """How many people there are, and the page that is asked for."""
    count = count_participants(course)
    return count, min(max(1, request.args.get("page", 1, type=int)), max(1, -(-count // PAGE)))


def _pager(endpoint: str, page: int, count: int, **values: Any) -> dict[str, object]:
    return {
        "page": page,
        "pages": max(1, -(-count // PAGE)),
        "address": lambda n: url_for(endpoint, **values, page=n if n > 1 else None),
    }
