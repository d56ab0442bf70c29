"""The trainer's courses, and taking new ones in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from courses.content.files import Courses, read_file, read_files
from courses.models import CourseRow
from courses.service.authoring import taught_courses
from courses.service.importing import Offered, examine, take_in
from courses.service.publishing import version_of
from courses.store import registered_types
from courses.views.author import MEGABYTE, UNREADABLE, author, limit, taught
from courses.views.author_course import course_page
from lms.core.clock import now
from lms.core.errors import LmsError
from lms.core.message import Message
from lms.db import db, reading
from lms.people.current import Viewer, the_viewer
from lms.people.models import Person
from lms.people.service import grant_role
from lms.privacy.matrix import cell
from lms.web.texts import say


@author.get("/")
@cell("content.draft")
def courses() -> str:
    """One's own courses, and the forms to take one in."""
    return _page()


@author.get("/import")
@cell("content.draft")
def forms() -> ResponseReturnValue:
    """Where a reload leads after an import with problems."""
    return redirect(url_for("author.courses"))


@author.post("/import")
@cell("content.draft")
def import_course() -> ResponseReturnValue:
    """Reads, checks and renders what was sent; only if nothing is wrong it becomes the draft."""
    person, at, wanted = the_viewer(), now(), request.form.get("course", "")
    db.session.rollback()  # nobody waits for the write lock while this reads and renders
    try:
        with reading():
            found = examine(_sent(), registered_types())
            _refuse_foreign(person, found, wanted)
        if not all(offered.ok for offered in found):
            return _page(found=found), UNREADABLE
        take_in(_following(found), by=person.id, at=at)
        _make_trainer(person, found, at)
        db.session.commit()
    except LmsError as error:
        db.session.rollback()
        return _page(errors={error.field or _field(): say(error.message)}), UNREADABLE
    if len(found) > 1:
        flash(_("%(n)s courses are kept as drafts.", n=len(found)), "success")
        return redirect(url_for("author.courses"))
    flash(_("The draft is saved. Learners do not see it yet."), "success")
    return redirect(url_for("author.course", course=found[0].key))


def _page(found: Sequence[Offered] = (), errors: Mapping[str, str] | None = None) -> str:
    """The list, or the page of the course that something was to be taken into."""
    person, wanted = the_viewer(), request.form.get("course", "")
    if wanted:
        return course_page(taught(wanted), found=found, errors=errors)
    taught_keys = {role.scope for role in person.roles if role.name == "trainer" and role.scope_kind == "course"}
    everywhere = any(role.name == "trainer" and role.scope_kind == "everywhere" for role in person.roles)
    return render_template(
        "author/courses.html",
        courses=taught_courses(taught_keys, everywhere=everywhere),
        found=found,
        errors=errors or {},
        limit=limit() // MEGABYTE,
    )


def _sent() -> Courses:
    """The courses in what was sent: a folder, or one file."""
    folder = [upload for upload in request.files.getlist("folder") if upload.filename]
    if folder:
        return read_files(((upload.filename or "", upload.read()) for upload in folder), limit())
    upload = request.files.get("file")
    if upload is None or not upload.filename:
        raise LmsError(Message("Please choose a file or a folder first."))
    return read_file(upload.filename, upload.read(), limit())


def _field() -> str:
    return "folder" if "folder" in request.files else "file"


def _refuse_foreign(person: Viewer, found: Sequence[Offered], wanted: str) -> None:
    """A course of other trainers is theirs; a page for one course takes in that one."""
    for offered in found:
        if not person.teaches(offered.key) and db.session.get(CourseRow, offered.key) is not None:
            raise _taken(offered.key)
        if wanted and offered.key != wanted:
            raise LmsError(
                Message(
                    "This holds the course “%(key)s”, and this page takes in “%(wanted)s”. "
                    "Write “kennung: %(wanted)s” into kurs.md, or take it in under “Your courses”.",
                    {"key": offered.key, "wanted": wanted},
                )
            )


def _taken(key: str) -> LmsError:
    return LmsError(
        Message(
            "The course “%(key)s” belongs to other trainers. Give yours another key with “kennung: …” in kurs.md, "
            "or ask them.",
            {"key": key},
        )
    )


def _following(found: Sequence[Offered]) -> Sequence[Offered]:
    """What was offered, with the version that its author saw: what was published since then is not undone unseen."""
    seen = request.form.get("based_on", type=int)
    if seen is None or len(found) != 1:
        return found
    return [found[0].after(min(seen, version_of(found[0].key)))]


def _make_trainer(person: Viewer, found: Sequence[Offered], at: datetime) -> None:
    """Who brings a new course teaches it; a course that somebody else brought meanwhile stays theirs."""
    for offered in found:
        if person.teaches(offered.key):
            continue
        if db.session.get_one(CourseRow, offered.key).created_at != at:
            raise _taken(offered.key)
        grant_role(db.session.get_one(Person, person.id), "trainer", offered.key)
