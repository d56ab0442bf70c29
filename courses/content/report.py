"""Where problems are written down while a file is read."""

from __future__ import annotations

from dataclasses import dataclass

from lms.core.errors import Problem, Severity
from lms.core.message import Message


@dataclass(frozen=True, slots=True)
class Report:
    """The problems of one file, in the order in which they were met."""

    path: str
    problems: list[Problem]

    def error(self, rule: str, line: int, column: int, message: Message) -> None:
        """Notes what stops publishing."""
        self.add(rule, "error", line, column, message)

    def warning(self, rule: str, line: int, column: int, message: Message) -> None:
        """Notes what the author should look at."""
        self.add(rule, "warning", line, column, message)

    def add(self, rule: str, severity: Severity, line: int, column: int, message: Message) -> None:
        """Notes a problem."""
        self.problems.append(Problem(self.path, line, column, rule, severity, message))


def did_you_mean(message: Message, suggestion: str | None) -> Message:
    """The message, followed by what was probably meant."""
    if suggestion is None:
        return message
    return Message("%(message)s Did you mean “%(suggestion)s”?", {"message": message, "suggestion": suggestion})
