"""Pages for when something fails: what happened, the way out, a number for help."""

from __future__ import annotations

import errno
import logging
import secrets
from typing import Any

from flask import Flask, Response, current_app, make_response, render_template, request
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DataError, DBAPIError, OperationalError
from werkzeug.exceptions import HTTPException

from lms.core.errors import LmsError
from lms.core.message import Message
from lms.db import db

log = logging.getLogger("lms.failures")

SENTENCES = {
    400: (Message("This could not be understood"), Message("Please go back and try once more.")),
    403: (Message("This page belongs to other people"), Message("Nothing of yours is touched by this.")),
    404: (Message("There is nothing here"), Message("The address may have changed or be mistyped.")),
    405: (Message("This could not be understood"), Message("Please go back and try once more.")),
    413: (Message("That is too large"), Message("Please choose a smaller file or text.")),
    429: (Message("Please wait a little"), Message("There were many tries. In a few minutes it works again.")),
    500: (Message("Something went wrong here"), Message("Nothing was half saved. Please try it once more.")),
    503: (
        Message("This cannot be saved at the moment"),
        Message("What you entered was not saved. Please go back: it is still in the form. Try again in a minute."),
    ),
}


def init_errors(app: Flask) -> None:
    """Every failure ends on a page with a reference."""
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(CSRFError, form_too_old)
    app.register_error_handler(LmsError, _expected)
    app.register_error_handler(DBAPIError, _database)
    app.register_error_handler(OSError, _system)
    app.register_error_handler(Exception, _unexpected)


def failure(code: int, sentence: Message | None = None, way_out: tuple[str, str] | None = None) -> Response:
    """A failure page; ``sentence`` says more, ``way_out`` is a label and an address."""
    reference = secrets.token_hex(4).upper()
    title, body = SENTENCES.get(code, SENTENCES[500 if code >= 500 else 400])
    log.warning("reference %s: %s on %s", reference, code, request.endpoint)
    values: dict[str, Any] = {
        "code": code, "title": title, "body": sentence or body, "reference": reference, "way_out": way_out,
    }  # fmt: skip
    response = make_response(render_template("lms/failure.html", **values), code)
    response.headers["Cache-Control"] = "no-store"
    return response


def _http(error: HTTPException) -> Response:
    if error.response is not None or (error.code or 500) < 400:
        return error.get_response()  # type: ignore[return-value]
    db.session.rollback()
    said: object = error.description
    sentence = said if isinstance(said, Message) else None
    return failure(error.code or 500, sentence)


def form_too_old(error: CSRFError) -> Response:
    """A form whose token is no longer good."""
    db.session.rollback()
    return failure(400, Message("This form was open for too long. Please go back, reload the page and send it again."))


def _expected(error: LmsError) -> Response:
    db.session.rollback()
    return failure(400, error.message)


def _database(error: DBAPIError) -> Response:
    db.session.rollback()
    if isinstance(error, DataError):  # too long, too large, or with a sign that no text can hold
        return failure(400)
    busy = isinstance(error, OperationalError)
    log.error("database: %s", type(error.orig).__name__, exc_info=not busy)
    return failure(503 if busy else 500)


def _system(error: OSError) -> Response:
    db.session.rollback()
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EROFS):
        log.error("no space to write")
        return failure(503)
    return _unexpected(error)


def _unexpected(error: Exception) -> Response:
    db.session.rollback()
    if current_app.testing:
        raise error
    log.error("unexpected", exc_info=error)
    return failure(500)
