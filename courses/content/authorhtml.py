"""The little HTML that authors may write; everything else is reported and left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape, unescape

ALLOWED = frozenset({"span", "abbr", "kbd", "sub", "sup", "br", "details", "summary"})
ATTRIBUTES = frozenset({"lang", "title"})

_COMMENT = re.compile(r"<!--.*?(?:-->|$)", re.DOTALL)
_HIDDEN = re.compile(
    r"<(script|style|iframe|object|noscript|template|svg|math)\b.*?(?:</\1\s*>|$)", re.DOTALL | re.IGNORECASE
)
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9:-]*)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)(/?)>?")
_ATTRIBUTE = re.compile(r"([^\s\"'>/=]+)(?:\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s\"'=<>`]+))?")


def refused(html: str) -> Iterator[tuple[int, str]]:
    """Where something stands that is not allowed, and what."""
    for tag in _TAG.finditer(_COMMENT.sub(lambda found: " " * len(found[0]), html)):
        name = tag[2].lower()
        if name not in ALLOWED:
            yield tag.start(), f"<{tag[1]}{name}>"
            continue
        for attribute in _ATTRIBUTE.finditer(tag[3]):
            if attribute[1].lower() not in ATTRIBUTES and attribute[1] != "open":
                yield tag.start(3) + attribute.start(), attribute[1].lower()


def permitted(html: str) -> str:
    """The HTML with nothing in it but what is allowed."""
    bare = _HIDDEN.sub("", _COMMENT.sub("", html))
    found, end = [], 0
    for tag in _TAG.finditer(bare):
        found.append(escape(unescape(bare[end : tag.start()]), quote=False))
        end = tag.end()
        name = tag[2].lower()
        if name in ALLOWED:
            found.append(f"</{name}>" if tag[1] else f"<{name}{_attributes(tag[3])}>")
    found.append(escape(unescape(bare[end:]), quote=False))
    return "".join(found)


def _attributes(text: str) -> str:
    kept = [
        (found[1].lower(), unescape((found[2] or "").strip("\"'")))
        for found in _ATTRIBUTE.finditer(text)
        if found[1].lower() in ATTRIBUTES
    ]
    return "".join(f' {name}="{escape(value)}"' for name, value in kept)
