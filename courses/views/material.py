"""Opening material that a unit links to."""

from __future__ import annotations

from urllib.parse import urljoin

from flask import abort, redirect, request
from flask.typing import ResponseReturnValue

from courses.activities import OPENED
from courses.content.naming import COURSE_PAGE
from courses.store import store
from courses.views.blueprint import blueprint
from lms.core.clock import now
from lms.core.evidence import ActivityRef, Evidence
from lms.db import db
from lms.people.current import the_viewer
from lms.privacy.matrix import cell
from lms.progress.log import open_enrolment
from lms.progress.service import record
from lms.web.texts import locale


@blueprint.post("/<course>/<unit>/material/<key>")
@cell("content")
def open_material(course: str, unit: str, key: str) -> ResponseReturnValue:
    """Leads to the file, and notes for those who are enrolled that it was opened."""
    person = the_viewer()
    enrolment = open_enrolment(person.id, course)
    subject = store.subject(course)
    version = enrolment.version if enrolment else subject.version if subject else 0
    ref = ActivityRef(course, "material", f"{unit}/{key}")
    slot = store.slot(ref, version, locale())
    if slot is None or not slot.data.get("href"):
        abort(404)
    if enrolment:
        record(Evidence(person.id, ref, OPENED, now()))
        db.session.commit()
    page = "" if unit == COURSE_PAGE else f"{unit}/1"
    return redirect(urljoin(f"{request.script_root}/courses/{course}/{page}", slot.data["href"]), 303)
