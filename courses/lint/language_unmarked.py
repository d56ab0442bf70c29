"""A passage in another language says so, so that screen readers pronounce it well.

PASS:
    <span lang="en">You are the expert for your own work and for all that is in it.</span>

FAIL:
    Sie sagte: You are the expert for your own work and for all that is in it.
"""

from __future__ import annotations

from collections.abc import Iterator

from courses.content.site import Site
from courses.content.tokens import paragraphs
from courses.lint.found import warning
from courses.lint.language import is_english, is_german, spoken, words
from lms.core.errors import Problem
from lms.core.message import Message

NAME = "language-unmarked"
_ENOUGH = 5
_ENGLISH = frozenset("the and of to is with for that you your are this from not have it what be".split())
_GERMAN = frozenset("der die das und ist nicht mit ein eine für auf sie den dem zu sich von wie".split())


def check(site: Site) -> Iterator[Problem]:
    """Paragraphs with many small words of another language than the page's."""
    for page in site.pages:
        other, own, tag = (_ENGLISH, _GERMAN, "en") if is_german(page) else (_GERMAN, _ENGLISH, "de")
        for inline in paragraphs(page.tokens) if is_german(page) or is_english(page) else ():
            if any("lang" in child.content for child in inline.children or () if child.type == "html_inline"):
                continue
            said = [word.lower() for word in words(spoken(inline.children or ()))]
            strange = sum(word in other for word in said)
            if strange >= _ENOUGH and strange > sum(word in own for word in said):
                message = Message(
                    "This looks like another language. Write it between %(open)s and </span>.",
                    {"open": f'<span lang="{tag}">'},
                )
                yield warning(page.path, page.line(inline), 1, NAME, message)
