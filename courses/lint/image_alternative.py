"""Every picture says in words what it shows.

People who do not see the picture hear or read these words. A picture that says nothing has the alternative
``Schmuckbild`` (or ``decorative``).

PASS:
    ![Sechs Schritte im Kreis](bilder/kreis.svg)
    Quelle: eigene Darstellung

    ![Schmuckbild](bilder/kreis.svg)
    Quelle: eigene Darstellung

FAIL:
    ![](bilder/kreis.svg)
"""

from __future__ import annotations

from collections.abc import Iterator

from courses.content.site import Site
from courses.content.tokens import plain
from courses.lint.found import error
from lms.core.errors import Problem
from lms.core.message import Message

NAME = "image-alternative"


def check(site: Site) -> Iterator[Problem]:
    """Pictures without words."""
    for page in site.pages:
        for _, link in page.links:
            if link.is_image and not plain(link.token.children or ()).strip():
                message = Message(
                    "The picture has no description: %(mark)s[What does it show?](%(path)s).",
                    {"mark": "!", "path": link.href[:200]},
                )
                yield error(page.path, link.line, link.column, NAME, message)
