"""Headings go down one level at a time: below ``##`` stands ``###``.

Screen readers read headings as an outline; a missing level looks like a missing part. The title stands in
the head, so sections begin with ``##`` and no other heading has a single ``#``.

PASS:
    ## Rolle
    ### Aufgaben
    ## Grenzen

FAIL:
    ## Rolle
    #### Aufgaben

FAIL:
    # Etwas anderes als der Titel
    ## Rolle
"""

from __future__ import annotations

from collections.abc import Iterator

from courses.content.page import Page
from courses.content.site import Site
from courses.lint.found import error
from lms.core.errors import Problem
from lms.core.message import Message

NAME = "heading-jump"


def check(site: Site) -> Iterator[Problem]:
    """Headings that skip a level, and second titles."""
    for page in site.pages:
        yield from _page(page)


def _page(page: Page) -> Iterator[Problem]:
    above = 1
    for heading in page.headings:
        if heading.level == 1:
            message = Message("The title stands in the head. Begin sections with ##.")
            yield error(page.path, heading.line, 1, NAME, message)
        elif heading.level > above + 1:
            message = Message(
                "After %(above)s comes %(found)s. Write %(right)s.",
                {"above": "#" * above, "found": "#" * heading.level, "right": "#" * (above + 1)},
            )
            yield error(page.path, heading.line, 1, NAME, message)
        above = heading.level
