"""Under a picture or recording stands where it comes from.

PASS:
    ![Sechs Schritte im Kreis](bilder/kreis.svg)
    Quelle: Stadtarchiv Musterstadt
    Lizenz: CC BY 4.0

FAIL:
    ![Sechs Schritte im Kreis](bilder/kreis.svg)
"""

from __future__ import annotations

from collections.abc import Iterator

from courses.content.site import Site
from courses.lint.found import warning
from lms.core.errors import Problem
from lms.core.message import Message

NAME = "media-source"


def check(site: Site) -> Iterator[Problem]:
    """Pictures, films and sounds without a source."""
    for page in site.pages:
        for media in page.media():
            if media.kind != "link" and not media.text("source"):
                message = Message("Where does the picture come from? Write below it “Source: …”.")
                yield warning(page.path, page.line_of(media), 1, NAME, message)
