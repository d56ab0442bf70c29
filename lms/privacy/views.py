"""“My data”: who can see it, who has looked, and all of it to take along."""

from __future__ import annotations

from flask import Blueprint, Response, render_template

from lms.people.current import the_viewer
from lms.privacy.matrix import cell
from lms.privacy.personal import as_zip, looks_at

blueprint = Blueprint("privacy", __name__, template_folder="templates")


@blueprint.get("/me/data")
@cell("own")
def mine() -> str:
    """What is kept about the person who is asking, and who has looked at it."""
    return render_template("privacy/mine.html", looks=looks_at(the_viewer().id))


@blueprint.get("/me/data.zip")
@cell("own")
def download() -> Response:
    """Everything about the person who is asking."""
    person = the_viewer()
    headers = {"Content-Disposition": 'attachment; filename="meine-daten.zip"', "Cache-Control": "no-store"}
    return Response(as_zip(person.id, person.name), mimetype="application/zip", headers=headers)
