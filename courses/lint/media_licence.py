"""Under a picture or recording from elsewhere stands the licence under which it may be used.

``Quelle: eigene …`` takes the unit's licence.

PASS:
    ![Sechs Schritte im Kreis](bilder/kreis.svg)
    Quelle: Stadtarchiv Musterstadt
    Lizenz: CC BY 4.0

    ![Zwei Menschen im Gespräch](bilder/kreis.svg)
    Quelle: eigene Aufnahme

FAIL:
    ![Sechs Schritte im Kreis](bilder/kreis.svg)
    Quelle: Stadtarchiv Musterstadt

FAIL:
    ![Sechs Schritte im Kreis](bilder/kreis.svg)
    Quelle: Stadtarchiv Musterstadt
    Lizenz: CC-BY
"""

from __future__ import annotations

from collections.abc import Iterator

from courses.content.licences import read_licence
from courses.content.media import Media
from courses.content.page import Page
from courses.content.site import Site
from courses.lint.found import warning
from lms.core.errors import BadValue, Problem
from lms.core.message import Message

NAME = "media-licence"


def check(site: Site) -> Iterator[Problem]:
    """Pictures and files with a source and no licence, or with one that cannot be read."""
    for page in site.pages:
        for media in page.media():
            yield from _media(page, media)


def _media(page: Page, media: Media) -> Iterator[Problem]:
    licence = media.text("licence")
    if licence:
        try:
            read_licence(licence)
        except BadValue as error:
            yield warning(page.path, page.line_of(media), 1, NAME, error.message)
    elif media.text("source") and not (media.is_own and page.head.licence):
        message = Message("Under which licence may this be used? Write below it “Licence: …”.")
        yield warning(page.path, page.line_of(media), 1, NAME, message)
