"""The narrow reading of YAML: entry by entry, every scalar a text, with the place of everything."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import yaml

from courses.content.model import Node
from courses.content.report import Report
from courses.content.yamlerrors import explain
from lms.core.message import Message
from lms.core.values import fold

MAX_LEVELS = 10
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_BLANKS = re.compile("[\u00a0\u202f]")
_KEY = re.compile(r"""("[^"]*"|'[^']*'|[^\s:#"'][^:]*?)[ \t]*:(?=\s|$)""")
_ITEM = re.compile(r"(\s*)(?:-(?:\s+|$)|(?=-[^\s-]))(.*)$")
_PLAIN = re.compile(r"[^\s:#\"'][^:\n]*?[ \t]*:[ ]+(\w[^:#\n]*)\n*")
"""An entry of one line with nothing in it that YAML would look at twice."""
_SPECIAL = re.compile(r"[\"'\[{|>&*!%@`]")


@dataclass(frozen=True, slots=True)
class Entry:
    """A top-level entry of a head. ``value`` is nothing where it could not be read, which was reported."""

    key: Node
    value: Node | None


class _Narrow(Exception):
    """Something that YAML allows and a head does not."""

    def __init__(self, line: int, column: int, rule: str, message: Message) -> None:
        super().__init__(str(message))
        self.place = (line, column)
        self.rule = rule
        self.message = message


def read_entries(text: str, line: int, report: Report, *, texts: Collection[str] = ()) -> list[Entry]:
    """The entries of a head whose first line is ``line``; a broken one hides no other.

    The items of lists under the names in ``texts`` (folded) are texts, in which a colon is nothing special.
    """
    return [_read_entry(chunk, first, report, texts) for chunk, first in _chunks(text, line) if chunk.strip()]


def _chunks(text: str, line: int) -> Iterator[tuple[str, int]]:
    """Cuts a head before every line that begins at the margin."""
    lines: list[str] = []
    first = line
    for number, raw in enumerate(text.split("\n"), line):
        current = re.sub(r"^\s+", lambda found: _BLANKS.sub(" ", found[0]), raw)
        starts = bool(current) and not re.match(r"[\s#\]}]|-(?!--)", current)
        if starts:
            yield "\n".join(lines), first
            lines, first = [], number
        if lines or starts:
            lines.append(current)
        elif current.strip() and not current.lstrip().startswith("#"):
            yield current, number
            first = number + 1
    yield "\n".join(lines), first


def _read_entry(chunk: str, line: int, report: Report, texts: Collection[str]) -> Entry:
    found = _KEY.match(chunk)
    if not found:
        return _no_colon(chunk, line, report)
    key = Node("text", line, 1, found[1].strip("\"'"))
    tab = re.search(r"^ *\t+\s*\S", chunk, re.MULTILINE)
    if tab:
        at = line + chunk.count("\n", 0, tab.start())
        report.error("head-indent", at, 1, Message("This line is indented with a tab. Indent it with blanks."))
        return Entry(key, None)
    _comments(chunk, line, report)
    if fold(key.text) in texts and (items := _read_texts(chunk, line)):
        return Entry(key, Node("list", items[0].line, items[0].column, items=items))
    if plain := _PLAIN.fullmatch(chunk):
        return Entry(key, Node("text", line, plain.start(1) + 1, plain[1].rstrip()))
    try:
        root = compose(chunk, line)
    except yaml.MarkedYAMLError as error:
        rule, place, message = explain(error, chunk, line)
        report.error(rule, *place, message)
        return Entry(key, None)
    except _Narrow as error:
        report.error(error.rule, *error.place, error.message)
        return Entry(key, None)
    value = root.pairs[0][1] if root.kind == "map" and len(root.pairs) == 1 else None
    if value is None:
        report.error("head-syntax", line, 1, Message("This entry cannot be read. Write “name: text”."))
    return Entry(key, value)


def _no_colon(chunk: str, line: int, report: Report) -> Entry:
    first = chunk.partition("\n")[0]
    tight = re.match(r"([^\s:]+):(\S.*)", first)
    word = (tight[1] if tight else first.split(None, 1)[0]).strip("\"'")
    if tight:
        message = Message("A blank is missing after the colon: write “%(key)s: …”.", {"key": word})
    elif first.lstrip().startswith("-"):
        message = Message("This line belongs to no entry. Above the list a name with a colon is missing.")
    else:
        message = Message("A colon is missing: write “%(key)s: …”.", {"key": word})
    report.error("head-syntax", line, (len(word) + 2) if tight else 1, message)
    return Entry(Node("text", line, 1, word), None)


def _comments(chunk: str, line: int, report: Report) -> None:
    """Warns where a text is cut off at a ``#`` that its author may have meant as text."""
    for number, current in enumerate(chunk.split("\n"), line):
        bare = re.sub(r"\"[^\"]*\"|(?<![^\s\[,:-])'[^']*'", lambda found: "·" * len(found[0]), current)
        found = re.search(r"(?<=\S)\s+#", bare)
        if found and not bare.lstrip().startswith("#") and not re.search(r"(:|-)\s*$", bare[: found.start()]):
            message = Message(
                "Everything from # on is not read. If it belongs to the text, put the text in quotation marks."
            )
            report.warning("head-comment", number, found.end(), message)


def compose(text: str, line: int, column: int = 1) -> Node:
    """A piece of YAML as a node whose first character stands at the given place."""
    builder = _Builder(line, column)
    for event in yaml.parse(text, Loader=_LOADER):
        builder.take(event)
    return builder.root


class _Builder:
    """Turns the events of the YAML parser into nodes and refuses what a head does not have."""

    def __init__(self, line: int, column: int) -> None:
        self.line = line
        self.column = column
        self.stack: list[tuple[str, int, int, list[Node]]] = []
        self.documents = 0
        self.root = Node("text", line, column)

    def take(self, event: Any) -> None:
        line, column = self._place(event)
        self._refuse(event, line, column)
        if isinstance(event, yaml.ScalarEvent):
            self._add(Node("text", line, column, event.value))
        elif isinstance(event, yaml.SequenceStartEvent | yaml.MappingStartEvent):
            kind = "list" if isinstance(event, yaml.SequenceStartEvent) else "map"
            self.stack.append((kind, line, column, []))
            if self._level() > MAX_LEVELS:
                message = Message("The head is nested more than %(most)s levels deep.", {"most": MAX_LEVELS})
                raise _Narrow(line, column, "file-limit", message)
        elif isinstance(event, yaml.SequenceEndEvent | yaml.MappingEndEvent):
            self._close()

    def _level(self) -> int:
        """How deep it is nested, as one sees it: a name behind a dash stands on the dash's level."""
        kinds = [kind for kind, *_ in self.stack]
        return len(kinds) - sum(pair == ("list", "map") for pair in pairwise(kinds))

    def _place(self, event: Any) -> tuple[int, int]:
        mark = event.start_mark
        return self.line + mark.line, mark.column + (self.column if mark.line == 0 else 1)

    def _refuse(self, event: Any, line: int, column: int) -> None:
        if isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) or self.documents > 1:
            message = Message("Text that begins with & or * must stand in quotation marks.")
            raise _Narrow(line, column, "head-syntax", message)
        if getattr(event, "tag", None):
            raise _Narrow(
                line,
                column,
                "head-syntax",
                Message("Text that begins with an exclamation mark must stand in quotation marks."),
            )

    def _add(self, node: Node) -> None:
        if self.stack:
            self.stack[-1][3].append(node)
        else:
            self.root = node

    def _close(self) -> None:
        kind, line, column, nodes = self.stack.pop()
        if kind == "list":
            self._add(Node("list", line, column, items=tuple(nodes)))
            return
        pairs = tuple(zip(nodes[::2], nodes[1::2], strict=True))
        seen: dict[str, Node] = {}
        for key, _ in pairs:
            first = seen.setdefault(fold(key.text), key)
            if first is not key:
                message = Message("“%(key)s” already stands in line %(line)s.", {"key": key.text, "line": first.line})
                raise _Narrow(key.line, key.column, "head-duplicate-key", message)
        self._add(Node("map", line, column, pairs=pairs))


def _read_texts(chunk: str, line: int) -> tuple[Node, ...]:
    """The items of a list of texts; nothing if the entry is not a plain block list."""
    lines = chunk.split("\n")
    opening = _KEY.match(lines[0])
    if not opening or lines[0][opening.end() :].strip():
        return ()
    items: list[tuple[int, int, list[str]]] = []
    indent = -1
    for number, current in enumerate(lines[1:], line + 1):
        found = _ITEM.match(current)
        if found and indent in (-1, len(found[1])):
            indent = len(found[1])
            items.append((number, found.start(2) + 1, [found[2]]))
        elif current.strip() and not current.lstrip().startswith("#"):
            if found or len(current) - len(current.lstrip()) <= indent or not items:
                return ()
            items[-1][2].append(current)
    return tuple(_item(*item) for item in items)


def _item(line: int, column: int, parts: list[str]) -> Node:
    raw = " ".join(part.strip() for part in parts if part.strip())
    if _SPECIAL.match(raw):
        try:
            node = compose(raw, line, column)
        except (yaml.MarkedYAMLError, _Narrow):
            return Node("text", line, column, raw)
        return Node("text", line, column, node.text) if node.kind == "text" else Node("text", line, column, raw)
    return Node("text", line, column, re.sub(r"\s+#.*$", "", raw))
