"""How a draft is shown to its trainers: links stay in the draft, and forms keep nothing."""

from __future__ import annotations

import re
from urllib.parse import urljoin

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from courses.content.naming import COURSE_PAGE
from courses.views.blueprint import blueprint
from lms.people.current import the_viewer
from lms.privacy.matrix import cell

_LINK = re.compile(r'(<a\b[^>]*?\bhref=")([^"#?:]+)((?:#[^"]*)?")')
_FORM = re.compile(r'(<form\b[^>]*?\baction=")[^"]*(")')


def as_draft(body: Markup, course: str, unit: str, n: int) -> Markup:
    """A part of a draft's page: links to other pages of the course lead to the draft, forms to :func:`tried`."""
    here, home = f"/courses/{course}/{unit}/{n}", f"/courses/{course}/"
    if unit == COURSE_PAGE:
        here = home

    def keep(found: re.Match[str]) -> str:
        there = urljoin(here, found[2])
        inside = there.startswith(home) and not there.startswith(f"{home}files/")
        return f"{found[1]}{found[2]}{'?draft' if inside else ''}{found[3]}"

    address = url_for("courses.tried", course=course, unit=unit, n=n)
    shown = _FORM.sub(lambda found: f"{found[1]}{address}{found[2]}", _LINK.sub(keep, str(body)))
    return Markup(shown)  # noqa: S704 it was safe before


@blueprint.post("/<course>/<unit>/<int:n>/tried")
@cell("content.draft")
def tried(course: str, unit: str, n: int) -> ResponseReturnValue:
    """Leads back from a form of a draft, with nothing kept."""
    if not the_viewer().teaches(course):
        abort(404)
    flash(_("Your answer was not kept."))
    if unit == COURSE_PAGE:
        return redirect(url_for("courses.course", course=course, draft=""))
    return redirect(url_for("courses.section", course=course, unit=unit, n=n, draft=""))
