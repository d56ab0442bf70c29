"""Headings: their text without what is written behind it, and the ids that links lead to."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from markdown_it.token import Token

from courses.content.tokens import plain
from lms.core.errors import BadValue
from lms.core.values import fold, read_duration, trim

_ANCHOR = re.compile(r"\s*\{#([^\s{}#]+)\}\s*$")
_PLANNED = re.compile(r"[ \u00a0]*\(([^()]+)\)\s*$")
PAGE_IDS = frozenset({"inhalt", "navigation", "suche", "content", "search", "main", "erklaerung"})
"""Ids that every page has itself."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading with its place; ``minutes`` is what its author planned, ``aliases`` other names of its anchor."""

    level: int
    title: str
    line: int
    anchor: str = ""
    minutes: int | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Anchors:
    """Gives each heading of a text an id of its own, as GitHub does."""

    used: dict[str, int] = field(default_factory=lambda: dict.fromkeys(PAGE_IDS, 0))

    def take(self, name: str) -> str:
        """The name, or the name with a number where it is taken."""
        if name not in self.used:
            self.used[name] = 0
            return name
        while f"{name}-{self.used[name] + 1}" in self.used:
            self.used[name] += 1
        self.used[name] += 1
        return self.take(f"{name}-{self.used[name]}")


def slug(title: str) -> str:
    """The anchor that GitHub gives a heading: lower case, without punctuation, with hyphens."""
    return re.sub(r"[^\w\- ]", "", title.strip().lower()).replace(" ", "-")


def read_heading(opening: Token, inline: Token, line: int, anchors: Anchors) -> Heading:
    """Reads a heading and takes ``(10 min)`` and ``{#anker}`` off its text."""
    whole = plain(inline.children or ())
    own = _take(inline, _ANCHOR)
    written = slug(_ANCHOR.sub("", whole))
    level = int(opening.meta.get("level", opening.tag[1]))
    minutes = _minutes(inline) if level == 2 else None
    title = trim(plain(inline.children or ()))
    anchor = anchors.take(own or slug(title) or "section")
    aliases = tuple(name for name in dict.fromkeys((own or "", slug(title), written)) if name and name != anchor)
    return Heading(level, title, line, anchor, minutes, aliases)


def _last_text(inline: Token) -> Token | None:
    children = inline.children or []
    return children[-1] if children and children[-1].type == "text" else None


def _take(inline: Token, pattern: re.Pattern[str]) -> str | None:
    last = _last_text(inline)
    found = pattern.search(last.content) if last else None
    if not last or not found:
        return None
    last.content = last.content[: found.start()]
    return found[1]


def _minutes(inline: Token) -> int | None:
    last = _last_text(inline)
    found = _PLANNED.search(last.content) if last else None
    if not last or not found:
        return None
    try:
        minutes = read_duration(found[1])
    except BadValue:
        return None
    last.content = last.content[: found.start()]
    return minutes


def repeats(heading: str, title: str) -> bool:
    """Whether a heading says the same as the title."""
    return fold(trim(heading)) == fold(trim(title))
