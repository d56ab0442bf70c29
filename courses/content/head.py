"""Reading a file's head: every key once, every value by its type, everything wrong at once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from courses.content.keys import BY_WORD, FOREIGN, KEYS, REQUIRED, TEXT_WORDS, Key, normal
from courses.content.model import Head, Node
from courses.content.report import Report, did_you_mean
from courses.content.source import Source
from courses.content.yaml import Entry, read_entries
from lms.core.errors import BadValue
from lms.core.message import Message
from lms.core.values import nearest, trim


@dataclass(frozen=True, slots=True)
class Written:
    """A head as it was written: the values by name, where each stands, and the certificate's node."""

    values: dict[str, Any]
    nodes: dict[str, Node]

    @property
    def certificate(self) -> Node | None:
        """What stands under ``zertifikat``."""
        return self.nodes.get("certificate")

    def head(self, above: Head | None = None) -> Head:
        """The head, with what it inherits from the course's."""
        inherited = {key.name: getattr(above, key.name) for key in KEYS if key.inherits} if above else {}
        known = {name: value for name, value in self.values.items() if name != "certificate"}
        return replace(Head(), **{**inherited, **known}, lines={name: node.line for name, node in self.nodes.items()})


def read_head(source: Source, where: str, report: Report) -> Written:
    """Reads the head of a course (``c``), a unit (``u``), a course in one file (``cu``) or a translation (``cut``)."""
    values: dict[str, Any] = {}
    seen: dict[str, Node] = {}
    entries = read_entries(source.head, source.head_line, report, texts=TEXT_WORDS) if source.head_line else []
    for entry in entries:
        name = normal(entry.key.text)
        if name.startswith("x-"):
            continue
        key = BY_WORD.get(name)
        if key is None or not set(where) & set(key.where):
            meant = _misplaced(entry, key, where, report)
            if meant:
                seen.setdefault(meant, entry.key)
            continue
        if key.name in values or (key.name in seen and seen[key.name].text == entry.key.text):
            _duplicate(entry, seen[key.name], report)
            continue
        seen[key.name] = entry.key
        value = _read(key, entry, report)
        if value is not None:
            values[key.name] = value
    if source.head_line:
        _missing(where, seen, report)
    return Written(values, seen)


def _read(key: Key, entry: Entry, report: Report) -> Any:
    node = entry.value
    if node is None:
        return None
    if node.kind == "text" and not trim(node.text):
        message = Message("Behind “%(key)s:” the value is missing.", {"key": entry.key.text})
        report.error("head-value", entry.key.line, entry.key.column, message)
        return None

    def complain(at: Node, error: BadValue) -> None:
        report.bad_value(error, at.line, at.column, "key-invalid" if key.name in ("key", "formerly") else "head-value")

    return key.read(node, complain)


def _duplicate(entry: Entry, first: Node, report: Report) -> None:
    message = Message("“%(key)s” already stands in line %(line)s.", {"key": first.text, "line": first.line})
    report.error("head-duplicate-key", entry.key.line, entry.key.column, message)


def _misplaced(entry: Entry, key: Key | None, where: str, report: Report) -> str | None:
    """Reports a key that does not belong here and returns the name of the key that was meant."""
    word, name = entry.key.text, normal(entry.key.text)
    rule, meant = "head-unknown-key", None
    if key is not None:
        rule, message = _elsewhere(word, key, where)
    elif name in FOREIGN:
        message = Message("“%(key)s” is not read here: %(instead)s.", {"key": word, "instead": FOREIGN[name]})
    else:
        words = [known for known, found in BY_WORD.items() if set(where) & set(found.where)]
        meant = nearest(name, words)
        message = did_you_mean(Message("“%(key)s” does not exist in the head.", {"key": word}), meant)
    report.error(rule, entry.key.line, entry.key.column, message)
    return BY_WORD[meant].name if meant else None


def _elsewhere(word: str, key: Key, where: str) -> tuple[str, Message]:
    if key.where == "t":
        return "translation-head", Message("“%(key)s” stands in translations only.", {"key": word})
    file = Message("the heads of units") if key.where == "u" else "kurs.md"
    return "head-unknown-key", Message("“%(key)s” belongs into %(file)s.", {"key": word, "file": file})


def _missing(where: str, seen: dict[str, Node], report: Report) -> None:
    needed = ("title", "objectives", "minutes") if "u" in where and "t" not in where else ("title",)
    for name in needed:
        if name not in seen:
            report.error("head-missing-key", 1, 1, REQUIRED[name])
