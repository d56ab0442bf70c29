"""The gate before every view: it answers only the roles that the view's cell names."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Flask, abort, current_app, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError

from lms.core.errors import LmsError
from lms.core.message import Message
from lms.db import db
from lms.features import Features
from lms.people import kept
from lms.people.current import viewer
from lms.people.views import sign_in_page
from lms.privacy.matrix import CELLS, EVERYBODY, answers, cell_of
from lms.web.errors import form_too_old

MACHINES = frozenset({"pages.healthz", "pages.readyz"})
"""Views that machines ask and that must answer without a session."""


def init_access(app: Flask, features: Features) -> None:
    """Checks that every view declares a cell, and guards each of them from now on."""
    cells = {**CELLS, **{name: roles for feature in features for name, roles in feature.cells.items()}}
    gates = {name: _cell(app, name, cells) for name in app.view_functions if name != "static"}

    @app.before_request
    def guard() -> ResponseReturnValue | None:
        endpoint = request.endpoint
        if endpoint is None or endpoint == "static":
            return None
        gate = gates[endpoint]
        person = viewer() if endpoint not in MACHINES else None
        if cells[gate] is EVERYBODY:
            return None
        if person is None:
            return _to_sign_in()
        if not answers(person.role_names, gate, cells):
            abort(403)
        return None

    @app.errorhandler(CSRFError)
    def form_without_session(error: CSRFError) -> ResponseReturnValue:
        """A form's token ends with the session: then the way is the same as for an ended session."""
        gate = gates.get(request.endpoint or "")
        if gate is None or cells[gate] is EVERYBODY:
            return form_too_old(error)
        if viewer() is None:
            return _to_sign_in()
        waiting = kept.opened(kept.keep())  # signed in again in another tab
        if waiting is None:
            return form_too_old(error)
        db.session.rollback()
        return make_response(render_template("people/resume.html", waiting=waiting), 400)


def _cell(app: Flask, endpoint: str, cells: Mapping[str, frozenset[str]]) -> str:
    name = cell_of(app.view_functions[endpoint])
    if name is None or name not in cells:
        raise LmsError(Message("The view “%(view)s” declares no cell of the visibility matrix.", {"view": endpoint}))
    return name


def _to_sign_in() -> ResponseReturnValue:
    """Leads to the sign-in, which leads back; what was sent too late waits there (:mod:`lms.people.kept`)."""
    db.session.rollback()
    here = request.full_path.rstrip("?") if request.method == "GET" else request.path
    provider = current_app.extensions["lms"].identity
    text = kept.keep()
    if provider is not None:
        there = provider.sign_in_url(request.script_root + here)
        waiting = kept.opened(text)
        if waiting is None:
            return redirect(there)
        return make_response(render_template("people/resume.html", waiting=waiting, sign_in_url=there), 401)
    if request.method == "GET":
        return redirect(url_for("people.sign_in", next=here))
    response = sign_in_page(status=401, kept_form=text)
    if request.headers.get("HX-Request"):  # htmx shows a page only if it succeeded, and only where it is told to
        response.status_code = 200
        response.headers.update({"HX-Retarget": "body", "HX-Reswap": "innerHTML"})
    return response
