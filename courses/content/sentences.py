"""The sentences of completion rules, word by word: what is named, and how much of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from courses.content.model import Node
from lms.core.activity import Threshold
from lms.core.errors import BadValue
from lms.core.message import Message
from lms.core.values import BLANKS, fold, read_count, read_percent, rule_of

_WORD = re.compile(f"[^{BLANKS}\r\n]+")
_COMMA = re.compile(f",(?=[{BLANKS}])")
_AMOUNT = re.compile(r"(.+?) ?(%|prozent|percent|punkte?|points?|termine?|dates?)")
_UNITS = {
    "%": "share",
    "prozent": "share",
    "percent": "share",
    "pu": "points",
    "po": "points",
    "te": "dates",
    "da": "dates",
}
_STATES = {"bestanden": "passed", "passed": "passed", "abgegeben": "submitted", "submitted": "submitted"}
_GROUPS = {"alle": 0, "all": 0, "eines": 1, "any": 1}


class Unread(Exception):
    """A line of a rule that has no meaning here: the lint rule it breaks, where, and the remedy."""

    def __init__(self, rule: str, token: Token, message: Message) -> None:
        super().__init__(str(message))
        self.rule = rule
        self.token = token
        self.message = message


@dataclass(frozen=True, slots=True)
class Token:
    """A word with its place."""

    text: str
    line: int
    column: int

    @property
    def word(self) -> str:
        """The word as it is compared."""
        return fold(self.text)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A line of a rule: its first word, the address behind it, and what is asked for."""

    word: Token
    target: Token | None
    amount: tuple[Token, ...]

    def __str__(self) -> str:
        return " ".join(token.text for token in (self.word, *filter(None, [self.target]), *self.amount))

    @property
    def named(self) -> Token:
        """The word to point at when the address is wrong."""
        return self.target or self.word


def tokens(node: Node) -> list[Token]:
    """The words of a text."""
    return [Token(found[0], node.line, node.column + found.start()) for found in _WORD.finditer(node.text)]


def sentence(words: Sequence[Token]) -> Sentence:
    """What a line of one or more words says."""
    rest = list(words[1:])
    begins = bool(rest) and (rest[0].word in _STATES or rest[0].word == "mindestens" or _is_at_least(rest))
    target = rest.pop(0) if rest and not begins else None
    return Sentence(words[0], target, tuple(rest))


def _is_at_least(words: Sequence[Token]) -> bool:
    return [token.word for token in words[:2]] == ["at", "least"]


def threshold(line: Sentence) -> Threshold | None:
    """What a line asks for beyond the activity itself."""
    if not line.amount:
        return None
    first = line.amount[0]
    if first.word in _STATES and len(line.amount) == 1:
        return Threshold(_STATES[first.word])
    begins = 2 if _is_at_least(line.amount) else 1 if first.word == "mindestens" else 0
    if not begins:
        text = " ".join(token.text for token in line.amount)
        raise Unread(
            "rule-threshold",
            first,
            Message(
                "“%(text)s” has no meaning here. Possible: “at least 80 %%”, “passed”, “submitted”.", {"text": text}
            ),
        )
    return _at_least(first, line.amount[begins:])


def _at_least(start: Token, words: Sequence[Token]) -> Threshold:
    text = " ".join(token.text for token in words)
    found = _AMOUNT.fullmatch(fold(text))
    if not found:
        message = Message(
            "“at least %(text)s” what? Write %(n)s %%, %(n)s points or %(n)s dates.",
            {
                "text": text,
                "n": text if re.fullmatch("[0-9]+", text) else 80,
            },
        )
        raise Unread("rule-threshold", words[0] if words else start, message)
    unit = _UNITS.get(found[2], _UNITS.get(found[2][:2], ""))
    try:
        amount = read_percent(text) if unit == "share" else read_count(found[1], least=1)
    except BadValue as error:
        raise Unread(rule_of(error, "rule-threshold"), words[0], error.message) from error
    return Threshold(unit, amount)


def group_size(node: Node) -> int | None:
    """How many a group needs: ``eines`` is 1, ``2 von`` is 2, ``alle`` is 0; nothing where it is no group."""
    words = [token.word for token in tokens(node)]
    if len(words) == 2 and words[1] in ("von", "of") and re.fullmatch("[0-9]{1,4}", words[0]):
        return int(words[0]) or -1
    return _GROUPS.get(words[0]) if len(words) == 1 else None


def by_commas(node: Node) -> Iterator[Node]:
    """The pieces of a line between commas that are followed by a blank."""
    start = 0
    for end in [*(found.start() for found in _COMMA.finditer(node.text)), len(node.text)]:
        piece = node.text[start:end]
        if piece.strip(BLANKS):
            yield Node("text", node.line, node.column + start, piece)
        start = end + 1
