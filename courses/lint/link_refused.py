"""Links begin with https:, http:, mailto:, tel: or are relative; pictures stand in the course's folder.

``javascript:`` and ``data:`` could run a program in the reader's browser. A picture from elsewhere would tell
its owner who reads the course.

PASS:
    [Stadt](https://www.example.org) und [Post](mailto:amt@example.org)

FAIL:
    [Klick](javascript:alert(1))

FAIL:
    ![Ein Bild](https://www.example.org/bild.png)
"""

from __future__ import annotations

from collections.abc import Iterator

from courses.content.site import Site
from courses.lint.found import error
from lms.core.errors import Problem

NAME = "link-refused"
ACROSS = True


def check(site: Site) -> Iterator[Problem]:
    """Links and pictures with an address that is not allowed."""
    for page, link, way in site.ways:
        if way.message and way.rule == NAME:
            yield error(page.path, link.line, link.column, NAME, way.message)
