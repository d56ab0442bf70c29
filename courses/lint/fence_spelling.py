"""A block begins with three grave accents or three tildes.

The grave accent is Shift and the key left of backspace, then the space bar; ``´`` and ``'`` look alike and
are other characters.

PASS:
    ~~~text
    So sieht das aus.
    ~~~

FAIL:
    ´´´quiz rolle
    Was hilft?
    ´´´
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from courses.content.site import Site
from courses.content.tokens import paragraphs
from courses.content.vocabulary import ELSEWHERE
from courses.lint.found import error
from lms.core.errors import Problem
from lms.core.message import Message
from lms.core.values import fold

NAME = "fence-spelling"
_FENCE = re.compile(r"[ \t]*([´'’‘′`~]{2,4})[ \t\u00a0]*(\w+)")


def check(site: Site) -> Iterator[Problem]:
    """Lines that were meant to open a block and do not."""
    message = Message("A block begins with three grave accents ``` (Shift+´, then the space bar) or three tildes ~~~.")
    for page in site.pages:
        for inline in paragraphs(page.tokens):
            for number, line in enumerate(inline.content.split("\n"), page.line(inline)):
                found = _FENCE.match(line)
                if found and fold(found[2]) in site.words | ELSEWHERE.keys():
                    yield error(page.path, number, found.start(1) + 1, NAME, message)
