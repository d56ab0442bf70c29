"""Pages that belong to nobody: health, language, the legal ones."""

from __future__ import annotations

import shutil
import tempfile
from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, Flask, Response, current_app, g, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markdown_it import MarkdownIt
from markupsafe import Markup
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from lms.core.message import Message
from lms.db import db
from lms.settings import Settings
from lms.web.assets import asset_url, manifest
from lms.web.fragments import Keep
from lms.web.html import paragraphs, sanitise
from lms.web.navigation import footer_items, main_items
from lms.web.texts import COOKIE, LOCALES, locale

blueprint = Blueprint("pages", __name__)

ROOM = 20 * 1024 * 1024
"""Free space below which nothing new should be taken on, in bytes."""
KNOWN_GAPS = (
    Message(
        "Pictures, videos and files that trainers add: the editor asks for descriptions and checks them, but cannot "
        "judge whether they are good. Please report what you cannot use; you get it in another form."
    ),
    Message(
        "The texts in easy language have not been checked by people with learning difficulties yet. Until then they "
        "are marked as a draft; the full texts are in simple language."
    ),
    Message(
        "No test by an independent body has taken place yet. Every page is checked automatically and by keyboard "
        "before each release."
    ),
)
"""What is not accessible in the product itself, with reason and alternative; the settings add the operator's own."""


def init_pages(app: Flask) -> None:
    """Registers the pages and what every template may call."""
    app.register_blueprint(blueprint)
    app.jinja_env.globals.update(
        asset=asset_url,
        assets=manifest,
        main_items=main_items,
        footer_items=footer_items,
        current_locale=locale,
        here=here,
        endpoints=app.view_functions,
    )
    app.jinja_env.add_extension(Keep)
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True

    @app.context_processor
    def shared() -> dict[str, Any]:
        runtime = current_app.extensions["lms"]
        return {"settings": runtime.settings, "viewer": g.get("viewer"), "has_passwords": runtime.identity is None}


def here() -> str:
    """The address of the present page below this application."""
    return request.full_path.rstrip("?")


def safe_next(address: str | None, fallback: str) -> str:
    """An address to go on to, if it is one of ours."""
    parts = urlsplit(address or "")
    ours = address and not parts.scheme and not parts.netloc and address.startswith("/") and "\\" not in address
    if not ours or address is None or address.startswith("//"):
        return fallback
    return request.script_root + address


def public(view: Any) -> Any:
    """Declares that a view answers everybody."""
    view._lms_cell = "public"
    return view


@blueprint.get("/language/<code>")
@public
def language(code: str) -> ResponseReturnValue:
    """Keeps the chosen language in a cookie and goes back."""
    response = redirect(safe_next(request.args.get("next"), url_for("progress.start")))
    if code in LOCALES:
        path = current_app.config["APPLICATION_ROOT"]
        response.set_cookie(COOKIE, code, max_age=31536000, path=path, samesite="Lax", httponly=True)
    return response


@blueprint.get("/healthz")
@public
def healthz() -> Response:
    """The process answers."""
    return jsonify(ok=True)


@blueprint.get("/readyz")
@public
def readyz() -> ResponseReturnValue:
    """The database can be written and there is room for it."""
    settings: Settings = current_app.extensions["lms"].settings
    try:
        _write_nothing(settings)
    except (SQLAlchemyError, OSError):
        return jsonify(ok=False), 503
    return jsonify(ok=True)


def _write_nothing(settings: Settings) -> None:
    """Does everything that writing needs, without changing a row; fails after a second instead of waiting."""
    if shutil.disk_usage(settings.data).free < ROOM:
        raise OSError("the disk is full")
    with tempfile.TemporaryFile(dir=settings.data) as file:
        file.write(bytes(4096))
        file.flush()
    sqlite = db.engine.dialect.name == "sqlite"
    with db.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout=1000" if sqlite else "SET LOCAL lock_timeout = '1s'")
        try:
            connection.execute(text("UPDATE installation SET value = value WHERE 1 = 0"))
        finally:
            connection.rollback()
            if sqlite:
                connection.exec_driver_sql("PRAGMA busy_timeout=10000")


@blueprint.get("/accessibility")
@public
def accessibility() -> str:
    """The accessibility statement, filled from the settings."""
    settings: Settings = current_app.extensions["lms"].settings
    body = Markup(paragraphs(settings.accessibility_body))  # noqa: S704 made safe by the sanitiser
    return render_template("lms/accessibility.html", known=KNOWN_GAPS, body=body)


@blueprint.get("/plain-language")
@public
def plain_language() -> str:
    """The main things in easy language."""
    return render_template("lms/plain_language.html")


@blueprint.get("/privacy")
@public
def privacy() -> str:
    """What is kept, who sees it, when it is deleted."""
    settings: Settings = current_app.extensions["lms"].settings
    rules = [rule for data in current_app.extensions["lms_personal_data"] for rule in data.retention]
    officer = Markup(paragraphs(settings.privacy_contact))  # noqa: S704 made safe by the sanitiser
    return render_template("lms/privacy.html", rules=rules, officer=officer)


@blueprint.get("/imprint")
@public
def imprint() -> str:
    """Who is responsible."""
    settings: Settings = current_app.extensions["lms"].settings
    return render_template("lms/imprint.html", body=_from_markdown(settings.imprint))


def _from_markdown(source: str) -> Markup:
    """A text of the settings; its headings stand below the page's own."""
    parser = MarkdownIt("commonmark", {"html": False})
    tokens = parser.parse(source)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{max(2, int(token.tag[1]))}"
    return Markup(sanitise(parser.renderer.render(tokens, parser.options, {})))  # noqa: S704 sanitised right here
