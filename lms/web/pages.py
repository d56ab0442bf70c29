"""Pages that belong to nobody: health, language, the legal ones."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, Flask, Response, current_app, g, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import text

from lms.db import db
from lms.web.assets import asset_url, manifest
from lms.web.navigation import footer_items, main_items
from lms.web.texts import COOKIE, LOCALES, locale

blueprint = Blueprint("pages", __name__)


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
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True

    @app.context_processor
    def shared() -> dict[str, Any]:
        return {"settings": current_app.extensions["lms"].settings, "viewer": g.get("viewer")}


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
    """The database answers and can be written."""
    try:
        with db.engine.connect() as connection:
            connection.execute(text("SELECT 1"))
    except Exception:  # whatever is wrong with the database, the answer is the same
        return jsonify(ok=False), 503
    return jsonify(ok=True)


@blueprint.get("/accessibility")
@public
def accessibility() -> str:
    """The accessibility statement, filled from the settings."""
    return render_template("lms/accessibility.html")


@blueprint.get("/privacy")
@public
def privacy() -> str:
    """What is kept, who sees it, when it is deleted."""
    return render_template("lms/privacy.html")


@blueprint.get("/imprint")
@public
def imprint() -> str:
    """Who is responsible."""
    return render_template("lms/imprint.html")
