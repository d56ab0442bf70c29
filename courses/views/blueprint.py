"""The blueprint that the pages of courses add themselves to."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("courses", __name__, template_folder="../templates", url_prefix="/courses")
