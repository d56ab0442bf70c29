"""The gate before every view: it answers only the roles that the view's cell names."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Flask, abort, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue

from lms.core.errors import LmsError
from lms.core.message import Message
from lms.features import Features
from lms.people.current import viewer
from lms.privacy.matrix import CELLS, EVERYBODY, answers, cell_of

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


def _cell(app: Flask, endpoint: str, cells: Mapping[str, frozenset[str]]) -> str:
    name = cell_of(app.view_functions[endpoint])
    if name is None or name not in cells:
        raise LmsError(Message("The view “%(view)s” declares no cell of the visibility matrix.", {"view": endpoint}))
    return name


def _to_sign_in() -> ResponseReturnValue:
    """Leads to the sign-in, which leads back; what was being sent is kept by the sign-in page."""
    here = request.full_path.rstrip("?") if request.method == "GET" else request.path
    provider = current_app.extensions["lms"].identity
    if provider is not None:
        return redirect(provider.sign_in_url(request.script_root + here))
    return redirect(url_for("people.sign_in", next=here))
