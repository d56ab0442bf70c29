"""Metadata in the page of a course, for search engines of learning material."""

from __future__ import annotations

from typing import Any

from flask import current_app

from courses.exchange.metadata import learning_resource
from courses.reading import Page
from courses.views.blueprint import blueprint


@blueprint.app_template_global("course_metadata")
def course_metadata(course: str, page: Page) -> dict[str, Any]:
    """What a course says about itself, for its page."""
    base = str(current_app.extensions["lms"].settings.public_url).rstrip("/")
    return learning_resource(
        page.head, title=page.title, language=page.language, minutes=page.minutes, address=f"{base}/courses/{course}/"
    )
