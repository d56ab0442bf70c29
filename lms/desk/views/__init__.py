"""The pages of the desk."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("desk", __name__, template_folder="../templates", url_prefix="/desk")

from lms.desk.views import certified, enrolling, people  # noqa: E402, F401 they add their pages to the blueprint
