"""How the tokens of a text become HTML: what differs from the parser's own renderer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from html import escape
from typing import Any

from latex2mathml.converter import convert
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound

from courses.content.authorhtml import permitted
from courses.content.media import DECORATIVE, Media
from courses.content.tokens import plain
from courses.content.words import words
from lms.core.values import fold

MAX_FORMULA = 1_000
MAX_CODE = 20_000

_FORMATTER: HtmlFormatter[str] = HtmlFormatter(nowrap=True)

Rule = Callable[[RendererHTML, Sequence[Token], int, OptionsDict, EnvType], str]


def install(md: MarkdownIt) -> None:
    """Gives a parser our rendering rules."""
    for name, rule in _RULES.items():
        md.add_render_rule(name, rule)


def formula(latex: str, *, block: bool) -> str | None:
    """A formula as MathML; nothing where it cannot be read."""
    bare = latex.replace(r"\\", "").replace(r"\{", "").replace(r"\}", "")
    if len(latex) > MAX_FORMULA or bare.count("{") != bare.count("}"):
        return None
    try:
        return str(convert(latex.strip(), display="block" if block else "inline"))
    except Exception:  # noqa: BLE001  the converter fails in as many ways as there are misspelt formulas
        return None


@cache
def _lexer(language: str) -> Any:
    try:
        return get_lexer_by_name(language, stripnl=False)
    except ClassNotFound:
        return None


def _fence(self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
    token = tokens[index]
    info = token.info.split()
    lexer = _lexer(info[0].lower()) if info and len(token.content) <= MAX_CODE else None
    code = highlight(token.content, lexer, _FORMATTER) if lexer else escape(token.content)
    label = escape(words(str(env.get("language", "de")))["code"])
    return f'<pre class="lms-code" tabindex="0" role="region" aria-label="{label}"><code>{code}</code></pre>\n'


def _math(self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
    token = tokens[index]
    block = token.type != "math_inline"
    html = formula(token.content, block=block) or f"<code>{escape(token.content)}</code>"
    return f"<p>{html}</p>\n" if token.type == "math_block" else html


def _html(self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
    return permitted(tokens[index].content)


def _image(self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
    token = tokens[index]
    alt = plain(token.children or ()).strip()
    shown = "" if fold(alt) in DECORATIVE else alt
    return f'<img src="{escape(str(token.attrs.get("src", "")))}" alt="{escape(shown)}" loading="lazy">'


def _note(self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
    token = tokens[index]
    label = self.renderInline(token.meta["title"], options, env).strip() or escape(token.meta["label"])
    opening = self.renderToken(tokens, index, options, env)
    if token.meta["folds"]:
        return f'{opening}<summary class="lms-note__label">{label}</summary>\n'
    return f'{opening}<p class="lms-note__label">{label}</p>\n'


def _task(self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
    token = tokens[index]
    return f'<span role="img" aria-label="{escape(token.meta["label"])}">{token.content}</span> '


def _table(self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
    label = escape(tokens[index].meta["label"])
    opening = self.renderToken(tokens, index, options, env)
    return f'<div class="lms-table" role="region" tabindex="0" aria-label="{label}">{opening}'


def _table_end(self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
    return "</table></div>\n"


def _reference(self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
    meta = tokens[index].meta
    name, number = _footnote(env, meta), meta["id"] + 1
    again = f"-{meta['subId']}" if meta["subId"] else ""
    label = words(str(env.get("language", "de")))["footnote"]
    return (
        f'<sup class="lms-footnote" id="r{name}{again}">'
        f'<a href="#{name}" aria-label="{label} {number}">{number}</a></sup>'
    )


def _footnotes(self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
    label = words(str(env.get("language", "de")))["footnotes"]
    return f'<section class="lms-footnotes" aria-label="{label}"><ol>\n'


def _footnotes_end(self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
    return "</ol></section>\n"


def _footnote_open(self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
    meta = tokens[index].meta
    return f'<li id="{_footnote(env, meta)}" value="{meta["id"] + 1}">'


def _footnote_close(self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
    return "</li>\n"


def _footnote_back(self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
    meta = tokens[index].meta
    if meta["subId"]:
        return ""
    label = words(str(env.get("language", "de")))["back"]
    return f' <a href="#r{_footnote(env, meta)}" aria-label="{label}">↩</a>'


def _footnote(env: EnvType, meta: Mapping[str, Any]) -> str:
    """The id of a footnote, which is told apart from those of other sections on the same page."""
    return f"fn-{env.get('scope', 0)}-{meta['id'] + 1}"


def _figure(self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
    media: Media = tokens[index].meta["media"]
    terms = words(str(env.get("language", "de")))
    parts = [_shown(self, media, options, env)]
    for name in ("description", "transcript"):
        if name in media.labels:
            text = self.renderInline(media.labels[name], options, env)
            parts.append(f'<details class="lms-fold"><summary>{terms[name]}</summary><p>{text}</p></details>')
    caption = _caption(self, media, options, env, terms)
    if caption:
        parts.append(f"<figcaption>{caption}</figcaption>")
    return f'<figure class="lms-figure">{"".join(parts)}</figure>\n'


def _shown(self: RendererHTML, media: Media, options: OptionsDict, env: EnvType) -> str:
    if media.kind in ("image", "link"):
        html = self.renderInline(media.tokens, options, env)
        return html if media.is_image else f"<p>{html}</p>"
    name = escape(plain(media.tokens).strip())
    track = next((token for token in media.labels.get("captions", ()) if token.type == "link_open"), None)
    captions = f'<track kind="captions" src="{escape(str(track.attrs.get("href", "")))}" default>' if track else ""
    source = escape(str(media.target.attrs.get("href", "")))
    return f'<{media.kind} controls preload="metadata" src="{source}" aria-label="{name}">{captions}</{media.kind}>'


def _caption(self: RendererHTML, media: Media, options: OptionsDict, env: EnvType, terms: Mapping[str, str]) -> str:
    title = str(media.target.attrGet("title") or "")
    credit = [
        f"{terms[name]}: {self.renderInline(media.labels[name], options, env).strip()}"
        for name in ("source", "licence")
        if media.labels.get(name)
    ]
    licence = str(env.get("licence", ""))
    if media.is_own and licence and "licence" not in media.labels:
        credit.append(f"{terms['licence']}: {escape(terms.get(licence, licence))}")
    small = f'<span class="lms-small">{" · ".join(credit)}</span>' if credit else ""
    return "<br>".join(part for part in (escape(title), small) if part)


_RULES: dict[str, Rule] = {
    "fence": _fence,
    "code_block": _fence,
    "math_inline": _math,
    "math_inline_double": _math,
    "math_block": _math,
    "html_block": _html,
    "html_inline": _html,
    "image": _image,
    "note_open": _note,
    "task": _task,
    "table_open": _table,
    "table_close": _table_end,
    "footnote_ref": _reference,
    "footnote_block_open": _footnotes,
    "footnote_block_close": _footnotes_end,
    "footnote_open": _footnote_open,
    "footnote_close": _footnote_close,
    "footnote_anchor": _footnote_back,
    "figure": _figure,
}
