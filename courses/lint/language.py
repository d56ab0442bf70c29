"""The prose of a page, sentence by sentence and with its place, for rules about language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from courses.content.page import Page
from courses.content.tokens import inlines, paragraphs

# A semicolon ends a thought as well, and a colon introduces the next one.
_END = re.compile(r"(?<=[\w)]{2}[.!?])[“”\"»«)]*\s+(?=[\"„“»«(]?[A-ZÄÖÜ0-9])|(?<=\w[;:])\s+")


def spoken(tokens: Sequence[Token]) -> str:
    """What inline tokens say, line by line as written, without code and formulas."""
    parts = []
    for token in tokens:
        if token.type == "text":
            parts.append(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            parts.append("\n")
        elif token.type in ("code_inline", "math_inline", "math_inline_double"):
            parts.append("…")
    return "".join(parts)


def sentences(page: Page) -> Iterator[tuple[int, str]]:
    """The sentences of ordinary paragraphs, each with its line."""
    for inline in paragraphs(page.tokens):
        text = spoken(inline.children or ())
        start = 0
        for end in [*(found.end() for found in _END.finditer(text)), len(text)]:
            if piece := text[start:end].strip():
                yield page.line(inline) + text.count("\n", 0, start), piece
            start = end


def said(page: Page) -> Iterator[tuple[int, str]]:
    """Every line that learners read, in headings, tables and blocks too."""
    for inline in inlines(page.tokens):
        yield from enumerate(spoken(inline.children or ()).split("\n"), page.line(inline))
    for block in page.blocks:
        yield from enumerate(block.body.split("\n"), block.body_line)


def is_german(page: Page) -> bool:
    """Whether a page is in German."""
    return page.language.split("-", maxsplit=1)[0] == "de"


def is_english(page: Page) -> bool:
    """Whether a page is in English."""
    return page.language.split("-", maxsplit=1)[0] == "en"


def words(text: str) -> list[str]:
    """The words of a text."""
    return re.findall(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*", text)
