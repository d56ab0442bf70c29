"""The keys of a head: their names, where they stand, and how each is read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from courses.content.licences import read_licence
from courses.content.model import Node
from courses.content.names import read_language
from lms.core.errors import BadValue
from lms.core.message import Message
from lms.core.values import choice, fold, read_duration, read_key, read_yes_no, trim

MAX_TEXT = 300

Complain = Callable[[Node, BadValue], None]
Reader = Callable[[Node, Complain], Any]


@dataclass(frozen=True, slots=True)
class Key:
    """A key of a head: its name in the model, its words, the files it may stand in, and its reader."""

    name: str
    words: tuple[str, ...]
    where: str  # c: kurs.md, u: unit, t: translation
    read: Reader
    inherits: bool = False
    texts: bool = False


def _scalar(read: Callable[[str], Any]) -> Reader:
    def reader(node: Node, complain: Complain) -> Any:
        if node.kind != "text" or "\n" in node.text.strip():
            complain(node, BadValue(Message("This text stands on one line.")))
            return None
        try:
            return read(node.text)
        except BadValue as error:
            complain(node, error)
            return None

    return reader


def _line(text: str) -> str:
    bare = trim(text)
    if len(bare) > MAX_TEXT:
        raise BadValue(
            Message("The text has %(n)s characters; at most %(most)s.", {"n": len(bare), "most": MAX_TEXT}),
        )
    return bare


def _list(read: Callable[[str], Any], *, commas: bool = False) -> Reader:
    def reader(node: Node, complain: Complain) -> Any:
        if node.kind == "map":
            complain(node, BadValue(Message("A list belongs here: each line begins with “- ”.")))
            return None
        items = node.items if node.kind == "list" else (node,)
        parts = [part for item in items for part in _parts(item, commas)]
        return tuple(value for part in parts if (value := _one(part, read, complain)) is not None)

    return reader


def _parts(node: Node, commas: bool) -> list[Node]:
    if not commas or node.kind != "text":
        return [node]
    parts, column = [], node.column
    for piece in node.text.split(","):
        if piece.strip():
            lead = len(piece) - len(piece.lstrip())
            parts.append(Node("text", node.line, column + lead, piece.strip()))
        column += len(piece) + 1
    return parts or [node]


def _one(node: Node, read: Callable[[str], Any], complain: Complain) -> Any:
    if node.kind != "text":
        complain(node, BadValue(Message("A text belongs here, not a list.")))
    elif not trim(node.text):
        complain(node, BadValue(Message("Behind the dash the text is missing.")))
    elif node.text[0] == "-" and node.text[1:2].isalpha():
        complain(node, BadValue(Message("Behind the dash a blank is missing: “- …”.")))
    else:
        try:
            return read(node.text)
        except BadValue as error:
            complain(node, error)
    return None


def _node(node: Node, complain: Complain) -> Node:
    return node


def _address(text: str) -> str:
    return trim(text)


FORMAT = choice(
    {
        "self-paced": ("Selbstlernen", "self-paced"),
        "workshop": ("Workshop",),
        "online-workshop": ("Online-Workshop",),
        "blended": ("Blended",),
    }
)
ASSESSMENT = choice(
    {
        "q&a": ("Q&A",),
        "quiz": ("Quiz",),
        "self-check": ("Selbstcheck", "self-check", "selfcheck"),
        "practice": ("Praxis", "practice"),
        "attendance": ("Teilnahme", "attendance"),
        "none": ("keine", "none"),
    }
)
ORDER = choice({"free": ("frei", "free"), "fixed": ("fest", "fixed")})

KEYS = (
    Key("key", ("kennung", "key"), "cu", _scalar(read_key)),
    Key("title", ("titel", "title"), "cut", _scalar(_line)),
    Key("summary", ("kurz", "summary", "description"), "cut", _scalar(_line)),
    Key("language", ("sprache", "language"), "cu", _scalar(read_language), inherits=True),
    Key("authors", ("autor", "author", "autoren", "authors"), "cu", _list(_line), inherits=True, texts=True),
    Key("licence", ("lizenz", "licence", "license"), "cu", _scalar(read_licence), inherits=True),
    Key("audience", ("zielgruppe", "audience"), "cut", _scalar(_line), inherits=True),
    Key("objectives", ("lernziele", "objectives"), "cut", _list(_line), texts=True),
    Key("minutes", ("dauer", "duration"), "cu", _scalar(read_duration)),
    Key("format", ("format",), "cu", _scalar(FORMAT), inherits=True),
    Key("assessment", ("bewertung", "assessment"), "cu", _list(ASSESSMENT, commas=True), inherits=True),
    Key("keywords", ("schlagworte", "keywords", "tags"), "cut", _list(_line, commas=True), texts=True),
    Key("required", ("pflicht", "required"), "u", _scalar(read_yes_no)),
    Key("prerequisites", ("voraussetzung", "prerequisites", "voraussetzungen", "prerequisite"), "cu", _node),
    Key("order", ("reihenfolge", "order"), "c", _scalar(ORDER)),
    Key("units", ("einheiten", "units"), "c", _list(read_key, commas=True)),
    Key("completion", ("abschluss", "completion"), "cu", _node),
    Key("certificate", ("zertifikat", "certificate"), "c", _node),
    Key("formerly", ("war", "formerly"), "cu", _list(read_key, commas=True)),
    Key("removed", ("entfallen", "removed"), "c", _list(_address, commas=True)),
    Key("translator", ("uebersetzt-von", "translator"), "t", _scalar(_line)),
    Key("original", ("original",), "t", _scalar(_line)),
)

REQUIRED = {
    "title": Message("The head has no title: write “title: …”."),
    "objectives": Message("The head has no objectives: write “objectives:” and below it lines with “- …”."),
    "minutes": Message("The head has no duration: write “duration: …”."),
}

FOREIGN = {
    "date": Message("versions carry their date by themselves"),
    "draft": Message("what is not published is a draft"),
    "slug": Message("write “key: …”"),
    "id": Message("write “key: …”"),
    "layout": Message("pages have one layout"),
    "aliases": Message("write “formerly: …”"),
    "cssclass": Message("pages have one layout"),
    "nav-order": Message("the number in the file name orders the units"),
}


def normal(name: str) -> str:
    """A key's name as it is compared: folded, with hyphens for underscores and blanks."""
    return "-".join(fold(name).replace("_", " ").replace("-", " ").split())


BY_WORD = {normal(word): key for key in KEYS for word in key.words}
TEXT_WORDS = frozenset(word for word, key in BY_WORD.items() if key.texts)
