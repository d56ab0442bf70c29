"""The one sanitiser: every HTML that was made from what people wrote passes through here."""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass
from functools import cache
from html import escape
from typing import Any

import nh3
from bleach.linkifier import LinkifyFilter
from bleach.sanitizer import Cleaner

SCHEMES = frozenset({"http", "https", "mailto", "tel"})
"""The schemes a link may have; every other link must be relative."""

MATH = frozenset(
    "math menclose merror mfenced mfrac mglyph mi mlabeledtr mmultiscripts mn mo mover mpadded mphantom mprescripts"
    " mroot mrow ms mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover none".split()
)
_MATH_ATTRIBUTES = frozenset(
    "accent accentunder columnalign columnlines columnspacing depth display displaystyle fence form height largeop"
    " linethickness lspace mathsize mathvariant maxsize minsize movablelimits notation rowlines rowspacing rspace"
    " scriptlevel separator stretchy symmetric voffset width".split()
)
_INLINE = frozenset("a abbr b br code del em i kbd s span strong sub sup".split())
_BLOCK = frozenset("blockquote hr li ol p pre ul".split())
_PAGE = frozenset(
    "aside audio caption details dd div dl dt figcaption figure h2 h3 h4 h5 h6 img section summary table tbody td"
    " th thead track tr video".split()
)


@dataclass(frozen=True, slots=True, eq=False)
class Policy:
    """What may stay in a piece of HTML: tags, the attributes of each, and those that every tag may carry."""

    tags: frozenset[str]
    attributes: dict[str, frozenset[str]]
    common: frozenset[str]

    def allows(self, tag: str, name: str, value: str) -> bool:
        """Whether a tag may carry an attribute; values that are addresses are checked by the two sanitisers."""
        if tag in MATH and name in _MATH_ATTRIBUTES:
            return True
        return name in self.common or name in self.attributes.get(tag, frozenset())


CONTENT = Policy(
    tags=_INLINE | _BLOCK | _PAGE | MATH,
    attributes={
        "a": frozenset({"href", "hreflang", "rel", "download"}),
        "audio": frozenset({"src", "controls", "preload"}),
        "img": frozenset({"src", "alt", "width", "height", "loading"}),
        "li": frozenset({"value"}),
        "math": frozenset({"xmlns", "display"}),
        "ol": frozenset({"start"}),
        "td": frozenset({"colspan", "rowspan"}),
        "th": frozenset({"scope", "colspan", "rowspan"}),
        "track": frozenset({"src", "kind", "srclang", "label", "default"}),
        "video": frozenset({"src", "controls", "preload"}),
    },
    common=frozenset({"class", "id", "lang", "title", "role", "tabindex", "aria-label", "aria-hidden"}),
)
"""For course pages, whose HTML our own renderer makes."""

POST = Policy(
    tags=_INLINE | _BLOCK,
    attributes={"a": frozenset({"href", "rel"}), "ol": frozenset({"start"})},
    common=frozenset({"lang", "title"}),
)
"""For what learners write: text, lists, links and code, but no pictures, headings or names of styles."""

_BARE_LINK = re.compile(r"(?<![\w/@])(?:https?://|www\.)[^\s<>\"„“”»«]*[^\s<>\"„“”»«.,;:!?'’\]}*_]", re.IGNORECASE)
_MAIL = re.compile(r"(?<![\w.+/-])[\w.+-]+@(?:[a-z0-9-]+\.)+[a-z]{2,}(?![\w-])", re.IGNORECASE)
_EXTERNAL = re.compile(r"(?:https?:)?//", re.IGNORECASE)
_DROPPED = {"script", "style", "template", "iframe", "noscript", "noembed", "noframes", "object", "title", "textarea"}

_local = threading.local()


def sanitise(html: str, policy: Policy = CONTENT) -> str:
    """HTML that is safe to show: bleach applies the policy and makes links, nh3 has the last word."""
    if not html.strip():
        return ""
    return _last_word(policy).clean(_cleaner(policy).clean(html))


def paragraphs(text: str) -> str:
    """Plain text as safe HTML: a blank line begins a paragraph, addresses become links."""
    blocks = [block.strip() for block in re.split(r"\n\s*\n", text.replace("\r\n", "\n").replace("\r", "\n"))]
    html = "".join(f"<p>{escape(block).replace(chr(10), '<br>')}</p>" for block in blocks if block)
    return sanitise(html, POST)


def _cleaner(policy: Policy) -> Cleaner:
    """A cleaner of this thread's own: bleach keeps state while it works."""
    cleaners: dict[Policy, Cleaner] = _local.__dict__.setdefault("cleaners", {})
    if policy not in cleaners:
        cleaners[policy] = Cleaner(
            tags=policy.tags,
            attributes=policy.allows,
            protocols=SCHEMES,
            strip=True,
            filters=[_links],
        )
    return cleaners[policy]


def _links(source: Any) -> LinkifyFilter:
    """Makes links of bare addresses and marks those that leave the site."""
    return LinkifyFilter(
        source,
        callbacks=[_mark_external],
        skip_tags={"pre", "code", "math"},
        parse_email=True,
        url_re=_BARE_LINK,
        email_re=_MAIL,
    )


def _mark_external(attrs: dict[Any, str], new: bool = False) -> dict[Any, str]:
    if _EXTERNAL.match(attrs.get((None, "href"), "")):
        attrs[None, "rel"] = "noopener noreferrer"
    return attrs


@cache
def _last_word(policy: Policy) -> nh3.Cleaner:
    attributes = {tag: set(names) for tag, names in policy.attributes.items()}
    attributes["*"] = set(policy.common)
    for tag in MATH & policy.tags:
        attributes[tag] = attributes.get(tag, set()) | _MATH_ATTRIBUTES
    return nh3.Cleaner(
        tags=set(policy.tags),
        attributes=attributes,
        clean_content_tags=_DROPPED,
        url_schemes=set(SCHEMES),
        link_rel=None,
        strip_comments=True,
    )
