"""Pages that lead to a mail: a forgotten password, an invitation, a reported barrier."""

from __future__ import annotations

from flask import Blueprint, abort, current_app, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.exc import OperationalError

from lms.core.clock import now
from lms.core.errors import LmsError
from lms.db import db, reading
from lms.notices import accounts, barriers
from lms.notices.forms import BarrierForm, ChangePasswordForm, ForgotForm, NewPasswordForm
from lms.notices.models import BarrierReport
from lms.people import sessions, throttle
from lms.people.current import the_viewer
from lms.people.models import Person
from lms.people.passwords import Purpose, check_password, hash_password, matches, person_of_link
from lms.people.service import set_password
from lms.privacy.matrix import cell
from lms.web.format import format_time
from lms.web.pages import safe_next
from lms.web.texts import say

blueprint = Blueprint("notices", __name__, template_folder="templates")


@blueprint.before_request
def only_with_own_accounts() -> None:
    """Where a host application signs people in, there are no passwords here."""
    if current_app.extensions["lms"].identity and request.endpoint not in (
        "notices.report_barrier",
        "notices.reported",
    ):
        abort(404)


@blueprint.route("/password", methods=["GET", "POST"])
@cell("public")
def forgot_password() -> ResponseReturnValue:
    """Asks for a link to choose a new password; the answer is the same for every address."""
    form = ForgotForm()
    if not form.validate_on_submit():
        return render_template("notices/forgot.html", form=form), 400 if form.errors else 200
    accounts.send_reset(form.email.data, request.remote_addr or "", at=now())
    db.session.commit()
    return redirect(url_for("notices.reset_sent"))


@blueprint.get("/password/sent")
@cell("public")
def reset_sent() -> str:
    """Says what happens next, whether there is such an account or not."""
    return render_template("notices/reset_sent.html")


@blueprint.route("/invitation/<token>", methods=["GET", "POST"])
@cell("public")
def invitation(token: str) -> ResponseReturnValue:
    """Accepts an invitation: the password, and one is signed in."""
    return _by_link(token, "invitation")


@blueprint.route("/password/<token>", methods=["GET", "POST"])
@cell("public")
def new_password(token: str) -> ResponseReturnValue:
    """Sets a new password by the link of a mail."""
    return _by_link(token, "reset")


def _by_link(token: str, purpose: Purpose) -> ResponseReturnValue:
    db.session.rollback()
    with reading():
        person, expired = person_of_link(token, purpose)
        shown = (person.id, person.name, person.email or "") if person else None
        if person is None or shown is None:
            return render_template("notices/link_over.html", expired=expired, purpose=purpose), 410
        form = NewPasswordForm()
        hashed = _hashed(form, *shown[1:]) if form.validate_on_submit() else None
    if hashed is None:
        values = {"form": form, "name": shown[1], "email": shown[2], "purpose": purpose}
        return render_template("notices/new_password.html", **values), 400 if form.errors else 200
    person, _expired = person_of_link(token, purpose)  # with the lock in hand: a link works once
    if person is None:
        return render_template("notices/link_over.html", expired=True, purpose=purpose), 410
    set_password(person, hashed)
    if purpose == "reset":
        accounts.tell_password_changed(person, at=now())
    sessions.begin(person.id, at=now())
    db.session.commit()
    return redirect(url_for("progress.start"))


@blueprint.route("/me/password", methods=["GET", "POST"])
@cell("own")
def change_password() -> ResponseReturnValue:
    """Changes one's own password; every other sign-in ends."""
    viewer, at = the_viewer(), now()
    form = ChangePasswordForm()
    if not form.validate_on_submit():
        return _change_page(form)
    db.session.rollback()
    with reading():
        person = db.session.get_one(Person, viewer.id)
        until = throttle.slowed_until("password", str(viewer.id), at)
        right = until is None and matches(form.current_password.data, person.password)
        hashed = _hashed(form, person.name, person.email or "") if right else None
    if not right:
        if until is None:
            throttle.note("password", str(viewer.id), at)
            db.session.commit()
            form.current_password.errors = [_("This is not your present password.")]
        else:
            sentence = _("There were many wrong tries. It works again from %(time)s.", time=format_time(until))
            form.current_password.errors = [sentence]
    if hashed is None:
        return _change_page(form)
    person = db.session.get_one(Person, viewer.id)
    set_password(person, hashed)
    accounts.tell_password_changed(person, at=at)
    sessions.begin(person.id, at=at)
    db.session.commit()
    return render_template("notices/password_changed.html")


def _change_page(form: ChangePasswordForm) -> ResponseReturnValue:
    return render_template("notices/change_password.html", form=form), 400 if form.errors else 200


def _hashed(form: NewPasswordForm | ChangePasswordForm, *personal: str) -> str | None:
    """The hash of an acceptable new password, made before anything is locked."""
    try:
        check_password(form.password.data, *personal)
    except LmsError as error:
        form.password.errors = [say(error.message)]
        return None
    return hash_password(form.password.data)


@blueprint.route("/report-barrier", methods=["GET", "POST"])
@cell("public")
def report_barrier() -> ResponseReturnValue:
    """Reports a barrier; no account is needed, and what was typed is never lost."""
    form = BarrierForm(page=_came_from()) if request.method == "GET" else BarrierForm()
    if request.method == "GET" or not form.validate():
        return render_template("notices/report_barrier.html", form=form), 400 if form.errors else 200
    at, address = now(), request.remote_addr or ""
    try:
        until = throttle.slowed_until("barrier", address, at)
        if until:
            form.form_errors.append(
                _("There were many reports from here. It works again from %(time)s.", time=format_time(until))
            )
            return render_template("notices/report_barrier.html", form=form), 429
        throttle.note("barrier", address, at)
        report = barriers.report_barrier(form.text.data, page=form.page.data or "", email=form.email.data or "", at=at)
        session["barrier"] = report.id
        db.session.commit()
    except OperationalError:
        db.session.rollback()
        form.form_errors.append(
            _("This cannot be saved at the moment. Your text is still here: please send it again in a minute.")
        )
        return render_template("notices/report_barrier.html", form=form), 503
    return redirect(url_for("notices.reported"))


@blueprint.get("/report-barrier/received")
@cell("public")
def reported() -> ResponseReturnValue:
    """The receipt, for who has just sent a report."""
    report = db.session.get(BarrierReport, session.get("barrier", 0))
    if report is None:
        return redirect(url_for("notices.report_barrier"))
    back = (
        safe_next(report.page, url_for("progress.start")) if report.page.startswith("/") else url_for("progress.start")
    )
    return render_template("notices/reported.html", report=report, back=back)


def _came_from() -> str:
    """The page from which somebody comes, if it is one of ours."""
    asked = request.args.get("page", "")
    before = request.referrer or ""
    ours = request.host_url.rstrip("/")
    return asked or (before.removeprefix(ours) if before.startswith(ours + "/") else "")
