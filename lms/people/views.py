"""Signing in and out."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, abort, current_app, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms.core.clock import now
from lms.db import db
from lms.people import demo, kept, sessions
from lms.people.current import viewer
from lms.people.forms import SignInForm
from lms.people.models import Person
from lms.people.signing_in import Outcome, check
from lms.privacy.matrix import cell
from lms.web.format import format_time
from lms.web.pages import safe_next
from lms.web.texts import COOKIE, LOCALES

blueprint = Blueprint("people", __name__, template_folder="templates")


@blueprint.route("/sign-in", methods=["GET", "POST"])
@cell("public")
def sign_in() -> ResponseReturnValue:
    """The page to sign in."""
    where = safe_next(request.values.get("next"), url_for("progress.start"))
    if _provider() is not None:
        return redirect(_provider().sign_in_url(where))
    form = SignInForm()
    if request.method == "GET" and viewer() is not None:
        return redirect(where)
    if not form.validate_on_submit():
        return sign_in_page(form, 400 if form.errors else 200, request.form.get(kept.FIELD))
    found = check(form.email.data or "", form.password.data or "", request.remote_addr or "", at=now())
    if found.person is None:
        db.session.commit()
        return _refused(form, found)
    return _enter(found.person, where)


@blueprint.route("/sign-out", methods=["GET", "POST"])
@cell("public")
def sign_out() -> ResponseReturnValue:
    """Ends the session, on the server too."""
    if _provider() is not None:
        return redirect(_provider().sign_out_url())
    if request.method == "GET":
        return render_template("people/sign_out.html") if viewer() else redirect(url_for("people.sign_in"))
    sessions.end()
    db.session.commit()
    return redirect(url_for("people.sign_in", out=1))


@blueprint.route("/demo/sign-in", methods=["GET", "POST"])
@cell("public")
def demo_sign_in() -> ResponseReturnValue:
    """Signs in as an invented person, in a demo only; anywhere else there is no such address."""
    if _provider() is not None or request.method == "GET" or not demo.is_demo():
        abort(404)
    if current_app.config["WTF_CSRF_ENABLED"]:
        current_app.extensions["csrf"].protect()  # after the answer above, which must not depend on a token
    person = demo.demo_person(request.form.get("person", 0, int))
    if person is None:
        abort(404)
    return _enter(person, safe_next(request.form.get("next"), url_for("progress.start")))


def sign_in_page(form: SignInForm | None = None, status: int = 200, kept_form: str | None = None) -> Response:
    """The page to sign in; ``kept_form`` is what was sent too late and waits on the page."""
    form = form or SignInForm(formdata=None, next=request.args.get("next"))
    waiting = kept.opened(kept_form)
    if request.method == "GET":
        form.next.data = request.args.get("next", "")
    values = {"form": form, "choices": demo.choices() if demo.is_demo() else [], "waiting": waiting}
    response = make_response(render_template("people/sign_in.html", **values, kept=kept_form), status)
    response.headers["Cache-Control"] = "no-store"
    return response


def _refused(form: SignInForm, found: Outcome) -> Response:
    """The same words whether the account exists or not."""
    if found.slowed_until is None:
        form.form_errors.append(_("E-mail address or password are not right."))
        return sign_in_page(form, 400, request.form.get(kept.FIELD))
    clock = format_time(found.slowed_until)
    form.form_errors.append(_("There were many wrong tries. It works again from %(time)s.", time=clock))
    response = sign_in_page(form, 429, request.form.get(kept.FIELD))
    response.headers["Retry-After"] = str(max(1, int((found.slowed_until - now()).total_seconds())))
    return response


def _enter(person: Person, where: str) -> ResponseReturnValue:
    """Begins the session; then goes on, or shows what was sent too late."""
    sessions.begin(person.id, at=now())
    chosen = request.cookies.get(COOKIE, "")
    if chosen in LOCALES:
        person.locale = chosen
    speaks = person.locale
    db.session.commit()
    waiting = kept.opened(request.form.get(kept.FIELD))
    if waiting:
        viewer()
        return make_response(render_template("people/resume.html", waiting=waiting), {"Cache-Control": "no-store"})
    response = redirect(where)
    if speaks and not chosen:
        path = current_app.config["APPLICATION_ROOT"]
        response.set_cookie(COOKIE, speaks, max_age=31536000, path=path, samesite="Lax", httponly=True)
    return response


def _provider() -> Any:
    return current_app.extensions["lms"].identity
