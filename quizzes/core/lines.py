"""The lines of a block with their places, without comments, and with everything literal marked as such."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lms.core.activity import Block
from lms.core.message import Message
from lms.core.values import BLANKS
from quizzes.core.problems import Problems

HIDDEN = "\0"
"""Stands in a masked line for each character that is never read for markers."""

_FENCE = re.compile(r"(~{3,}|`{3,})[^`]*")
_TICKS = re.compile("`+")
_FORMULA = re.compile(rf"(?<!\\)\$\$.+?\$\$|(?<!\\)\$(?![{BLANKS}\d$]).*?(?<![\\{BLANKS}])\$(?!\d)")
_ESCAPED = re.compile(r"\\[!-/:-@\[-`{-~]")


@dataclass(frozen=True, slots=True)
class Line:
    """A line: its number in the file, how far it is indented, its text; ``literal`` inside a code block."""

    n: int
    indent: int
    text: str
    column: int = 1
    literal: bool = False

    @property
    def place(self) -> tuple[int, int]:
        """Where its text begins."""
        return self.n, self.column

    @property
    def blank(self) -> bool:
        """Whether nothing stands in it."""
        return not self.text

    @property
    def masked(self) -> str:
        """The text with code, formulas and escaped characters hidden, letter by letter."""
        return mask(self.text)

    def at(self, offset: int) -> tuple[int, int]:
        """Where a character of its text stands."""
        return self.n, self.column + offset


def mask(text: str) -> str:
    """Text whose code spans, formulas and escaped characters are hidden, of the same length."""
    text = _without_code(text) if "`" in text else text
    for pattern in (_FORMULA, _ESCAPED):
        text = pattern.sub(lambda found: HIDDEN * len(found[0]), text)
    return text


def _without_code(text: str) -> str:
    """Text whose code spans are hidden: from a run of backticks to the next one of the same length."""
    runs = [(found.start(), found.end()) for found in _TICKS.finditer(text)]
    waiting: dict[int, list[int]] = {}
    for start, end in reversed(runs):
        waiting.setdefault(end - start, []).append(start)
    shown, done = "", 0
    for start, end in runs:
        closings = waiting[end - start]
        while closings and closings[-1] <= start:
            closings.pop()
        escaped = start > 0 and text[start - 1] == "\\"
        if start >= done and closings and not escaped:
            last = closings[-1] + end - start
            shown += text[done:start] + HIDDEN * (last - start)
            done = last
    return shown + text[done:]


def unescape(text: str) -> str:
    """Plain text without the backslashes that made a character literal."""
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text)


def scan(block: Block, problems: Problems) -> list[Line]:
    """The lines of a block's body; lines that hold only a comment are gone."""
    numbered = enumerate(re.split(r"\r\n|\r|\n", block.body), block.body_line)
    return list(_with_code(_without_comments(_line(n, text) for n, text in numbered), problems))


def _line(n: int, raw: str) -> Line:
    text = raw.lstrip(BLANKS)
    before = raw[: len(raw) - len(text)]
    return Line(n, len(before.expandtabs(4)), text.rstrip(BLANKS), len(before) + 1)


def _without_comments(lines: Iterable[Line]) -> Iterator[Line]:
    """Takes out ``<!-- … -->``, which may span lines, but not inside code blocks."""
    inside, fence = False, ""
    for line in lines:
        if not inside:
            fence = _fence_after(fence, line)
        if fence or (not inside and "<!--" not in line.masked):
            yield line
            continue
        kept, inside = _strip_comments(line.text, inside)
        if kept.strip(BLANKS):
            text = kept.lstrip(BLANKS)
            moved = len(kept) - len(text)
            yield Line(line.n, line.indent + moved, text.rstrip(BLANKS), line.column + moved)


def _strip_comments(text: str, inside: bool) -> tuple[str, bool]:
    """A line with its comments blanked out (so that columns stay), and whether one is still open."""
    kept = ""
    while text:
        end = text.find("-->") if inside else mask(text).find("<!--")
        if end < 0:
            return (kept, True) if inside else (kept + text, False)
        end += 3 if inside else 0
        kept += " " * end if inside else text[:end]
        text = text[end:]
        inside = not inside
    return kept, inside


def _fence_after(fence: str, line: Line) -> str:
    """The code fence that is open after a line has begun."""
    if not fence:
        found = _FENCE.fullmatch(line.text)
        return found[1] if found else ""
    closes = line.text.startswith(fence) and not line.text.strip(fence[0])
    return "" if closes else fence


def _with_code(lines: Iterable[Line], problems: Problems) -> Iterator[Line]:
    """Marks the lines of code blocks, their fences included."""
    fence, opened = "", (0, 0)
    for line in lines:
        before, fence = fence, _fence_after(fence, line)
        if fence and not before:
            opened = line.place
        literal = bool(before or fence)
        yield Line(line.n, line.indent, line.text, line.column, literal)
    if fence:
        problems.error(
            opened,
            "block-inner-fence",
            Message(
                "This code block is not closed. End it with a line %(fence)s before the next question.",
                {"fence": fence},
            ),
        )
