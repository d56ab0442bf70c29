"""Callouts, wiki links and quizzes of other systems have a form of their own here.

PASS:
    > [!NOTE] Gut zu wissen
    > Der Termin ist freiwillig.

FAIL:
    !!! note "Gut zu wissen"
        Der Termin ist freiwillig.

FAIL:
    ::: callout
    Der Termin ist freiwillig.
    :::

FAIL:
    Mehr steht in [[Grenzen]].

FAIL:
    > [!EXAMPLE]
    > So war es in Musterstadt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from courses.content.page import Page
from courses.content.report import did_you_mean
from courses.content.shape import KINDS
from courses.content.site import Site
from courses.content.tokens import paragraphs, plain
from courses.lint.found import error
from lms.core.errors import Problem
from lms.core.message import Message
from lms.core.values import nearest

NAME = "foreign-syntax"
_WORD = re.compile(r"\[!(\w+)\][+-]?(?:\s|$)")
_CALLOUT = Message(
    "This is how another system writes a callout. Here it is a quotation that begins with %(form)s.",
    {"form": "> [!NOTE]"},
)
_HABITS = (
    (re.compile(r"[ \t]*(?:!!!|\?\?\?\+?)[ \t]+\w"), _CALLOUT),
    (re.compile(r"[ \t]*:::+[ \t]*[\w{]"), _CALLOUT),
    (
        re.compile(r"(?<![\\`\[])!\[\[[^\[\]]+\]\]"),
        Message(
            "This is how Obsidian writes a picture. Here it is %(mark)s[What does it show?](picture.png).",
            {"mark": "!"},
        ),
    ),
    (
        re.compile(r"(?<![\\`!\[])\[\[[^\[\]]+\]\]"),
        Message("This is how another system writes a link or a solution. Here a link is [Text](file.md)."),
    ),
)


def check(site: Site) -> Iterator[Problem]:
    """Lines in the habits of MkDocs, Pandoc, Obsidian and LiaScript."""
    for page in site.pages:
        yield from _callouts(page)
        for inline in paragraphs(page.tokens):
            for number, line in enumerate(inline.content.split("\n"), page.line(inline)):
                for pattern, message in _HABITS:
                    found = pattern.search(line) if pattern is not _HABITS[0][0] else pattern.match(line)
                    if found and not _in_code(line, found.start()):
                        yield error(page.path, number, found.start() + 1, NAME, message)


def _callouts(page: Page) -> Iterator[Problem]:
    for inline in paragraphs(page.tokens):
        found = _WORD.match(plain(inline.children or ()))
        if found:
            message = Message("A callout “%(word)s” does not exist here.", {"word": found[1]})
            meant = nearest(found[1], [*KINDS]) or "hinweis"
            yield error(page.path, page.line(inline), 1, NAME, did_you_mean(message, meant.upper()))


def _in_code(line: str, at: int) -> bool:
    return line.count("`", 0, at) % 2 == 1
