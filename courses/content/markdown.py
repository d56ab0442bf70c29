"""The one Markdown parser, set up once, and its two uses: tokens of a text, and HTML of a piece of text."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from hashlib import sha256

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin

from courses.content.rendering import install
from courses.content.shape import shape
from lms.web.html import sanitise

MAX_LEVELS = 60
"""Lists and quotations nested deeper are not read."""

Relink = Callable[[list[Token]], None]
"""Gives the links in tokens the addresses they have on the page."""


@cache
def parser() -> MarkdownIt:
    """CommonMark with tables, strikethrough, footnotes, definition lists and formulas; links stay as written."""
    md = MarkdownIt("commonmark", {"maxNesting": MAX_LEVELS}).enable(["table", "strikethrough"])
    md.use(footnote_plugin).use(deflist_plugin)
    md.use(dollarmath_plugin, allow_labels=False, allow_space=False, allow_digits=False, double_inline=True)
    md.normalizeLink = _as_written  # type: ignore[method-assign]
    md.normalizeLinkText = _as_written  # type: ignore[assignment, method-assign]
    md.validateLink = _any_link  # type: ignore[method-assign]
    install(md)
    return md


def _as_written(url: str) -> str:
    return url


def _any_link(url: str) -> bool:
    """Every link is read, so that the refused ones can be reported."""
    return True


def parse(text: str, language: str = "de") -> list[Token]:
    """The tokens of a text in the forms that our pages have."""
    return shape(parser().parse(text, {}), language)


def to_html(tokens: list[Token], *, language: str = "de", scope: str = "0", licence: str = "") -> str:
    """Sanitised HTML of tokens whose links are settled; ``scope`` keeps the ids of footnotes apart."""
    md = parser()
    env = {"language": language, "scope": scope, "licence": licence}
    return sanitise(md.renderer.render(tokens, md.options, env))


def render(text: str, *, inline: bool = False, language: str = "de", relink: Relink | None = None) -> str:
    """A piece of an author's Markdown as sanitised HTML; ``inline`` leaves out the paragraph around one line."""
    tokens = parse(text, language)
    if relink:
        relink(tokens)
    scope = sha256(text.encode()).hexdigest()[:6]
    if inline and [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]:
        tokens = tokens[1:2]
    elif inline and [token.type for token in tokens] == ["figure"]:
        tokens = tokens[0].meta["inlines"]
    return to_html(tokens, language=language, scope=scope).strip()
