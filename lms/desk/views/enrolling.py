"""Enrolling one person, or many from a list."""

from __future__ import annotations

from datetime import date

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from lms.core.clock import now
from lms.core.errors import LmsError
from lms.core.source import Source, Subject
from lms.core.values import read_date
from lms.db import db
from lms.desk.enrolling import Entry, enrol_all, preview, read_list
from lms.desk.people import person_by_email
from lms.desk.views import blueprint
from lms.people.current import the_viewer
from lms.privacy.matrix import cell
from lms.progress.service import enrol
from lms.web.texts import say


@blueprint.get("/enrol")
@cell("people.enrol")
def enrolling() -> str:
    """The two ways to enrol."""
    return _page()


@blueprint.post("/enrol/one")
@cell("people.enrol")
def enrol_one() -> ResponseReturnValue:
    """Enrols one person by their address."""
    form = request.form
    try:
        person = person_by_email(form.get("email", ""), the_viewer().org_paths("coordinator"))
        enrol(
            person.id,
            form.get("course", ""),
            by=the_viewer().id,
            at=now(),
            due=_due(form.get("due", "")),
            mandatory=bool(form.get("mandatory")),
        )
        db.session.commit()
    except LmsError as error:
        db.session.rollback()
        return _page(errors={error.field or "email": say(error.message)}), 400
    flash(_("%(name)s is enrolled.", name=person.name), "success")
    return redirect(url_for("desk.person", person_id=person.id))


@blueprint.post("/enrol/list")
@cell("people.enrol")
def enrol_list() -> ResponseReturnValue:
    """Shows what a list would do, and does it when that was confirmed."""
    course = request.form.get("course", "")
    upload = request.files.get("file")
    text = read_list(upload.read()) if upload and upload.filename else request.form.get("list", "")
    viewer = the_viewer()
    try:
        entries = preview(text, course, viewer.org_paths("coordinator"))
        if request.form.get("confirmed") and not any(entry.problem for entry in entries):
            mandatory = bool(request.form.get("mandatory"))
            new = enrol_all(entries, course, by=viewer.id, at=now(), mandatory=mandatory)
            db.session.commit()
            flash(ngettext("%(num)s person is newly enrolled.", "%(num)s people are newly enrolled.", new), "success")
            return redirect(url_for("desk.enrolling"))
    except LmsError as error:
        db.session.rollback()
        return _page(errors={error.field or "file": say(error.message)}, text=text), 400
    return _page(entries=entries, text=text)


def _page(entries: list[Entry] | None = None, text: str = "", errors: dict[str, str] | None = None) -> str:
    return render_template(
        "desk/enrol.html",
        subjects=_subjects(),
        entries=entries or [],
        bad=sum(entry.problem is not None for entry in entries or []),
        pasted=text,
        errors=errors or {},
        form=request.form,
    )


def _subjects() -> list[Subject]:
    sources: tuple[Source, ...] = current_app.extensions["lms"].features.sources
    return [subject for source in sources for subject in source.subjects()]


def _due(text: str) -> date | None:
    if not text.strip():
        return None
    try:
        return read_date(text)
    except LmsError as error:
        raise LmsError(error.message, "due") from error
