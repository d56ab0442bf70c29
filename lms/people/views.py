"""Signing in and out."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue

from lms.privacy.matrix import cell

blueprint = Blueprint("people", __name__, template_folder="templates")


@blueprint.get("/sign-in")
@cell("public")
def sign_in() -> str:
    """The page to sign in."""
    return render_template("people/sign_in.html")


@blueprint.get("/sign-out")
@cell("public")
def sign_out() -> ResponseReturnValue:
    """Ends the session."""
    session.clear()
    return redirect(url_for("people.sign_in"))
