"""A Word document as a course folder with one unit: headings, lists, tables, links and pictures arrive."""

from __future__ import annotations

import re
from collections.abc import Mapping
from io import BytesIO
from pathlib import PurePosixPath
from typing import Any
from xml.parsers import expat

import mammoth
import nh3
from markdownify import markdownify

from courses.content.files import files_in_zip
from courses.content.names import key_from
from lms.core.errors import BadValue, LmsError
from lms.core.exchange import Imported, Lost
from lms.core.message import Message, verbatim

UNIT = "01-text.md"
WORDS_A_MINUTE = 180
_ENDINGS = {"image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "image/svg+xml": "svg", "image/webp": "webp"}
_HEADING = re.compile(r"^(#{1,6}) ", re.MULTILINE)
_EMPTY = re.compile(r"<img(?![^>]*\bsrc=)[^>]*>")
_TAGS = nh3.ALLOWED_TAGS | {"h1", "h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "td", "th", "img"}


def detects_word(files: Mapping[str, bytes]) -> bool:
    """Whether it is one Word document."""
    return len(files) == 1 and all(path.lower().endswith(".docx") for path in files)


def import_word(files: Mapping[str, bytes]) -> Imported:
    """A Word document as a course folder."""
    if not detects_word(files):
        raise LmsError(Message("A Word document is one file that ends in .docx."))
    [(name, data)] = files.items()
    _guard(data, name)
    pictures = _Pictures(name)
    try:
        found = mammoth.convert_to_html(BytesIO(data), convert_image=mammoth.images.img_element(pictures))
    except (KeyError, ValueError, AttributeError, OSError) as error:
        raise LmsError(Message("“%(name)s” is not a Word document.", {"name": name})) from error
    lost = [*pictures.lost, *(Lost(name, verbatim(message.message)) for message in found.messages)]
    clean = _EMPTY.sub("", nh3.clean(found.value, tags=_TAGS, link_rel=None))
    text = markdownify(clean, heading_style="ATX", bullets="-", table_infer_header=True)
    return _folder(name, re.sub(r"\n{3,}", "\n\n", text).strip(), pictures.files, lost)


def _guard(data: bytes, name: str) -> None:
    """Refuses a file that would grow without bounds or that names entities, before anything else reads it."""
    for path, part in files_in_zip(data).items():
        if path.endswith((".xml", ".rels")):
            parser = expat.ParserCreate()
            parser.StartDoctypeDeclHandler = _refuse
            try:
                parser.Parse(part, True)
            except expat.ExpatError as error:
                raise LmsError(Message("“%(name)s” is damaged. Save it again in Word.", {"name": name})) from error


def _refuse(*anything: object) -> None:
    raise LmsError(Message("This document has a document type inside. Such files can do harm and are not read."))


class _Pictures:
    """Keeps the pictures of a document and tells under which name."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.files: dict[str, bytes] = {}
        self.lost: list[Lost] = []

    def __call__(self, image: Any) -> dict[str, str]:
        """One picture: its address in the folder, or none where browsers cannot show it."""
        ending = _ENDINGS.get(image.content_type)
        if ending is None:
            message = Message("A picture of the type %(type)s cannot be shown.", {"type": image.content_type})
            self.lost.append(Lost(self.name, message))
            return {}
        with image.open() as stream:
            path = f"bilder/bild-{len(self.files) + 1}.{ending}"
            self.files[path] = stream.read()
        return {"src": path}


def _folder(name: str, text: str, pictures: Mapping[str, bytes], lost: list[Lost]) -> Imported:
    title, body = _titled(PurePosixPath(name).stem, text)
    lost.append(Lost(UNIT, Message("The learning objectives are missing: write “lernziele: …” into the head.")))
    lost.append(Lost(UNIT, Message("The duration is a guess from the number of words.")))
    minutes = max(1, round(len(re.findall(r"\w+", body)) / WORDS_A_MINUTE))
    quoted = '"' + title.replace("\\", "\\\\").replace('"', '\\"') + '"'
    course = f"---\ntitel: {quoted}\nkennung: {_key(title)}\n---\n"
    unit = f"---\ntitel: {quoted}\nkennung: text\ndauer: {minutes} min\n---\n\n{body}\n"
    return Imported({"kurs.md": course.encode(), UNIT: unit.encode(), **pictures}, tuple(lost))


def _titled(name: str, text: str) -> tuple[str, str]:
    """The title, from the only heading of the first level where it comes first, and the rest."""
    levels = [len(found[1]) for found in _HEADING.finditer(text)]
    if levels.count(1) == 1 and text.startswith("# "):
        head, _, body = text.partition("\n")
        return re.sub(r"[*_`\\]", "", head[2:]).strip()[:300] or name, body.strip()
    shift = 1 if 1 in levels else 0
    return name, _HEADING.sub(lambda found: "#" * min(6, len(found[1]) + shift) + " ", text)


def _key(title: str) -> str:
    try:
        return key_from(" ".join(re.sub(r"[^\w\s]", " ", title).split()[:6]))
    except BadValue:
        return "text"
