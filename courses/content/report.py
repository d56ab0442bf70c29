"""Where problems are written down while a file is read."""

from __future__ import annotations

from dataclasses import dataclass, field

from lms.core.errors import BadValue, Problem, Severity
from lms.core.message import Message, plural
from lms.core.values import rule_of

MOST = 100
"""After so many problems in a file the rest are counted."""


@dataclass(frozen=True, slots=True)
class Report:
    """The problems of one file, in the order in which they were met."""

    path: str
    problems: list[Problem] = field(default_factory=list)

    def error(self, rule: str, line: int, column: int, message: Message) -> None:
        """Notes what stops publishing."""
        self.add(rule, "error", line, column, message)

    def warning(self, rule: str, line: int, column: int, message: Message) -> None:
        """Notes what the author should look at."""
        self.add(rule, "warning", line, column, message)

    def bad_value(self, error: BadValue, line: int, column: int, rule: str = "head-value") -> None:
        """Notes a value that could not be read."""
        self.add(rule_of(error, rule), "error", line, column, error.message)

    def add(self, rule: str, severity: Severity, line: int, column: int, message: Message) -> None:
        """Notes a problem."""
        self.problems.append(Problem(self.path, line, column, rule, severity, message))


def did_you_mean(message: Message, suggestion: str | None) -> Message:
    """The message, followed by what was probably meant."""
    if suggestion is None:
        return message
    return Message("%(message)s Did you mean “%(suggestion)s”?", {"message": message, "suggestion": suggestion})


def bounded(problems: list[Problem]) -> tuple[Problem, ...]:
    """Problems by file and place, each once; beyond a hundred in a file one line says how many more there are."""
    by_path: dict[str, list[Problem]] = {}
    for problem in problems:
        by_path.setdefault(problem.path, []).append(problem)
    found: list[Problem] = []
    for path in sorted(by_path):
        found += _first(_unique(by_path[path]))
    return tuple(found)


def _unique(problems: list[Problem]) -> list[Problem]:
    seen = {(item.line, item.column, item.rule, str(item.message)): item for item in reversed(problems)}
    return sorted(seen.values(), key=lambda item: (item.line, item.column, item.rule))


def _first(problems: list[Problem]) -> list[Problem]:
    if len(problems) <= MOST:
        return problems
    kept, rest = problems[:MOST], problems[MOST:]
    severity: Severity = "error" if any(item.severity == "error" for item in rest) else "warning"
    message = plural(
        "There is one more problem in this file.", "There are %(n)s more problems in this file.", len(rest)
    )
    return [*kept, Problem(kept[0].path, rest[0].line, rest[0].column, "file-limit", severity, message)]
