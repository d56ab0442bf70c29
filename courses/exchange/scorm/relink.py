"""Published HTML whose links and ids fit one page with many units and files beside it."""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser
from urllib.parse import quote, unquote

from courses.content.naming import COURSE_PAGE
from lms.core.exchange import Lost
from lms.core.message import Message

_IDS = frozenset({"id", "for", "headers", "aria-labelledby", "aria-describedby"})
_ADDRESSES = frozenset({"href", "src", "poster"})


@dataclass(frozen=True, slots=True)
class Place:
    """Where HTML stands: its unit, its section, and how to find the package's file behind an address."""

    unit: str
    n: int
    name: str
    file: Callable[[str], str]
    has: Callable[[str], bool]

    @property
    def base(self) -> str:
        """The address of the page, from the course's own."""
        return "" if self.unit == COURSE_PAGE else f"{self.unit}/{self.n}"


def page_id(unit: str, n: int) -> str:
    """The id of a section in the package."""
    return f"s-{unit}-{n}"


def relinked(html: str, place: Place, lost: list[Lost]) -> str:
    """HTML of a section as it stands in the package."""
    parser = _Relinker(place, lost)
    parser.feed(html)
    parser.close()
    return "".join(parser.out)


class _Relinker(HTMLParser):
    def __init__(self, place: Place, lost: list[Lost]) -> None:
        super().__init__(convert_charrefs=False)
        self.place, self.lost = place, lost
        self.out: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Writes a tag with its addresses and ids changed."""
        given: dict[str, str | None] = {}
        for name, value in attrs:
            if name in _IDS and value:
                given[name] = " ".join(f"{self.place.unit}--{part}" for part in value.split())
            elif name in _ADDRESSES and value is not None:
                given |= self._address(name, value)
            else:
                given[name] = value
        written = "".join(f" {n}" if v is None else f' {n}="{escape(v)}"' for n, v in given.items())
        self.out.append(f"<{tag}{written}>")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag that closes itself."""
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """Writes the end of a tag."""
        self.out.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        """Text stays as it is."""
        self.out.append(data)

    def handle_entityref(self, name: str) -> None:
        """An entity stays as it is."""
        self.out.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        """A numbered character stays as it is."""
        self.out.append(f"&#{name};")

    def _address(self, name: str, value: str) -> dict[str, str | None]:
        if value.startswith(("https:", "http:", "mailto:", "tel:")):
            return {name: value, "target": "_blank", "rel": "noopener noreferrer"} if name == "href" else {}
        path, _, anchor = value.partition("#")
        anchored = f"{self.place.unit}--{unquote(anchor)}"
        if not path:
            return {name: f"#{quote(anchored)}"}
        there = posixpath.normpath(posixpath.join(posixpath.dirname(self.place.base), path))
        if there.startswith("files/"):
            return {name: quote(self.place.file(there)), **({"target": "_blank"} if name == "href" else {})}
        unit, _, n = (f"{COURSE_PAGE}/1" if there == "." else there).partition("/")
        goal = page_id(unit, int(n)) if n.isdecimal() else ""
        if not self.place.has(goal):
            message = Message("The link to “%(path)s” leads out of the course. It is shown as text.", {"path": value})
            self.lost.append(Lost(self.place.name, message))
            return {}
        found: dict[str, str | None] = {"href": f"#{goal}", "data-goes": goal}
        return {**found, "data-anchor": f"{unit}--{unquote(anchor)}"} if anchor else found
