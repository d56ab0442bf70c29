"""Pairs to match and steps to put in order: the rows that end a question's last paragraph."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from lms.core.message import Message
from lms.core.values import BLANKS, fold, trim
from quizzes.core.lines import Line
from quizzes.core.markers import MOST_INDENT
from quizzes.core.model import MAX_ANSWERS, Kind, Question, Row, partners
from quizzes.core.problems import Problems
from quizzes.core.text import body, head_and_more, question_parts, source

ARROW = re.compile(r"->|→")
STEP = re.compile(rf"([0-9]{{1,3}})[.)](?:[{BLANKS}]+(?=\S)|$)")
_ENDS = (".", ":", "?", "!", ")")


@dataclass(slots=True)
class Typed:
    """A row as typed: where it begins, its lines, and those of its explanation."""

    line: Line
    lines: list[str]
    explanation: list[str] = field(default_factory=list)


def find_rows(lines: Sequence[Line]) -> tuple[Kind, int] | None:
    """Which rows end a question, pairs or steps, and where they begin; at least two of them make a kind."""
    kinds: tuple[Kind, ...] = ("matching", "ordering")
    starts = ((kind, _start(lines, kind)) for kind in kinds)
    return next(((kind, start) for kind, start in starts if start is not None), None)


def _start(lines: Sequence[Line], kind: Kind) -> int | None:
    found: list[int] = []
    for n in range(len(lines) - 1, -1, -1):
        line = lines[n]
        if _begins(line, kind):
            found.append(n)
        elif not (line.blank or line.literal or line.text.startswith(">") or line.indent >= 2):
            break
    if not found:
        return None
    column = min(lines[n].indent for n in found)
    own = [n for n in found if lines[n].indent < column + 2]
    return own[-1] if len(own) > 1 else None


def _begins(line: Line, kind: Kind) -> bool:
    """Whether a line begins a row."""
    if line.literal or line.indent > MOST_INDENT or line.text.startswith(">"):
        return False
    return bool(STEP.match(line.masked) if kind == "ordering" else ARROW.search(line.masked))


def read_rows(question: Question, kind: Kind, lines: Sequence[Line], start: int, problems: Problems) -> Question:
    """The question with its text and its pairs or steps."""
    _check_above(lines[:start], problems)
    intro, text, more = question_parts(source(lines[:start]))
    typed = _typed(kind, lines[start:])
    if len(typed) > MAX_ANSWERS:
        message = Message(
            "This question has %(n)s answers; at most %(most)s are allowed.", {"n": len(typed), "most": MAX_ANSWERS}
        )
        problems.error(typed[0].line.place, "file-limit", message)
        typed = typed[:MAX_ANSWERS]
    rows = tuple(_pair(row, problems) if kind == "matching" else _step(row) for row in typed)
    if kind == "matching":
        _check_pairs(rows, problems)
    else:
        _check_steps(rows, typed, problems)
    return replace(question, kind=kind, intro=intro, text=text, more=more, rows=rows)


def _typed(kind: Kind, lines: Sequence[Line]) -> list[Typed]:
    """The rows with what belongs to each: indented lines below it and its explanation."""
    column = min(line.indent for line in lines if _begins(line, kind))
    rows: list[Typed] = []
    owner: list[str] = []
    for line in lines:
        if _begins(line, kind) and line.indent < column + 2:
            rows.append(Typed(line, [line.text]))
            owner = rows[-1].lines
        elif line.text.startswith(">") and not line.literal:
            owner = rows[-1].explanation
            owner.append(line.text[1:].strip())
        else:
            owner.append(" " * line.indent + line.text)
    return rows


def _pair(typed: Typed, problems: Problems) -> Row:
    arrow = ARROW.search(typed.line.masked)
    assert arrow
    text = typed.lines[0][: arrow.start()].strip(BLANKS)
    partner = " ".join(body([typed.lines[0][arrow.end() :].strip(BLANKS), *typed.lines[1:]]).split())
    if not partner:
        message = Message("Behind the arrow the partner is missing. An arrow as text is written \\->.")
        problems.error(typed.line.at(arrow.start()), "answer-spelling", message)
    return Row(text, partner, body(typed.explanation), line=typed.line.n)


def _step(typed: Typed) -> Row:
    found = STEP.match(typed.lines[0])
    rest = typed.lines[0][found.end() :] if found else typed.lines[0]
    text, more = head_and_more(body([rest, *typed.lines[1:]]))
    return Row(text, "", body(typed.explanation), more, typed.line.n)


def _check_above(lines: Sequence[Line], problems: Problems) -> None:
    """Reports a line right above the rows that may be theirs or the question's."""
    above = lines[-1] if lines else None
    if above and not above.blank and not above.text.endswith(_ENDS):
        message = Message(
            "Does the question end here? Then a blank line follows. "
            "If the line belongs to the answer, write both in one line."
        )
        problems.error(above.place, "answer-line-break", message)


def _check_pairs(rows: Sequence[Row], problems: Problems) -> None:
    if not any(row.text for row in rows):
        message = Message("Nothing stands to the left of an arrow. Write pairs: left -> right.")
        problems.error((rows[0].line, 1), "question-no-right", message)
    _check_twins([(row, row.text) for row in rows if row.text], problems)
    for row, first in zip(rows, partners(rows), strict=True):
        alone = row.text and rows[first].text
        if rows[first] is not row and row.partner and not alone:
            _twin(row, rows[first].line, problems)


def _check_steps(rows: Sequence[Row], typed: Sequence[Typed], problems: Problems) -> None:
    numbers = [int(found[1]) for row in typed if (found := STEP.match(row.lines[0]))]
    if numbers != list(range(1, len(numbers) + 1)) and set(numbers) != {1}:
        message = Message(
            "The steps carry the numbers %(numbers)s. Count from 1.", {"numbers": ", ".join(map(str, numbers))}
        )
        problems.error(typed[0].line.place, "ordering-numbers", message)
    for row in rows:
        if not row.text:
            problems.error((row.line, 1), "answer-spelling", Message("Behind this number the step is missing."))
    _check_twins([(row, row.text + row.more) for row in rows if row.text], problems)


def _check_twins(texts: Sequence[tuple[Row, str]], problems: Problems) -> None:
    lines: dict[str, int] = {}
    for row, text in texts:
        first = lines.setdefault(fold(trim(text)), row.line)
        if first != row.line:
            _twin(row, first, problems)


def _twin(row: Row, first: int, problems: Problems) -> None:
    message = Message("This answer stands already in line %(line)s.", {"line": first})
    problems.error((row.line, 1), "answer-duplicate", message)
