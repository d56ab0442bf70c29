"""One course in its trainers' hands: its draft, its versions, who may take it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import Response, abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from courses.models import CourseRow, Revision
from courses.service.authoring import changes, packed, versions_of
from courses.service.importing import Offered, problems_of
from courses.service.publishing import Overtaken, discard_draft, draft_of, publish, published
from courses.store import registered_types
from courses.views.author import MEGABYTE, UNREADABLE, author, limit, taught
from lms.core.clock import now
from lms.core.errors import ContentError, LmsError, Problem
from lms.db import db
from lms.people.current import the_viewer
from lms.people.models import Person
from lms.privacy.matrix import cell
from lms.signals import course_published
from lms.web.texts import say

LONGEST_NOTE = 2000


@author.get("/<course>")
@cell("content.draft")
def course(course: str) -> str:
    """A course's state: what its draft would change, its versions, who may take it."""
    return course_page(taught(course))


@author.post("/<course>/publish")
@cell("content.draft")
def publish_draft(course: str) -> ResponseReturnValue:
    """Makes the draft that was looked at the next version."""
    taught(course)
    form = request.form
    note = form.get("note", "").strip()[:LONGEST_NOTE]
    seen = {"draft": form.get("draft", ""), "based_on": form.get("based_on", type=int)}
    try:
        before = draft_of(course)
        revision = publish(course, by=the_viewer().id, at=now(), note=note, **seen)  # type: ignore[arg-type]
        new = revision is before
        version = revision.version
        db.session.commit()
    except LmsError as error:
        db.session.rollback()
        return _refused(taught(course), error, note)
    if not new:
        flash(_("The draft was the same as version %(n)s. Nothing has changed.", n=version))
        return redirect(url_for("author.course", course=course))
    course_published.send(current_app._get_current_object(), course=course, version=version)  # type: ignore[attr-defined]
    flash(_("Version %(n)s is published. Whoever enrols from now on gets it.", n=version), "success")
    return redirect(url_for("author.course", course=course))


@author.post("/<course>/discard")
@cell("content.draft")
def discard(course: str) -> ResponseReturnValue:
    """Deletes the draft that was looked at; a course without a version goes with it."""
    row = taught(course)
    draft = draft_of(course)
    if draft is None or draft.hash != request.form.get("draft"):
        return course_page(row, refused=_("Somebody saved another draft in the meantime. Nothing was discarded.")), 409
    never = row.version == 0
    discard_draft(course)
    db.session.commit()
    flash(_("The draft is discarded."), "success")
    return redirect(url_for("author.courses") if never else url_for("author.course", course=course))


@author.post("/<course>/enrolment")
@cell("content.draft")
def switch_enrolment(course: str) -> ResponseReturnValue:
    """Lets people enrol themselves, or leaves it to the coordinators."""
    row = taught(course)
    row.open = request.form.get("open") == "1"
    db.session.commit()
    if row.open:
        flash(_("Everybody may take this course now."), "success")
    else:
        flash(_("Only coordinators enrol people in this course now."), "success")
    return redirect(url_for("author.course", course=course))


@author.get("/<course>/source/<version>.zip")
@cell("content.draft")
def source(course: str, version: str) -> Response:
    """The folder of a version, or of the draft, as a ZIP file."""
    taught(course)
    found = draft_of(course) if version == "draft" else published(course, _number(version))
    if found is None:
        abort(404)
    name = f"{course}-{version}.zip"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(packed(found), mimetype="application/zip", headers=headers)


def _number(version: str) -> int:
    """The number of a version in an address; 0 for what cannot be one."""
    return int(version) if version.isdecimal() and len(version) < 10 else 0


def _refused(row: CourseRow, error: LmsError, note: str) -> ResponseReturnValue:
    """The page again, with what stands against publishing."""
    problems = error.problems if isinstance(error, ContentError) else ()
    status = 409 if isinstance(error, Overtaken) else UNREADABLE
    return course_page(row, refused=say(error.message), problems=problems, note=note), status


def course_page(
    row: CourseRow,
    *,
    refused: str = "",
    problems: Sequence[Problem] = (),
    note: str = "",
    found: Sequence[Offered] = (),
    errors: Mapping[str, str] | None = None,
) -> str:
    """The page of a course; ``refused`` says why nothing was done, ``found`` what is wrong with what was sent."""
    draft = draft_of(row.key)
    return render_template(
        "author/course.html",
        course=row.key,
        row=row,
        title=draft.title if draft and not row.version else row.title,
        draft=draft,
        draft_by=_name(draft),
        problems=list(problems) or (problems_of(draft, registered_types()) if draft else []),
        changes=changes(draft, published(row.key, row.version)) if draft else None,
        versions=versions_of(row.key),
        refused=refused,
        note=note,
        found=found,
        errors=errors or {},
        limit=limit() // MEGABYTE,
    )


def _name(draft: Revision | None) -> str:
    person = db.session.get(Person, draft.created_by) if draft and draft.created_by else None
    return person.name if person else ""
