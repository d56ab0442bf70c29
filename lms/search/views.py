"""The page to find courses and their texts."""

from __future__ import annotations

from flask import Blueprint, current_app, render_template, request
from sqlalchemy import text

from lms.core.message import Message
from lms.db import db
from lms.people.current import Viewer, the_viewer
from lms.privacy.matrix import cell
from lms.search.index import find

blueprint = Blueprint("search", __name__, template_folder="templates")

KINDS = {"course": Message("Course"), "unit": Message("Unit"), "thread": Message("Discussion")}
# the kernel's layer above owns enrolments: only the courses that somebody takes are asked for here
_TAKEN = text("SELECT DISTINCT course FROM enrolment WHERE person_id = :person AND closed_at IS NULL")


@blueprint.get("/search")
@cell("own")
def search() -> str:
    """Courses by any word of theirs, texts of the courses that one takes or teaches."""
    person = the_viewer()
    query = request.args.get("q", "").strip()[:200]
    return render_template(
        "search/search.html",
        query=query,
        hits=find(query, _scopes(person)) if query else [],
        kinds=KINDS,
    )


def _scopes(person: Viewer) -> set[str]:
    taken = set(db.session.scalars(_TAKEN, {"person": person.id}))
    sources = current_app.extensions["lms"].features.sources
    return taken | {s.key for source in sources for s in source.subjects() if person.teaches(s.key)}
