"""The words of a link say where it leads, also when they are heard alone.

Screen readers offer a list of all links of a page; „hier“ five times does not help.

PASS:
    Mehr steht [im Leitfaden](material/leitfaden.pdf).

FAIL:
    Den Leitfaden finden Sie [hier](material/leitfaden.pdf).

FAIL:
    Siehe <https://www.example.org/a/b>.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from courses.content.site import Site
from courses.content.tokens import inlines, plain
from courses.lint.found import warning
from lms.core.errors import Problem
from lms.core.message import Message
from lms.core.values import fold

NAME = "link-text"
_EMPTY = frozenset(
    {"hier", "hier klicken", "klicken sie hier", "klick hier", "link", "dieser link", "mehr", "weiterlesen", "dort"}
    | {"here", "click here", "click", "this link", "read more", "more", "this", "website", "webseite"}
)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")


def check(site: Site) -> Iterator[Problem]:
    """Links whose words say nothing, or are an address."""
    for page in site.pages:
        for inline in inlines(page.tokens):
            for offset, text in _links(inline.children or ()):
                if fold(text).strip(" .:→»>") in _EMPTY:
                    message = Message(
                        "“%(text)s” does not say where the link leads. Name what is there.", {"text": text}
                    )
                    yield warning(page.path, page.line(inline) + offset, 1, NAME, message)
                elif _ADDRESS.fullmatch(text):
                    message = Message(
                        "An address is hard to hear. Write [What is there](%(text)s).", {"text": text[:200]}
                    )
                    yield warning(page.path, page.line(inline) + offset, 1, NAME, message)


def _links(children: Sequence[Token]) -> Iterator[tuple[int, str]]:
    """The words of each link, with the number of line breaks before it."""
    breaks, opened = 0, -1
    for index, child in enumerate(children):
        if child.type in ("softbreak", "hardbreak"):
            breaks += 1
        elif child.type == "link_open":
            opened = index
        elif child.type == "link_close" and opened >= 0:
            yield breaks, plain(children[opened:index]).strip()
            opened = -1
