"""The learner's own pages: the next step, and what is still missing."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, abort, current_app, render_template
from sqlalchemy import select

from lms.core.evidence import ActivityRef
from lms.core.goals import Condition, open_leaves
from lms.core.source import Source, Step, Subject
from lms.db import db
from lms.people.current import the_viewer
from lms.privacy.matrix import cell
from lms.progress.log import Progress, latest_enrolment, progress_of, source_of, subject_of
from lms.progress.models import Enrolment

blueprint = Blueprint("progress", __name__, template_folder="templates")


@dataclass(frozen=True, slots=True)
class Taking:
    """A course that somebody takes, with where they stand in it."""

    subject: Subject
    progress: Progress
    next: Condition | None
    address: str | None
    step: Step | None = None


@blueprint.get("/")
@cell("own")
def start() -> str:
    """The one next step."""
    person = the_viewer()
    everything = _takings(person.id)
    takings = [taking for taking in everything if not taking.progress.complete]
    first = takings[0] if takings else None
    if first:
        source = source_of(first.subject.key)
        step = source.step(person.id, first.subject.key, first.progress.enrolment.version)
        first = Taking(first.subject, first.progress, first.next, first.address, step)
    return render_template(
        "progress/start.html",
        first=first,
        later=takings[1:],
        finished=len(everything) > len(takings),
        offers=[] if first else _open(person.id),
    )


@blueprint.get("/me/progress")
@cell("own")
def overview() -> str:
    """All courses of the person who is asking."""
    return render_template("progress/overview.html", takings=_takings(the_viewer().id))


@blueprint.get("/me/progress/<course>")
@cell("own")
def missing(course: str) -> str:
    """What still decides whether a course is complete."""
    enrolment = latest_enrolment(the_viewer().id, course)
    if enrolment is None:
        abort(404)
    progress = progress_of(enrolment)
    return render_template(
        "progress/missing.html", subject=subject_of(course), progress=progress, address=source_of(course).address
    )


def _takings(person_id: int) -> list[Taking]:
    """The courses of a person: nearest due date first, then the one used last."""
    enrolments = db.session.scalars(
        select(Enrolment)
        .where(Enrolment.person_id == person_id, Enrolment.closed_at.is_(None))
        .order_by(Enrolment.due.is_(None), Enrolment.due, Enrolment.used_at.desc(), Enrolment.id)
    ).all()
    return [taking for enrolment in enrolments if (taking := _taking(enrolment))]


def _taking(enrolment: Enrolment) -> Taking | None:
    source: Source | None = current_app.extensions["lms"].source_of(enrolment.course)
    subject = source.subject(enrolment.course) if source else None
    if source is None or subject is None:
        return None
    progress = progress_of(enrolment)
    first_open = next(open_leaves(progress.conditions), None)
    address = source.address(first_open.ref) if first_open and first_open.ref else None
    return Taking(subject, progress, first_open, address)


def _open(person_id: int) -> list[tuple[Subject, str | None]]:
    """Courses that one may enrol in oneself and has not, with the addresses of their pages."""
    taken = set(db.session.scalars(select(Enrolment.course).where(Enrolment.person_id == person_id)))
    sources: tuple[Source, ...] = current_app.extensions["lms"].features.sources
    return [
        (subject, source.address(ActivityRef(subject.key, "course", subject.key)))
        for source in sources
        for subject in source.subjects()
        if subject.open and subject.key not in taken
    ]
