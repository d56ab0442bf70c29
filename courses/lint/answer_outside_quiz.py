"""Answers stand in a quiz block; elsewhere they are only text.

A list with ``- [ ]`` is a task list and is shown as one.

PASS:
    - [ ] Termin vereinbaren
    - [x] Unterlagen lesen

FAIL:
    Was hilft am meisten?
    (x) Zuhören
    ( ) Vorgeben
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from courses.content.site import Site
from courses.content.tokens import paragraphs
from courses.lint.found import warning
from lms.core.errors import Problem
from lms.core.message import Message

NAME = "answer-outside-quiz"
_ANSWER = re.compile(r"[ \t]*(?:\([ \u00a0xX]\)|\[[ \u00a0xX]\])[ \u00a0]+\S")


def check(site: Site) -> Iterator[Problem]:
    """The first line of each paragraph that looks like answers."""
    message = Message("This looks like an answer but stands in no quiz. Put it between ```quiz and ```.")
    for page in site.pages:
        for inline in paragraphs(page.tokens):
            lines = inline.content.split("\n")
            at = next((n for n, line in enumerate(lines) if _ANSWER.match(line)), None)
            if at is not None:
                yield warning(page.path, page.line(inline) + at, 1, NAME, message)
