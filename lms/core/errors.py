"""What can go wrong in a way that a reader can mend."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from lms.core.message import Message

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in a course: where (line and column count from 1), by which rule, and the remedy."""

    path: str
    line: int
    column: int
    rule: str
    severity: Severity
    message: Message


class LmsError(Exception):
    """An expected failure: one sentence for the reader, tied to a form field where there is one."""

    def __init__(self, message: Message, field: str | None = None) -> None:
        super().__init__(str(message))
        self.message = message
        self.field = field


class BadValue(LmsError):
    """A typed value that cannot be read; the sentence names the value and an example."""


class ContentError(LmsError):
    """Content that cannot be taken in; ``problems`` lists everything wrong with it."""

    def __init__(self, message: Message, problems: Sequence[Problem] = ()) -> None:
        super().__init__(message)
        self.problems = tuple(problems)
