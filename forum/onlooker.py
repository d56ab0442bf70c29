"""What the forum does when a course is published: its questions stand in the forum at once."""

from __future__ import annotations

from flask import current_app

from forum.service.threads import open_threads
from lms.core.clock import now
from lms.db import writing
from lms.signals import course_published


@course_published.connect
def show_questions(sender: object, *, course: str, **more: object) -> None:
    """Opens the threads of a course that was just published."""
    runtime = current_app.extensions["lms"]
    if any(feature.name == "forum" for feature in runtime.features):
        with writing():
            open_threads(course, runtime.settings.locale, at=now())
