"""Reading the body of a discussion: the question, and after “! ” the trainer's first post."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass

from lms.core.activity import Block
from lms.core.errors import Problem
from lms.core.message import Message

_NOTE = re.compile(r"<!--.*?-->", re.DOTALL)
_NO_PARAGRAPH = re.compile(r"\s*(?:[-*+>#|]|\d+[.)])\s|\s*(?:```|~~~)|\s{4}")
_BULLET = re.compile(r"^[ \t]*(?:[-*+>#|]+|\d+[.)])[ \t]+", re.MULTILINE)
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_TAG = re.compile(r"</?[a-z][^>]*>")
_MARK = re.compile(r"\\(?=[^\w\s])|\*+|`+|~~|(?<!\w)_+|_+(?!\w)")


@dataclass(frozen=True, slots=True)
class Question:
    """What a trainer asks (Markdown), and the first post after it.

    ``opening_line`` counts the lines of the body from 0; ``strays`` are lines that belong to neither.
    """

    text: str
    opening: str | None = None
    opening_line: int = 0
    strays: tuple[int, ...] = ()

    @property
    def ask(self) -> str:
        """The first paragraph, or nothing where the question begins with a list, a table or the like."""
        first = re.split(r"\n[ \t]*\n", self.text, maxsplit=1)[0]
        return "" if _NO_PARAGRAPH.match(first) else first

    @property
    def name(self) -> str:
        """The question as one line of plain text."""
        return plain(self.ask or self.text)

    @property
    def more(self) -> str:
        """What follows the first paragraph."""
        return self.text[len(self.ask) :].strip("\n")


def read_question(body: str) -> Question:
    """Takes a body apart; notes for authors are left out, line numbers stay."""
    lines = _NOTE.sub(lambda note: "\n" * note[0].count("\n"), body).splitlines()
    start = next((n for n, line in enumerate(lines) if line == "!" or line.startswith("! ")), None)
    if start is None:
        return Question("\n".join(lines).strip())
    first, rest, strays = lines[start][1:].strip(), [], []
    for n, line in enumerate(lines[start + 1 :], start + 1):
        if line.strip() and not line[0].isspace() and (not lines[n - 1].strip() or line.startswith("! ")):
            strays.append(n)
        rest.append(line)
    indented = textwrap.dedent("\n".join(line if line[:1].isspace() or not line else f"  {line}" for line in rest))
    return Question("\n".join(lines[:start]).strip(), f"{first}\n{indented}".strip(), start, tuple(strays))


def plain(text: str) -> str:
    """Markdown of a line or two as a person reads it aloud."""
    return " ".join(_MARK.sub("", _TAG.sub("", _LINK.sub(r"\1", _BULLET.sub("", text)))).split())


def check(block: Block) -> Iterator[Problem]:
    """Says what is missing or stands in the wrong place."""
    question = read_question(block.body)
    if not question.text:
        yield _problem(block, 0, Message("The question is missing: it stands above “! ”."))
    if question.opening == "":
        yield _problem(block, question.opening_line, Message("Behind “! ” stands the trainer's first post. Write it."))
    for line in question.strays:
        sentence = Message("This line belongs to no post. Indent it by two blanks, or move it above “! ”.")
        yield _problem(block, line, sentence)


def _problem(block: Block, line: int, message: Message) -> Problem:
    return Problem(block.path, block.body_line + line, 1, "block-empty", "error", message)
