"""Whose line it is: the answers of a question, what belongs to each, and the explanation at its end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from lms.core.message import Message
from quizzes.core import markers
from quizzes.core.lines import Line
from quizzes.core.markers import Marker, marker
from quizzes.core.problems import Problems

SPELLING = Message(
    "Write “( ) ” or “(x) ” (one right answer), “[ ] ” or “[x] ” (several), or “= ”; then a blank and the text."
)


@dataclass(slots=True)
class Answer:
    """An answer as typed: its sign, its lines (the first without the sign) and its explanation's."""

    line: Line
    marker: Marker
    lines: list[str]
    explanation: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Answers:
    """A question taken apart: its text, its answers, its explanation, and what follows but is not its own.

    ``broken`` says that a line could not be understood, so that marks should not be counted.
    """

    text: list[Line] = field(default_factory=list)
    found: list[Answer] = field(default_factory=list)
    explanation: list[str] = field(default_factory=list)
    rest: tuple[Line, ...] = ()
    broken: bool = False
    ended: bool = False


def read_answers(lines: Sequence[Line], problems: Problems) -> Answers:
    """Sorts the lines of one question."""
    first = next((n for n, line in enumerate(lines) if marker(line)), len(lines))
    result = Answers(text=list(lines[:first]))
    for line in result.text:
        if markers.misspelt(line):
            problems.error(line.place, "answer-spelling", SPELLING)
            result.broken = True
    if first == len(lines):
        return result
    reader = _Reader(result, lines[first].indent, problems)
    for n, line in enumerate(lines[first:], first):
        if not reader.take(line):
            result.rest = tuple(lines[n:])
            break
    return result


class _Reader:
    """Takes the lines below a question's text one by one and gives each to its owner."""

    def __init__(self, result: Answers, column: int, problems: Problems) -> None:
        self.result = result
        self.column = column
        self.problems = problems
        self.owner: list[str] = []
        self.base = column
        self.mixed = False

    def take(self, line: Line) -> bool:
        """Whether a line is this question's."""
        deeper = line.indent >= self.column + 2
        if line.blank or (line.literal and deeper):
            self.owner.append(" " * line.indent + line.text)
        elif line.text.startswith(">") and not line.literal:
            return self._explanation(line)
        elif deeper:
            self._warn_inside(line, 0)
            if marker(line) and self.owner is not self.result.explanation:
                self._warn_marker(line)
            self.owner.append(" " * line.indent + line.text)
        else:
            return self._at_column(line)
        return True

    def _at_column(self, line: Line) -> bool:
        found = marker(line)
        if self.result.ended or (found is None and not self._misspelt(line)):
            return self._loose(line)
        if found:
            self._answer(line, found)
        return True

    def _answer(self, line: Line, found: Marker) -> None:
        answer = Answer(line, found, [line.text[found.start :]])
        self.owner = answer.lines
        if line.indent + 2 <= self.column:
            self._error(line, "answer-spelling", Message("The answers of a question stand below each other."))
        if self.result.found and found.family != self.result.found[0].marker.family:
            if not self.mixed:
                message = Message(
                    "This answer is of another kind than the first. A question has either ( ), [ ], = or ___."
                )
                self._error(line, "question-mixed", message)
            self.mixed = self.result.broken = True
            return
        self.result.found.append(answer)
        self._warn_inside(line, found.start)

    def _explanation(self, line: Line) -> bool:
        if line.text.startswith(">>"):
            self.owner = self.result.explanation
            self.result.ended = True
            self.owner.append(line.text[2:].strip())
            return True
        if self.result.ended:
            return self._loose(line)
        if self.mixed or not self.result.found:
            return True
        answer = self.result.found[-1]
        self.owner = answer.explanation
        self.owner.append(line.text[1:].strip())
        self._warn_inside(line, 1)
        return True

    def _misspelt(self, line: Line) -> bool:
        """Reports what was meant as an answer; the lines below it are given to nobody."""
        number = markers.bare_number(line)
        if number:
            self._error(
                line,
                "percent-sign",
                Message("“(%(number)s)”: do you mean (%(number)s %%)? Add the percent sign.", {"number": number}),
            )
        elif markers.misspelt(line):
            self._error(line, "answer-spelling", SPELLING)
        elif self.result.found[0].marker.family == "open" and line.text.startswith("!"):
            pass
        else:
            return False
        self.result.broken = True
        self.owner = []
        return True

    def _loose(self, line: Line) -> bool:
        if self.result.ended:
            message = Message("“>>” ends a question, but text goes on here. Is a line “# key” missing above it?")
            self._error(line, "questions-merged", message)
        else:
            message = Message(
                "This line stands behind the answers and belongs to none. "
                "Indent it by four blanks if it belongs to the line above."
            )
            self._error(line, "answer-loose-text", message)
        return False

    def _warn_inside(self, line: Line, start: int) -> None:
        offset = markers.inside(line, start)
        if offset is not None:
            sign = line.text[offset : offset + 3]
            message = Message(
                "In the middle of this line stands “%(sign)s”. If an answer begins here, it needs a line of its own.",
                {"sign": sign},
            )
            self.problems.warning(line.at(offset), "answer-marker-inside", message)

    def _warn_marker(self, line: Line) -> None:
        message = Message(
            "This line is indented, so it belongs to the line above. If it is an answer, move it to the left."
        )
        self.problems.warning(line.place, "answer-marker-inside", message)

    def _error(self, line: Line, rule: str, message: Message) -> None:
        self.problems.error(line.place, rule, message)
