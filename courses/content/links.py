"""Links and pictures in a text: where they stand, and where they lead."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from urllib.parse import quote, unquote

from markdown_it.common.normalize_url import normalizeLink
from markdown_it.token import Token

from courses.content.names import is_markdown, key_from, read_name
from courses.content.naming import COURSE_PAGE
from courses.content.report import did_you_mean
from courses.content.tokens import inlines
from lms.core.errors import BadValue
from lms.core.message import Message
from lms.core.values import fold, nearest
from lms.web.html import SCHEMES

PICTURES = (".avif", ".gif", ".jpeg", ".jpg", ".png", ".svg", ".webp")
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):")
_COURSE = re.compile(r"([a-z0-9]+(?:-[a-z0-9]+)*):([a-z0-9]+(?:-[a-z0-9]+)*)(?:/[a-z0-9/-]*)?(#.*)?")
_NEVER = frozenset({"javascript", "vbscript", "data", "file", "blob", "about", "ftp", "ws", "wss", "livescript"})
_FAR_PICTURE = Message("Pictures are shown from the course only. Put the picture into the course's folder.")


@dataclass(frozen=True, slots=True)
class Link:
    """A link or picture as it was written, with its place."""

    token: Token
    href: str
    line: int
    column: int

    @property
    def is_image(self) -> bool:
        """Whether it is a picture."""
        return self.token.type == "image"

    def lead_to(self, url: str) -> None:
        """Gives it the address that it has on the page, or none."""
        name = "src" if self.is_image else "href"
        self.token.attrs.pop(name, None)
        if url:
            self.token.attrs[name] = url


@dataclass(frozen=True, slots=True)
class Here:
    """Where a link stands: the file, the unit's key (or ``kurs``) and the section."""

    path: str
    unit: str
    section: int = 0

    @property
    def up(self) -> str:
        """The way from this page to the course's own address."""
        return "" if self.unit == COURSE_PAGE else "../"


@dataclass(frozen=True, slots=True)
class Target:
    """A page that links can lead to: its unit, and the section and id behind each anchor."""

    unit: str
    anchors: Mapping[str, tuple[int, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Way:
    """Where a link leads: an address on the page, the course's file behind it, or what is wrong."""

    url: str = ""
    file: str = ""
    rule: str = ""
    message: Message | None = None


def _broken(message: Message) -> Way:
    return Way(rule="link-broken", message=message)


def _refused(message: Message) -> Way:
    return Way(rule="link-refused", message=message)


@dataclass(frozen=True, slots=True)
class Map:
    """What the links of a course can lead to: its pages and files by path, and the other courses, if known."""

    course: str
    pages: Mapping[str, Target]
    files: Mapping[str, bytes]
    courses: Collection[str] | None = None

    def way(self, href: str, here: Here, *, image: bool = False) -> Way:
        """Where a link on a page leads."""
        bare = re.sub(r"[\x00-\x20\x7f\u00a0]+", "", href).lower()
        scheme = _SCHEME.match(bare)
        if bare.startswith(("//", "\\", "/")):
            message = Message(
                "“%(href)s”: links begin with https:, http:, mailto:, tel: or are relative.", {"href": href[:80]}
            )
            return _refused(message)
        if scheme and scheme[1] in SCHEMES:
            if image:
                return _refused(_FAR_PICTURE)
            return Way(normalizeLink(href))
        if scheme:
            return self._elsewhere(href, scheme[1], bare, here)
        return self._relative(href.strip(), here, image)

    def _elsewhere(self, href: str, scheme: str, bare: str, here: Here) -> Way:
        found = _COURSE.fullmatch(bare)
        if not found or scheme in _NEVER:
            message = Message(
                "Links begin with https:, http:, mailto:, tel: or are relative; “%(scheme)s:” is not allowed.",
                {"scheme": scheme[:40]},
            )
            return _refused(message)
        if found[1] == self.course:
            return self._unit(found[2], (found[3] or "")[1:], href, here)
        return self._other(found[1], found[2], found[3] or "", here)

    def _unit(self, key: str, anchor: str, href: str, here: Here) -> Way:
        for target in self.pages.values():
            if target.unit == key:
                return self._page(target, anchor, href, here)
        return self._nothing(href, key, [target.unit for target in self.pages.values()])

    def _other(self, course: str, unit: str, anchor: str, here: Here) -> Way:
        if self.courses is not None and course not in self.courses:
            return self._nothing(course, course, self.courses)
        page = f"{unit}/1{anchor}" if unit else ""
        return Way(f"../{here.up}{course}/{page}")

    def _relative(self, href: str, here: Here, image: bool) -> Way:
        before, _, anchor = href.partition("#")
        written = unquote(before.partition("?")[0])
        if not written:
            return self._page(self.pages[here.path], unquote(anchor), href, here)
        path = posixpath.normpath(posixpath.join(posixpath.dirname(here.path), written))
        if path.startswith("../"):
            return self._outside(path, anchor, href, here)
        if path in self.pages:
            return self._page(self.pages[path], unquote(anchor), href, here)
        if path in self.files:
            return self._file(path, here, image, anchor)
        return self._nothing(written, path, [*self.pages, *self.files])

    def _outside(self, path: str, anchor: str, href: str, here: Here) -> Way:
        """A page of a course in a folder beside this one."""
        parts = path.split("/")[1:]
        if len(parts) > 2 or parts[0] in ("", "..") or (len(parts) == 2 and not is_markdown(parts[1])):
            message = Message(
                "“%(href)s” lies outside this course. Put a copy into the course's folder.", {"href": href[:200]}
            )
            return _broken(message)
        try:
            name = read_name(parts[1]).stem if len(parts) == 2 else COURSE_PAGE
            is_head = fold(name) in (COURSE_PAGE, "course")
            course, unit = key_from(read_name(parts[0] + ".md").stem), "" if is_head else key_from(name)
        except BadValue:
            return self._nothing(href, href, [])
        return self._other(course, unit, f"#{anchor}" if anchor and unit else "", here)

    def _page(self, target: Target, anchor: str, href: str, here: Here) -> Way:
        section, place = 1, ""
        if anchor:
            found = target.anchors.get(anchor) or _folded(target.anchors).get(fold(anchor))
            if not found:
                return self._nothing(f"#{anchor}", anchor, target.anchors)
            section, place = found[0], "#" + quote(found[1])
        if target.unit == COURSE_PAGE:
            return Way(place if here.unit == COURSE_PAGE and place else f"{here.up or './'}{place}")
        if target.unit != here.unit:
            return Way(f"{here.up}{target.unit}/{section}{place}")
        return Way(place if place and section == here.section else f"{section}{place}")

    def _file(self, path: str, here: Here, image: bool, anchor: str) -> Way:
        if image and not path.lower().endswith(PICTURES):
            message = Message("“%(path)s” is not a picture. Write a link: [Title](%(path)s).", {"path": path})
            return _broken(message)
        digest = sha256(self.files[path]).hexdigest()[:12]
        name = quote(posixpath.basename(path))
        return Way(f"{here.up}files/{digest}/{name}" + (f"#{quote(anchor)}" if anchor else ""), path)

    def _nothing(self, shown: str, wanted: str, known: Collection[str]) -> Way:
        message = did_you_mean(Message("“%(href)s” does not exist.", {"href": shown}), nearest(wanted, known))
        return _broken(message)


def _folded(anchors: Mapping[str, tuple[int, str]]) -> dict[str, tuple[int, str]]:
    return {fold(name): found for name, found in reversed(list(anchors.items()))}


def find_links(tokens: Sequence[Token], lines: Sequence[str], first: int) -> Iterator[Link]:
    """The links and pictures in tokens, each with its place in the file; ``first`` is the line of line 0."""
    for inline in inlines(tokens):
        start, end = inline.map or (0, 1)
        text = "\n".join(lines[first - 1 + start : first - 1 + end])
        cursor = 0
        for token in _targets(inline.children or ()):
            href = str(token.attrGet("src" if token.type == "image" else "href") or "")
            at = text.find(href, cursor) if href else -1
            if at >= 0:
                cursor = at
            shown = max(at, cursor, 0)
            line = first + start + text.count("\n", 0, shown)
            yield Link(token, href, line, shown - text.rfind("\n", 0, shown))


def _targets(children: Sequence[Token]) -> Iterator[Token]:
    for child in children:
        if child.type in ("link_open", "image"):
            yield child
        if child.type == "image":
            yield from _targets(child.children or ())
