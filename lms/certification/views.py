"""One's own certificates, and the page on which anybody verifies one."""

from __future__ import annotations

from datetime import date, timedelta

from flask import Blueprint, Response, abort, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from lms.certification.document import wording
from lms.certification.forms import VerifyForm
from lms.certification.number import EXAMPLE, is_well_formed, normalise
from lms.certification.pdf import render_pdf
from lms.certification.reading import Held, award_by_number, awards_of, document_of, has_surname, own_award
from lms.certification.throttle import note_wrong_try, seconds_to_wait
from lms.core.certificate import EXPIRING_DAYS, Status
from lms.core.clock import now
from lms.people.current import the_viewer
from lms.privacy.matrix import cell
from lms.web.errors import failure
from lms.web.format import local
from lms.web.texts import locale, say

blueprint = Blueprint("certification", __name__, template_folder="templates")


def _today() -> date:
    return local(now()).date()


@blueprint.get("/me/certificates")
@cell("own")
def mine() -> str:
    """All certificates of the person who is asking."""
    return render_template("certification/mine.html", held=awards_of(the_viewer().id, _today()))


@blueprint.get("/me/certificates/<number>")
@cell("own")
def certificate(number: str) -> str:
    """One's own certificate."""
    held = _own(number)
    document = document_of(held.award, say, locale())
    until = held.award.valid_until
    return render_template(
        "certification/certificate.html",
        held=held,
        document=document,
        words=wording(document, say),
        expiring_from=until - timedelta(days=EXPIRING_DAYS) if until else None,
    )


@blueprint.get("/me/certificates/<number>.pdf")
@cell("own")
def pdf(number: str) -> Response:
    """One's own certificate as a file that keeps."""
    document = document_of(_own(number).award, say, locale())
    response = make_response(render_pdf(document, say))
    response.mimetype = "application/pdf"
    response.headers["Content-Disposition"] = f'attachment; filename="{document.number}.pdf"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _own(number: str) -> Held:
    held = own_award(the_viewer().id, number, _today())
    if held is None:
        abort(404)
    return held


@blueprint.route("/verify", methods=["GET", "POST"])
@cell("public")
def verify() -> ResponseReturnValue:
    """The form for number and surname; it leads to the page of the number."""
    form = VerifyForm()
    if not form.validate_on_submit():
        return _page(form)
    if wait := seconds_to_wait(_address(), at=now()):
        return _slowed(wait)
    held = award_by_number(form.number.data or "", _today())
    if held and has_surname(held.award, form.surname.data or ""):
        return redirect(url_for("certification.verified", number=held.award.number))
    note_wrong_try(_address(), at=now())
    return _page(form, unknown=True)


@blueprint.get("/certificates/<number>")
@cell("public")
def verified(number: str) -> ResponseReturnValue:
    """Whether a certificate is valid today, which one it is and its dates: nothing about the person."""
    if wait := seconds_to_wait(_address(), at=now()):
        return _slowed(wait)
    held = award_by_number(number, _today())
    if held is None and is_well_formed(number):
        note_wrong_try(_address(), at=now())
    form = VerifyForm(formdata=None, number=None if held else normalise(number))
    response = _page(form, held=held, unknown=held is None)
    response.status_code = 200 if held else 404
    return response


def _page(form: VerifyForm, held: Held | None = None, unknown: bool = False) -> Response:
    public = {Status.EXPIRING: Status.VALID}
    verdict = public.get(held.status, held.status).value if held else None
    page = render_template(
        "certification/verify.html",
        form=form, held=held, verdict=verdict, unknown=unknown, today=_today(), example=EXAMPLE,
    )  # fmt: skip
    return _unlisted(make_response(page))


def _slowed(seconds: int) -> Response:
    response = _unlisted(failure(429))
    response.headers["Retry-After"] = str(seconds)
    return response


def _unlisted(response: Response) -> Response:
    """No search engine lists it and nobody in between keeps it."""
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Cache-Control"] = "no-store"
    return response


def _address() -> str:
    return request.remote_addr or ""
