"""Texts with gaps: words or a number to type, or words to choose from, in the middle of a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from lms.core.errors import BadValue
from lms.core.message import Message
from lms.core.values import BLANKS
from quizzes.core.lines import HIDDEN, Line, mask
from quizzes.core.model import MAX_ANSWERS, Gap, Question, Range
from quizzes.core.problems import Problems
from quizzes.core.text import dedent, paragraphs, question_parts, source
from quizzes.core.value import Piece, cut, read_range

OPEN, CLOSE = "\ue000", "\ue001"
"""Stand around a gap's number in a text, which Markdown and its cleaning leave alone."""

TOKEN = re.compile(f"{OPEN}([0-9]+){CLOSE}")
UNCLOSED = Message("This gap is not closed with }. A brace as text is written \\{.")
_GAP = re.compile(r"\{[^{}]*\}")
_CHOICE = re.compile(rf"\((?P<mark>[{BLANKS}xX])\)[{BLANKS}]+")
_NO_GAPS = re.compile(
    r"!\[[^\]]*\]\([^)]*\)|(?<=\])\([^)]*\)|^ {0,3}\[[^\]]+\]:.*$|<[^<>\n]*>|\bhttps?://\S+", re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Joined:
    """Lines as one text, with everything literal hidden in its twin of the same length."""

    lines: tuple[Line, ...]
    text: str
    hidden: str

    def place(self, offset: int) -> tuple[int, int]:
        """Where a character of the text stands in the file."""
        line = self.lines[self.text.count("\n", 0, offset)]
        start = self.text.rfind("\n", 0, offset) + 1
        shown = self.text[start:].partition("\n")[0]
        return line.at(max(0, offset - start - (len(shown) - len(shown.lstrip(" ")))))


def join(lines: Sequence[Line]) -> Joined:
    """Lines as one text."""
    rest = list(lines)
    while rest and rest[0].blank:
        rest.pop(0)
    bare = [replace(line, text=line.text.replace(OPEN, "").replace(CLOSE, "")) for line in rest]
    shown = [" " * line.indent + (HIDDEN * len(line.text) if line.literal else line.text) for line in bare]
    hidden = _NO_GAPS.sub(lambda found: re.sub(r"[^\n]", HIDDEN, found[0]), mask(dedent(shown)))
    return Joined(tuple(bare), source(bare), hidden)


def has_gap(joined: Joined) -> bool:
    """Whether a gap stands in the text, or one that is not closed."""
    return "{" in joined.hidden


def read_gaps(question: Question, joined: Joined, problems: Problems) -> Question:
    """The question with its text, in which each gap has left its number, and the gaps."""
    gaps: list[Gap] = []
    text, end = "", 0
    for found in _GAP.finditer(joined.hidden):
        gap = _gap(joined, found, problems)
        text += joined.text[end : found.start()] + f"{OPEN}{len(gaps)}{CLOSE}"
        end = found.end()
        gaps.append(gap)
    rest = _GAP.sub(lambda found: HIDDEN * len(found[0]), joined.hidden)
    if "{" in rest:
        problems.error(joined.place(rest.index("{")), "gap-syntax", UNCLOSED)
    if len(gaps) > MAX_ANSWERS:
        message = Message(
            "This text has %(n)s gaps; at most %(most)s are allowed.", {"n": len(gaps), "most": MAX_ANSWERS}
        )
        problems.error(joined.place(0), "file-limit", message)
    parts = paragraphs(text + joined.text[end:])
    first = next((n for n, part in enumerate(parts) if OPEN in part), len(parts))
    intro, asked, more = question_parts("\n\n".join(parts[:first]))
    cloze = "\n\n".join(parts[first:])
    return replace(question, kind="cloze", intro=intro, text=asked, more=more, cloze=cloze, gaps=tuple(gaps))


def _gap(joined: Joined, found: re.Match[str], problems: Problems) -> Gap:
    place = joined.place(found.start())
    inner = joined.text[found.start() + 1 : found.end() - 1].strip(BLANKS + "\n")
    if "\n\n" in inner:
        problems.error(place, "gap-syntax", UNCLOSED)
        return Gap()
    inner = inner.replace("\n", " ")
    if _CHOICE.match(inner):
        return _choice(inner, place, problems)
    asked = inner.removeprefix("=").lstrip(BLANKS) if inner.startswith("=") else inner
    pieces = list(cut(asked))
    if not all(piece.text for piece in pieces):
        message = Message("In this gap the right answer is missing. A brace as text is written \\{.")
        problems.error(place, "gap-syntax", message)
        return Gap()
    if asked != inner and pieces[0].numeric:
        return Gap(ranges=tuple(_ranges(pieces, place, problems)))
    return Gap(tuple(piece.text for piece in pieces))


def _ranges(pieces: Sequence[Piece], place: tuple[int, int], problems: Problems) -> Iterator[Range]:
    for piece in pieces:
        try:
            yield read_range(piece.text)
        except BadValue as error:
            problems.bad_value(place, error, "gap-syntax")


def _choice(inner: str, place: tuple[int, int], problems: Problems) -> Gap:
    """A gap to choose words for: each of them has a mark, and one is right."""
    pieces = list(cut(inner))
    marks = [_CHOICE.match(piece.text) for piece in pieces]
    right = [n for n, mark in enumerate(marks) if mark and mark["mark"] in "xX"]
    texts = [piece.text[mark.end() :].strip(BLANKS) if mark else "" for piece, mark in zip(pieces, marks, strict=True)]
    if not all(texts) or len(set(texts)) < 2:
        message = Message("To choose in a gap, write at least two answers, each with its sign: {(x) one|( ) two}.")
        problems.error(place, "gap-syntax", message)
    elif not right:
        problems.error(place, "question-no-right", Message("In this gap no answer is marked as right."))
    elif len(right) > 1:
        problems.error(place, "question-two-right", Message("In this gap two answers are right. Mark one with (x)."))
    elif len(set(texts)) < len(texts):
        problems.error(place, "answer-duplicate", Message("In this gap an answer stands twice."))
    return Gap(tuple(texts), right=right[0] if right else 0)
