"""Every column of a table has a heading; the first may stay empty where the rows name themselves.

PASS:
    | Was | Wer |
    |---|---|
    | Antrag | Amt |

FAIL:
    | | |
    |---|---|
    | Antrag | Amt |
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from courses.content.site import Site
from courses.content.tokens import close_of
from courses.lint.found import warning
from lms.core.errors import Problem
from lms.core.message import Message

NAME = "table-header"


def check(site: Site) -> Iterator[Problem]:
    """Tables with columns that nobody named."""
    for page in site.pages:
        for index, token in enumerate(page.tokens):
            if token.type == "thead_open":
                cells = _cells(page.tokens[index : close_of(page.tokens, index)])
                if not all(cells[1:]) or cells == [""]:
                    message = Message("A column of this table has no heading. Write what stands in it.")
                    yield warning(page.path, page.line(token), 1, NAME, message)


def _cells(tokens: Sequence[Token]) -> list[str]:
    return [tokens[n + 1].content.strip() for n, token in enumerate(tokens) if token.type == "th_open"]
