"""Of HTML only span, abbr, kbd, sub, sup, br, details and summary are allowed, with lang and title.

Everything else has a form in Markdown; scripts, frames and styles are never shown. The same holds for what
stands inside SVG pictures.

PASS:
    Das <span lang="en">Job Shadowing</span> dauert einen Tag.

FAIL:
    <script>alert(1)</script>

FAIL:
    <span onclick="alert(1)">Klick</span>
"""

from __future__ import annotations

from collections.abc import Iterator

from courses.content.site import Site
from courses.content.svg import refused
from courses.lint.found import error
from lms.core.errors import Problem
from lms.core.message import Message

NAME = "html-refused"
ACROSS = True


def check(site: Site) -> Iterator[Problem]:
    """HTML that is not allowed, in texts and in pictures."""
    for page in site.pages:
        for raw in page.html:
            yield error(page.path, raw.line, raw.column, NAME, _not_allowed(raw.what))
    for path, data in site.used.items():
        if path.lower().endswith(".svg"):
            for line, column, what in refused(data):
                yield error(path, line, column, NAME, what)


def _not_allowed(what: str) -> Message:
    if what.startswith("<"):
        return Message("%(tag)s is not allowed. Write it in Markdown.", {"tag": what})
    return Message("The attribute “%(name)s” is not allowed; only lang and title are.", {"name": what})
