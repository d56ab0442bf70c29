"""What learners write, as HTML: a small part of Markdown, then the one sanitiser."""

from __future__ import annotations

import html
import re

from markdown_it import MarkdownIt

from forum.core.words import LONGEST, says_something, tidy
from lms.core.errors import LmsError
from lms.core.message import Message, plural
from lms.web.html import POST, sanitise

_MARKDOWN = MarkdownIt("commonmark", {"html": False, "linkify": False, "breaks": True}).disable(
    ["heading", "lheading", "image", "html_block", "html_inline", "reference"]
)
_TAG = re.compile(r"<[^>]*>")


def written(text: str) -> tuple[str, str]:
    """A post's text as it is kept, and its HTML; a post that says nothing is refused."""
    kept = tidy(text)
    if len(kept) > LONGEST:
        raise LmsError(
            plural(
                "The text is %(n)s character too long; %(most)s fit.",
                "The text is %(n)s characters too long; %(most)s fit.",
                len(kept) - LONGEST,
                most=LONGEST,
            ),
            "text",
        )
    found = sanitise(_MARKDOWN.render(kept), POST)
    if not says_something(html.unescape(_TAG.sub("", found))):
        raise LmsError(Message("There is no text yet. One sentence is enough."), "text")
    return kept, found
