"""What the YAML parser could not read, said so that an author can mend it."""

from __future__ import annotations

import re

import yaml

from lms.core.message import Message

Explained = tuple[str, tuple[int, int], Message]

_MARKED = {"marks": '"…"'}
_QUOTES = Message("This cannot be read. Put the text in quotation marks: %(marks)s.", _MARKED)
_INDENT = Message(
    "This line is indented differently from the one above. It must stand exactly below the word it belongs to."
)
_MOVED = ("'-' indicator", "expected key")
_MARKS = Message("Text that begins with & or * must stand in quotation marks.")
_BRACKET = Message("A bracket is not closed, or a comma is missing.")
_TELLING = {
    "escape": Message("Between these quotation marks no backslash may stand. Use %(marks)s.", {"marks": "'…'"}),
    "end of stream": Message("A quotation mark is not closed."),
    "expected ',' or": _BRACKET,
    "expected node": _BRACKET,
    "start any token": Message("No text begins with this character. Put it in quotation marks: %(marks)s.", _MARKED),
    "alias": _MARKS,
    "anchor": _MARKS,
    "tag": Message("Text that begins with an exclamation mark must stand in quotation marks."),
    "expected ':'": Message("A colon is missing behind the name in this line."),
    "not allowed": Message("A second colon in the line: put the text in quotation marks: %(marks)s.", _MARKED),
}


def explain(error: yaml.MarkedYAMLError, chunk: str, line: int) -> Explained:
    """The rule, the place and the sentence for a parser's error in an entry that begins at ``line``."""
    tight = next((n for n, text in enumerate(chunk.split("\n")) if re.match(r"\s*-[^\s-]", text)), None)
    if tight is not None:
        return "head-value", (line + tight, 1), Message("Behind the dash a blank is missing: “- …”.")
    mark = error.problem_mark or error.context_mark
    at, column = (mark.line, mark.column) if mark else (0, 0)
    lines = chunk.split("\n")
    at = min(at, len(lines) - 1)
    place = (line + at, min(column, len(lines[at])) + 1)
    problem = str(error.problem or "")
    if any(words in problem for words in _MOVED) or ("not allowed" in problem and at > 0 and _slipped(lines, at)):
        return "head-indent", (line + at, 1), _INDENT
    message = next((message for words, message in _TELLING.items() if words in problem), _QUOTES)
    return "head-syntax", place, message


def _slipped(lines: list[str], at: int) -> bool:
    """Whether a line with its first colon is indented differently from the line above."""
    above = next((line for line in reversed(lines[:at]) if line.strip()), "")
    first = re.match(r"\s*(?:- +)?[^\s:]+:", lines[at])
    return bool(first) and lines[at].count(": ") <= 1 and _indent(lines[at]) != _indent(above)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" -"))
