"""What the trainer's pages share: their blueprint, how much may be sent, and whose a course is."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, abort, current_app, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from courses.content.files import MAX_FILES
from courses.models import CourseRow
from lms.core.message import Message
from lms.db import db, reading
from lms.people.current import the_viewer, viewer
from lms.web.errors import failure

author = Blueprint("author", __name__, template_folder="../templates", url_prefix="/author")

UNREADABLE = 422
MEGABYTE = 1_000_000


@author.url_value_preprocessor
def allow_large_uploads(endpoint: str | None, values: Mapping[str, object] | None) -> None:
    """Trainers may send as much as an import may hold; it must be said before the form is read."""
    if endpoint != "author.import_course":
        return
    with reading():
        person = viewer()
    if person and person.has("trainer"):
        request.max_content_length = limit() + MEGABYTE
        request.max_form_parts = MAX_FILES + 100


@author.errorhandler(413)
def too_large(error: Exception) -> ResponseReturnValue:
    """An upload of which no more is read than is allowed."""
    db.session.rollback()
    sentence = Message(
        "What you sent is larger than %(most)s MB or has more than %(files)s files. Make pictures and films smaller, "
        "and leave out what no unit needs. Nothing was taken in.",
        {"most": limit() // MEGABYTE, "files": MAX_FILES},
    )
    return failure(413, sentence, (_("Back to your courses"), url_for("author.courses")))


def taught(course: str) -> CourseRow:
    """A course that the viewer teaches; of somebody else's, a draft does not exist for them."""
    row = db.session.get(CourseRow, course)
    if row is None or (row.version == 0 and not the_viewer().teaches(course)):
        abort(404)
    if not the_viewer().teaches(course):
        abort(403)
    return row


def limit() -> int:
    """How many bytes an import may hold."""
    megabytes: int = current_app.extensions["lms"].settings.import_limit_mb
    return megabytes * MEGABYTE
