"""SVG pictures are programs in disguise: which of them are only pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from lms.core.message import Message

Found = tuple[int, int, Message]

MAX_LEVELS = 200
_ELEMENTS = frozenset({"script", "foreignobject", "iframe", "embed", "object", "handler", "audio", "video", "listener"})
_ANIMATIONS = frozenset({"set", "animate", "animatemotion", "animatetransform"})
_INLINE_PICTURE = re.compile(r"data:image/(?:png|jpeg|gif|webp);base64,", re.IGNORECASE)
_OUTSIDE = re.compile(r"url\(\s*[\"']?\s*(?!#)|@import|expression\(|javascript:", re.IGNORECASE)


def refused(data: bytes) -> Iterator[Found]:
    """Everything in an SVG file that could do something or fetch something."""
    reader = _Reader()
    try:
        reader.parser.Parse(data, True)
    except expat.ExpatError as error:
        message = Message("This picture cannot be read as SVG. Save it once more as SVG.")
        reader.found.append((error.lineno, error.offset + 1, message))
    except _TooMuch:
        pass
    yield from reader.found


class _TooMuch(Exception):
    """The picture is not worth reading on."""


@dataclass
class _Reader:
    """Listens to the XML parser; entities are refused before they are expanded."""

    found: list[Found] = field(default_factory=list)
    level: int = 0
    in_style: bool = False

    def __post_init__(self) -> None:
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.EntityDeclHandler = self._entity
        self.parser.ProcessingInstructionHandler = self._instruction

    def _add(self, message: Message) -> None:
        self.found.append((self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1, message))

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.level += 1
        tag = name.rpartition(":")[2].lower()
        if self.level > MAX_LEVELS:
            self._add(Message("This picture is nested too deep."))
            raise _TooMuch
        if tag in _ELEMENTS:
            self._add(Message("This picture holds <%(tag)s>, which is not allowed. Remove it.", {"tag": name}))
        if tag in _ANIMATIONS and attributes.get("attributeName", "").lower().endswith("href"):
            self._add(Message("This picture changes a link by itself, which is not allowed."))
        self.in_style = tag == "style"
        for key, value in attributes.items():
            self._attribute(key.rpartition(":")[2].lower(), key, value)

    def _attribute(self, name: str, written: str, value: str) -> None:
        bare = re.sub(r"[\x00-\x20]+", "", value)
        fetches = name in ("href", "src") and bare and not bare.startswith("#") and not _INLINE_PICTURE.match(bare)
        if name.startswith("on"):
            self._add(Message("This picture holds “%(name)s”, which is not allowed. Remove it.", {"name": written}))
        elif fetches or _OUTSIDE.search(bare):
            self._outside(value)

    def _outside(self, value: str) -> None:
        message = Message(
            "This picture fetches “%(address)s”. Put what it shows into the file.", {"address": value[:60]}
        )
        self._add(message)

    def _end(self, name: str) -> None:
        self.level -= 1
        self.in_style = False

    def _text(self, text: str) -> None:
        if self.in_style and _OUTSIDE.search(text):
            self._outside(text.strip())

    def _entity(self, *declaration: object) -> None:
        self._add(Message("This picture declares entities, which are not allowed. Save it once more as plain SVG."))
        raise _TooMuch

    def _instruction(self, target: str, data: str) -> None:
        if target.lower().startswith("xml-stylesheet"):
            self._outside(data)
