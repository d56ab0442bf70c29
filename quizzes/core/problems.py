"""Collects what is wrong with a block, each with its place."""

from __future__ import annotations

from lms.core.errors import BadValue, Problem, Severity
from lms.core.message import Message
from lms.core.values import rule_of


class Problems:
    """The problems of one file so far, in the order they were found."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.found: list[Problem] = []

    def error(self, place: tuple[int, int], rule: str, message: Message) -> None:
        """Something that stops publishing, at a line and column."""
        self._add(place, rule, "error", message)

    def warning(self, place: tuple[int, int], rule: str, message: Message) -> None:
        """Something to ask about, at a line and column."""
        self._add(place, rule, "warning", message)

    def bad_value(self, place: tuple[int, int], error: BadValue, otherwise: str) -> None:
        """A value that cannot be read, under its own rule or else another."""
        self.error(place, rule_of(error, otherwise), error.message)

    def sorted(self) -> tuple[Problem, ...]:
        """All of them, by place."""
        return tuple(sorted(self.found, key=lambda problem: (problem.line, problem.column)))

    def _add(self, place: tuple[int, int], rule: str, severity: Severity, message: Message) -> None:
        self.found.append(Problem(self.path, place[0], place[1], rule, severity, message))
