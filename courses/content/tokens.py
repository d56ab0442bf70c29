"""Small helpers around the tokens of the Markdown parser."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from markdown_it.token import Token

_SPOKEN = {"text", "code_inline", "math_inline", "math_inline_double"}


def plain(tokens: Sequence[Token]) -> str:
    """What a run of inline tokens says, without its markup."""
    parts = []
    for token in tokens:
        if token.type in _SPOKEN:
            parts.append(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            parts.append(" ")
        elif token.type == "image":
            parts.append(plain(token.children or ()))
    return "".join(parts)


def inlines(tokens: Sequence[Token]) -> Iterator[Token]:
    """Every inline token, those inside figures included."""
    for token in tokens:
        if token.type == "inline":
            yield token
        elif token.type == "figure":
            yield from token.meta["inlines"]


def lines(token: Token) -> Iterator[list[Token]]:
    """The children of an inline token, cut at its line breaks."""
    current: list[Token] = []
    for child in token.children or ():
        if child.type in ("softbreak", "hardbreak"):
            yield current
            current = []
        else:
            current.append(child)
    yield current


def close_of(tokens: Sequence[Token], start: int) -> int:
    """The index of the token that closes the one at ``start``."""
    level, closing = tokens[start].level, tokens[start].type.replace("_open", "_close")
    for index in range(start + 1, len(tokens)):
        if tokens[index].type == closing and tokens[index].level == level:
            return index
    return len(tokens) - 1


def paragraphs(tokens: Sequence[Token]) -> Iterator[Token]:
    """The inline tokens of ordinary paragraphs: no headings, cells, pictures or task lists."""
    for before, token in pairwise(tokens):
        if before.type == "paragraph_open" and token.type == "inline":
            first = (token.children or [token])[0]
            if first.type != "task":
                yield token
