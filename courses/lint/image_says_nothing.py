"""The words for a picture say what it shows: neither the name of its file nor „Bild“.

PASS:
    ![Zwei Menschen sprechen an einem Tisch](bilder/kreis.svg)
    Quelle: eigene Darstellung

FAIL:
    ![kreis.svg](bilder/kreis.svg)
    Quelle: eigene Darstellung

FAIL:
    ![Abbildung 3](bilder/kreis.svg)
    Quelle: eigene Darstellung
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from posixpath import basename, splitext

from courses.content.site import Site
from courses.content.tokens import plain
from courses.lint.found import warning
from lms.core.errors import Problem
from lms.core.message import Message
from lms.core.values import fold

NAME = "image-says-nothing"
_EMPTY = re.compile(
    r"(?:(?:ein|eine|das|die|a|the)? ?(?:bild|foto|fotografie|grafik|abbildung|abb\.?|illustration|screenshot|"
    r"bildschirmfoto|diagramm|schema|image|picture|photo|figure|fig\.?|graphic|diagram|logo|icon))[ .:0-9]*"
)


def check(site: Site) -> Iterator[Problem]:
    """Pictures whose alternative says nothing."""
    for page in site.pages:
        for _, link in page.links:
            text = plain(link.token.children or ()).strip() if link.is_image else ""
            name = basename(link.href)
            if text and (fold(text) in (fold(name), fold(splitext(name)[0])) or _EMPTY.fullmatch(fold(text))):
                message = Message("“%(text)s” does not say what the picture shows. Describe it.", {"text": text})
                yield warning(page.path, link.line, link.column, NAME, message)
