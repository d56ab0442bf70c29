"""Links lead somewhere: to a file, unit or heading that exists.

Paths are relative to the file they stand in, as on GitHub. ``kurs:einheit`` leads to another course.

PASS:
    ## Rolle
    Mehr [im Leitfaden](material/leitfaden.pdf) und [oben](#rolle).

FAIL:
    Mehr [im Leitfaden](material/leitfade.pdf).

FAIL:
    ## Rolle
    Mehr [unten](#role).
"""

from __future__ import annotations

from collections.abc import Iterator

from courses.content.site import Site
from courses.lint.found import error
from lms.core.errors import Problem

NAME = "link-broken"
ACROSS = True


def check(site: Site) -> Iterator[Problem]:
    """Links and pictures that lead nowhere."""
    for page, link, way in site.ways:
        if way.message and way.rule == NAME:
            yield error(page.path, link.line, link.column, NAME, way.message)
