"""The list of courses, and the page of one."""

from __future__ import annotations

from dataclasses import dataclass

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select

from courses.opening import first_of, prerequisites, waits_for
from courses.reading import UnitLine, course_texts, unit_lines
from courses.store import Store
from courses.views.blueprint import blueprint
from courses.views.reader import drawn_page
from lms.core.clock import now
from lms.core.evidence import ActivityRef
from lms.db import db
from lms.people.current import the_viewer
from lms.privacy.matrix import cell
from lms.progress.log import Progress, latest_enrolment, open_enrolment, progress_of
from lms.progress.models import Enrolment
from lms.progress.service import enrol
from lms.web.texts import locale


@dataclass(frozen=True, slots=True)
class UnitState:
    """A unit as the list of a course shows it: done, here, open or locked, and what must come first."""

    line: UnitLine
    state: str
    first: tuple[str, str] | None = None  # title and address of the unit that opens it


store = Store()


@blueprint.get("/")
@cell("content")
def catalogue() -> str:
    """All published courses."""
    person = the_viewer()
    taking = db.session.scalars(
        select(Enrolment.course).where(Enrolment.person_id == person.id, Enrolment.closed_at.is_(None))
    )
    return render_template("courses/catalogue.html", subjects=store.subjects(), taking=set(taking))


@blueprint.get("/<course>/")
@cell("content")
def course(course: str) -> str:
    """A course: what it is about, its units, and where one stands in it."""
    person = the_viewer()
    subject = store.subject(course)
    draft = "draft" in request.args
    if (draft and not person.teaches(course)) or (subject is None and not draft):
        abort(404)
    enrolment = None if draft else latest_enrolment(person.id, course)
    if enrolment and enrolment.closed_at:
        enrolment = None
    version = None if draft else enrolment.version if enrolment else subject.version if subject else None
    page = course_texts(course, version, locale())
    if page is None:
        abort(404)
    progress = progress_of(enrolment) if enrolment else None
    lines = unit_lines(person.id, course, version, locale())
    return render_template(
        "courses/course.html",
        course=course,
        page=page,
        subject=subject,
        enrolment=enrolment,
        progress=progress,
        units=_states(course, lines, progress),
        step=store.step(person.id, course, version) if enrolment and version else None,
        shown=drawn_page(page, course, person.id),
        teaches=person.teaches(course),
        draft=draft,
    )


@blueprint.post("/<course>/enrol")
@cell("content")
def enrol_oneself(course: str) -> ResponseReturnValue:
    """Takes a course that is open to everybody."""
    person = the_viewer()
    subject = store.subject(course)
    if subject is None:
        abort(404)
    if not subject.open and open_enrolment(person.id, course) is None:
        abort(403)
    enrol(person.id, course, by=person.id, at=now(), how="self")
    db.session.commit()
    flash(_("You are enrolled in “%(title)s”.", title=subject.title), "success")
    return redirect(url_for("courses.course", course=course))


def _states(course: str, lines: list[UnitLine], progress: Progress | None) -> list[UnitState]:
    found = []
    here = False
    for line in lines:
        state, first = "open", None
        if progress and ActivityRef(course, "unit", line.key) in progress.standing.completed:
            state = "done"
        elif progress and prerequisites(course, progress.enrolment.version):
            waiting = waits_for(progress.enrolment, line.key)
            state, first = ("locked", _first(first_of(waiting), lines)) if waiting else ("open", None)
        if progress and state == "open" and not here:
            state, here = "here", True
        found.append(UnitState(line, state, first))
    return found


def _first(ref: ActivityRef | None, lines: list[UnitLine]) -> tuple[str, str] | None:
    """Title and address of what comes first."""
    address = store.address(ref) if ref else None
    if ref is None or address is None:
        return None
    subject = store.subject(ref.course) if ref.type != "unit" else None
    titles = {line.key: line.title for line in lines}
    title = subject.title if subject else titles.get(ref.key)
    return (title, address) if title else None
