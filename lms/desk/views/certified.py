"""“Who is certified?” as a page and as a file."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Response, abort, current_app, render_template, request, stream_with_context, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms.core.clock import now
from lms.core.errors import LmsError
from lms.core.message import Message
from lms.core.values import read_date
from lms.db import db
from lms.desk.certified import SORTS, Filter, certificates, count_by_status, find, stream
from lms.desk.files import csv_rows, to_csv, to_json
from lms.desk.people import offices
from lms.desk.views import blueprint
from lms.people.current import the_viewer
from lms.privacy.log import log_export, log_look
from lms.privacy.matrix import cell
from lms.web.format import format_date, local
from lms.web.texts import say

PAGE = 50
STATUS = {
    "valid": Message("valid"),
    "expiring": Message("expiring soon"),
    "expired": Message("expired"),
    "revoked": Message("revoked"),
}


@blueprint.get("/")
@cell("people.status")
def certified() -> str:
    """The list on a day, narrowed, sorted, counted and paged."""
    viewer = the_viewer()
    log_look("certified", by=viewer.id, at=now())
    wanted, problem = _wanted()
    counts = count_by_status(wanted)
    shown = sum(_shown(wanted.status, counts).values())
    pages = max(1, -(-shown // PAGE))
    page = min(max(1, request.args.get("page", 1, type=int)), pages)
    return render_template(
        "desk/certified.html",
        wanted=wanted,
        problem=problem,
        day_text=request.args.get("day") if problem else format_date(wanted.day),
        counts=counts,
        shown=shown,
        lines=find(wanted, offset=(page - 1) * PAGE, limit=PAGE),
        page=page,
        pages=pages,
        first=(page - 1) * PAGE + 1,
        offices=offices(wanted.within),
        certificates=certificates(),
        statuses=STATUS,
        address=_address,
        sort_address=lambda sort: _address(sort=sort, descending=_turned(wanted, sort), page=1),
    )


@blueprint.post("/certified.<kind>")
@cell("people.status")
def export(kind: str) -> ResponseReturnValue:
    """The whole list as CSV or JSON, after purpose and recipient were given."""
    if kind not in ("csv", "json"):
        abort(404)
    purpose, recipient = (request.form.get(name, "").strip() for name in ("purpose", "recipient"))
    if not purpose or not recipient:
        raise LmsError(Message("Please say what you need the list for and who gets it, then export it again."))
    wanted, problem = _wanted()
    if problem:
        raise LmsError(problem)
    log_export("certified", by=the_viewer().id, at=now(), purpose=purpose, recipient=recipient)
    db.session.commit()
    name = f"zertifiziert-{wanted.day.isoformat()}.{kind}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    if kind == "json":
        response = current_app.json.response(to_json(wanted.day, find(wanted)))
        response.headers.update(headers)
        return response
    words = {status: say(word) for status, word in STATUS.items()}
    body = to_csv(_head(), csv_rows(stream(wanted), words.__getitem__))
    return Response(stream_with_context(body), mimetype="text/csv", headers=headers)


def _head() -> list[str]:
    return [
        _("Family name"), _("Given name"), _("E-mail address"), _("Office"), _("Certificate"),
        _("Number"), _("Issued on"), _("Valid until"), _("Status"),
    ]  # fmt: skip


def _wanted() -> tuple[Filter, Message | None]:
    """The filter that the address asks for, and what is wrong with its day."""
    args = request.args
    day, problem = _day(args.get("day", ""))
    status = args.get("status", "")
    wanted = Filter(
        day=day,
        within=the_viewer().org_paths("coordinator"),
        org=args.get("org", ""),
        certificate=args.get("certificate", ""),
        status=status if status in STATUS or status == "in_force" else "",
        name=args.get("name", "")[:200],
        sort=args.get("sort", "name") if args.get("sort") in SORTS else "name",
        descending=args.get("descending") == "1",
    )
    return wanted, problem


def _day(text: str) -> tuple[date, Message | None]:
    today = local(now()).date()
    if not text.strip():
        return today, None
    try:
        return read_date(text), None
    except LmsError as error:
        return today, error.message


def _shown(status: str, counts: dict[str, int]) -> dict[str, int]:
    names = ("valid", "expiring") if status == "in_force" else (status,) if status else tuple(counts)
    return {name: counts.get(name, 0) for name in names}


def _address(page: int | None = None, **changed: Any) -> str:
    values: dict[str, Any] = {name: value for name, value in request.args.items() if value and name != "page"}
    values.update({name: value for name, value in changed.items() if value is not None})
    if page and page > 1:
        values["page"] = page
    return url_for("desk.certified", **values)


def _turned(wanted: Filter, sort: str) -> str:
    return "1" if wanted.sort == sort and not wanted.descending else ""
