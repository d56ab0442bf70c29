"""Reading a fenced block: its type, key and attributes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from courses.content.report import Report, did_you_mean
from courses.content.vocabulary import ELSEWHERE, Types, code_languages, default_types
from lms.core.activity import ActivityType, Attribute, Block
from lms.core.errors import BadValue, Problem
from lms.core.message import Message
from lms.core.values import (
    BLANKS,
    fold,
    nearest,
    read_count,
    read_key,
    read_yes_no,
    rule_of,
    trim,
)

__all__ = ["default_types", "read_block", "twin_keys"]

_QUOTED = r"\"[^\"]*\"|„[^“”]*[“”]|“[^”]*”|»[^«]*«|«[^»]*»|'[^']*'|‚[^‘’]*[‘’]|‘[^’]*’"
_TOKEN = re.compile(
    rf"(?P<name>[^{BLANKS}=\"'„“»«]+)="
    rf"(?:(?P<quoted>{_QUOTED})(?=[{BLANKS}]|$)"
    rf"|(?P<share>[0-9][0-9.,]*[{BLANKS}]*(?:%|prozent|percent)(?=[{BLANKS}]|$))"
    rf"|(?P<plain>[^{BLANKS}]*))"
    rf"|(?P<word>[^{BLANKS}]+)",
    re.IGNORECASE,
)
_NOTE = re.compile(r"<!--.*?-->", re.DOTALL)
_BRACES = re.compile(r"\{\.?([^\s{}#.]+)[^{}]*\}?")


def _objectives(text: str) -> tuple[int, ...]:
    return tuple(read_count(part, least=1, most=99) for part in text.split(","))


def _former(text: str) -> str:
    return "/".join(read_key(part) for part in text.split("/", 1))


COMMON = (
    Attribute("required", ("pflicht", "required"), read_yes_no),
    Attribute("objectives", ("ziel", "ziele", "objective", "objectives"), _objectives, ()),
    Attribute("title", ("titel", "title"), trim, ""),
    Attribute("formerly", ("war", "formerly"), _former, ""),
    Attribute("edition", ("fassung", "edition"), lambda text: read_count(text, least=1), 1),
)


def read_block(
    info: str,
    body: str,
    *,
    path: str,
    unit: str,
    line: int,
    body_line: int,
    types: Types,
    problems: list[Problem],
    column: int = 4,
) -> Block | None:
    """The block that a fence opens, or nothing where it is plain code or of no known type.

    ``info`` is the text behind the fence, which begins in ``column``; ``unit`` is the unit's key or ``kurs``.
    """
    reader = _Line(Report(path, problems), line, column)
    tokens = list(_TOKEN.finditer(info))
    kind = reader.kind(tokens[0], types) if tokens else None
    if kind is None:
        return None
    key, rest = reader.key(kind, tokens[1:])
    common, own = reader.attributes(kind, rest)
    block = Block(
        type=kind.name,
        key=key,
        unit=unit,
        body=body,
        path=path,
        line=line,
        body_line=body_line,
        attributes=own,
        **common,
    )
    if kind.needs_body and not _NOTE.sub("", body).strip():
        message = Message("The block “%(word)s” is empty: write its text.", {"word": kind.words[0]})
        reader.report.error("block-empty", line, column, message)
    else:
        problems.extend(kind.check(block))
    return block


def twin_keys(blocks: Iterable[Block]) -> Iterator[Problem]:
    """Blocks of one unit whose key is taken."""
    first: dict[str, Block] = {}
    for block in blocks:
        other = first.setdefault(block.key, block) if block.key else block
        if other is not block:
            message = Message(
                "The block in line %(line)s already has the key “%(key)s”. Write another one behind the block's word.",
                {"line": other.line, "key": block.key},
            )
            yield Problem(block.path, block.line, 1, "key-duplicate", "error", message)


class _Line:
    """The opening line of a block, read from left to right."""

    def __init__(self, report: Report, line: int, column: int) -> None:
        self.report = report
        self.line = line
        self.column = column

    def wrong(self, rule: str, token: re.Match[str], message: Message) -> None:
        self.report.error(rule, self.line, self.column + token.start(), message)

    def kind(self, token: re.Match[str], types: Types) -> ActivityType | None:
        """The activity type that the first word names."""
        word = fold(token[0])
        if found := types.get(word):
            return found
        if braces := _BRACES.match(token[0]):
            self._braces(token, braces[1], types)
        elif word in ELSEWHERE:
            values = {"word": token[0], "feature": ELSEWHERE[word][0]}
            message = Message("“%(word)s” belongs to the feature “%(feature)s”, which is not installed here.", values)
            self.wrong("block-unknown", token, message)
        elif word not in code_languages():
            self._unknown(token, types)
        return None

    def _braces(self, token: re.Match[str], word: str, types: Types) -> None:
        if fold(word) in types or fold(word) in ELSEWHERE:
            self.wrong("foreign-syntax", token, Message("Write %(word)s and the key without braces.", {"word": word}))

    def _unknown(self, token: re.Match[str], types: Types) -> None:
        meant = nearest(token[0], [*types, *ELSEWHERE])
        message = Message("“%(word)s” is not a kind of block.", {"word": token[0]})
        severity = self.report.error if meant else self.report.warning
        severity("block-unknown", self.line, self.column + token.start(), did_you_mean(message, meant))

    def key(self, kind: ActivityType, tokens: list[re.Match[str]]) -> tuple[str, list[re.Match[str]]]:
        """The key, or the German word of the type without one; and the tokens behind it."""
        default = fold(kind.words[0]) if kind.keyed else ""
        if not tokens or tokens[0]["word"] is None or _is_split(tokens[:2]):
            return default, tokens
        if not kind.keyed:
            self.wrong(
                "block-attribute", tokens[0], Message("The block “%(word)s” has no key.", {"word": kind.words[0]})
            )
            return default, tokens[1:]
        try:
            return read_key(tokens[0][0]), tokens[1:]
        except BadValue as error:
            self.report.error("key-invalid", self.line, self.column + tokens[0].start(), error.message)
            return fold(tokens[0][0]), tokens[1:]

    def attributes(self, kind: ActivityType, tokens: list[re.Match[str]]) -> tuple[dict[str, Any], Mapping[str, Any]]:
        """The common attributes and the type's own, with their defaults."""
        known = {fold(word): attribute for attribute in (*COMMON, *kind.attributes) for word in attribute.words}
        read: dict[str, Any] = {}
        for token in self._pairs(tokens):
            attribute = known.get(fold(token["name"]))
            if attribute is None:
                self._unknown_attribute(token, kind, known)
            elif attribute.name in read:
                self.wrong("block-attribute", token, Message("“%(name)s” stands here twice.", {"name": token["name"]}))
            else:
                read[attribute.name] = self._value(token, attribute)
        common = {attribute.name: read.get(attribute.name, attribute.default) for attribute in COMMON}
        return common, {attribute.name: read.get(attribute.name, attribute.default) for attribute in kind.attributes}

    def _pairs(self, tokens: list[re.Match[str]]) -> Iterator[re.Match[str]]:
        skip = 0
        for n, token in enumerate(tokens):
            if skip:
                skip -= 1
            elif split := _is_split(tokens[n : n + 3]):
                skip = len(split) - 1
                self.wrong(
                    "block-attribute", token, Message("Write %(right)s without blanks.", {"right": "".join(split)})
                )
            elif token["name"] is None:
                self._stray(token)
            else:
                yield token

    def _stray(self, token: re.Match[str]) -> None:
        self.wrong(
            "block-attribute",
            token,
            Message(
                "“%(word)s” stands alone here. Attributes read name=value; a value with blanks needs quotation marks.",
                {"word": token[0]},
            ),
        )

    def _unknown_attribute(self, token: re.Match[str], kind: ActivityType, known: Mapping[str, Attribute]) -> None:
        message = Message(
            "The block “%(block)s” does not know “%(name)s”.", {"name": token["name"], "block": kind.words[0]}
        )
        meant = did_you_mean(message, nearest(token["name"], known))
        self.report.error("block-attribute", self.line, self.column + token.start(), meant)

    def _value(self, token: re.Match[str], attribute: Attribute) -> Any:
        value = token["quoted"][1:-1] if token["quoted"] else token["share"] or token["plain"]
        if token["plain"] and token["plain"][0] in "\"'„“»«‚‘":
            self.wrong(
                "block-attribute",
                token,
                Message("The quotation mark behind “%(name)s=” is not closed.", {"name": token["name"]}),
            )
            return attribute.default
        try:
            return attribute.read(value)
        except BadValue as error:
            column = self.column + token.start() + len(token["name"]) + 1
            self.report.error(rule_of(error, "block-attribute"), self.line, column, error.message)
            return attribute.default


def _is_split(tokens: list[re.Match[str]]) -> list[str]:
    """The pieces of an attribute with blanks around its “=”: ``punkte = 2``, ``punkte =2``, ``punkte= 2``."""
    words = [token[0] for token in tokens]
    if len(words) > 1 and tokens[0]["word"] and words[1] == "=":
        return words[:3]
    if len(words) > 1 and tokens[0]["word"] and words[1].startswith("="):
        return words[:2]
    if len(words) > 1 and tokens[0]["plain"] == "" and tokens[0]["name"] and tokens[1]["word"]:
        return words[:2]
    return []
