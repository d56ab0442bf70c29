"""Finding people, seeing what is missing for one, confirming and waiving."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms.certification.service import status_of
from lms.core.clock import now
from lms.core.errors import LmsError
from lms.core.evidence import ActivityRef
from lms.core.goals import Condition
from lms.db import db
from lms.desk.people import awards_of, count_people, enrolments_of, find_people, offices, person_within
from lms.desk.views import blueprint
from lms.people.current import the_viewer
from lms.people.models import Person
from lms.privacy.log import log_look
from lms.privacy.matrix import cell
from lms.progress.log import Progress, progress_of
from lms.progress.models import Enrolment
from lms.progress.service import close, confirm, waive
from lms.web.format import local
from lms.web.texts import say

PAGE = 50


@blueprint.get("/people")
@cell("people.status")
def people() -> str:
    """People of one's own offices, found by any part of their name."""
    within = the_viewer().org_paths("coordinator")
    name, org = request.args.get("name", "")[:200], request.args.get("org", "")
    count = count_people(within, name, org)
    pages = max(1, -(-count // PAGE))
    page = min(max(1, request.args.get("page", 1, type=int)), pages)
    return render_template(
        "desk/people.html",
        name=name,
        org=org,
        count=count,
        page=page,
        pages=pages,
        people=find_people(within, name, org, offset=(page - 1) * PAGE, limit=PAGE),
        offices=offices(within),
        address=lambda n: url_for("desk.people", name=name or None, org=org or None, page=n if n > 1 else None),
    )


@blueprint.get("/people/<int:person_id>")
@cell("people.status")
def person(person_id: int) -> str:
    """One person: enrolments, conditions met or open, certificates. Never answers, scores or times."""
    found = _person(person_id)
    log_look("person", by=the_viewer().id, about=found.id, at=now())
    found = _person(person_id)
    today = local(now()).date()
    takings = [progress_of(enrolment) for enrolment in enrolments_of(found.id)]
    return render_template(
        "desk/person.html",
        person=found,
        takings=takings,
        titles={taking.enrolment.course: _title(taking) for taking in takings},
        awards=[(award, status_of(award, today)) for award in awards_of(found.id)],
    )


@blueprint.post("/people/<int:person_id>/<course>/decide")
@cell("people.confirm")
def decide(person_id: int, course: str) -> ResponseReturnValue:
    """Confirms or waives one condition of an open enrolment."""
    found = _person(person_id)
    enrolment, progress = _taking(found, course)
    ref = _ref(request.form.get("ref", ""))
    line = next((line for line in _open_lines(progress.lines) if line.ref == ref), None)
    if ref is None or line is None:
        abort(404)
    try:
        if request.form.get("what") == "confirm" and ref.type in ("confirmation", "certificate"):
            confirm(enrolment, ref, by=the_viewer().id, at=now())
            flash(_("Confirmed: %(what)s", what=say(line.text)), "success")
        else:
            waive(enrolment, ref, by=the_viewer().id, at=now(), reason=request.form.get("reason", ""))
            flash(_("Waived: %(what)s", what=say(line.text)), "success")
        db.session.commit()
    except LmsError as error:
        db.session.rollback()
        flash(say(error.message), "error")
    return redirect(url_for("desk.person", person_id=person_id))


@blueprint.post("/people/<int:person_id>/<course>/close")
@cell("people.enrol")
def end_enrolment(person_id: int, course: str) -> ResponseReturnValue:
    """Ends an enrolment; nothing that was done is lost."""
    enrolment, _progress = _taking(_person(person_id), course)
    close(enrolment, at=now())
    db.session.commit()
    flash(_("The enrolment has ended. What was done is kept."), "success")
    return redirect(url_for("desk.person", person_id=person_id))


def _person(person_id: int) -> Person:
    found = person_within(person_id, the_viewer().org_paths("coordinator"))
    if found is None:
        abort(404)
    return found


def _taking(found: Person, course: str) -> tuple[Enrolment, Progress]:
    enrolment = next((e for e in enrolments_of(found.id) if e.course == course and e.closed_at is None), None)
    if enrolment is None:
        abort(404)
    return enrolment, progress_of(enrolment)


def _open_lines(lines: tuple[Condition, ...]) -> list[Condition]:
    """Every condition that is not met, at any depth."""
    return [found for line in lines if not line.met for found in ([line] if line.ref else []) + _open_lines(line.parts)]


def _ref(text: str) -> ActivityRef | None:
    parts = text.split(":", 2)
    return ActivityRef(*parts) if len(parts) == 3 else None


def _title(taking: Progress) -> str:
    course = taking.enrolment.course
    goal = taking.goals.get(ActivityRef(course, "course", course))
    return goal.title if goal and goal.title else course
