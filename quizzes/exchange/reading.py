"""Foreign files of questions: one file, as text or as XML that can do no harm."""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree import ElementTree
from xml.parsers import expat

from lms.core.errors import LmsError
from lms.core.message import Message

MOST = 50_000_000
DEEPEST = 100
LINE = "{lms}line"
"""The attribute under which an element keeps the line where it began."""


def only_file(files: Mapping[str, bytes]) -> tuple[str, bytes]:
    """The one file that holds the questions."""
    if len(files) != 1:
        raise LmsError(Message("Questions come in one file. Name that file instead of a folder."))
    [(name, data)] = files.items()
    if len(data) > MOST:
        raise LmsError(Message("“%(name)s” is larger than %(most)s MB.", {"name": name, "most": MOST // 1_000_000}))
    return name.rpartition("/")[2], data


def text_of(data: bytes) -> str:
    """A file as text: UTF-8, or else as Windows writes it."""
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding).replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError:
            continue
    raise LmsError(Message("This file is not text. Save it as UTF-8."))


def looks_like(files: Mapping[str, bytes], ending: str, sign: bytes) -> bool:
    """Whether there is one file with an ending that holds a sign near its start."""
    return len(files) == 1 and all(
        path.lower().endswith(ending) and sign in data[:20_000] for path, data in files.items()
    )


def read_xml(data: bytes, name: str) -> ElementTree.Element:
    """An XML document without a document type, so that no entity can grow or reach out; lines are kept."""
    builder, parser = ElementTree.TreeBuilder(), expat.ParserCreate()
    parser.buffer_text = True
    depth = 0

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise _refused(name)
        builder.start(tag, {**attributes, LINE: str(parser.CurrentLineNumber)})

    def end(tag: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(tag)

    def doctype(*anything: object) -> None:
        raise _refused(name)

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = doctype
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        line = getattr(error, "lineno", 1)
        message = Message("“%(name)s” is not well-formed XML (line %(line)s).", {"name": name, "line": line})
        raise LmsError(message) from error
    return builder.close()


def _refused(name: str) -> LmsError:
    return LmsError(
        Message(
            "“%(name)s” has a document type or is nested too deeply. Such files can do harm and are not read.",
            {"name": name},
        )
    )
