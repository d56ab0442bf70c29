"""Formulas between dollar signs are written in LaTeX that the page can show.

PASS:
    Die Quote ist $\\frac{a}{b}$.

FAIL:
    Die Quote ist $\\frac{a}{b$.
"""

from __future__ import annotations

from collections.abc import Iterator

from markdown_it.token import Token

from courses.content.page import Page
from courses.content.rendering import formula
from courses.content.site import Site
from courses.lint.found import error
from lms.core.errors import Problem
from lms.core.message import Message

NAME = "formula"


def check(site: Site) -> Iterator[Problem]:
    """Formulas that cannot be read."""
    for page in site.pages:
        for token, line in _formulas(page):
            if formula(token.content, block=token.type != "math_inline") is None:
                message = Message("The formula “%(text)s” cannot be read.", {"text": token.content.strip()[:80]})
                yield error(page.path, line, 1, NAME, message)


def _formulas(page: Page) -> Iterator[tuple[Token, int]]:
    for token in page.tokens:
        if token.type == "math_block":
            yield token, page.line(token)
        for child in token.children or ():
            if child.type in ("math_inline", "math_inline_double"):
                yield child, page.line(token)
