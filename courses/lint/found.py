"""Makes problems in a few words."""

from __future__ import annotations

from lms.core.errors import Problem
from lms.core.message import Message


def error(path: str, line: int, column: int, rule: str, message: Message) -> Problem:
    """Something that stops publishing."""
    return Problem(path, line, column, rule, "error", message)


def warning(path: str, line: int, column: int, rule: str, message: Message) -> Problem:
    """Something that asks the author."""
    return Problem(path, line, column, rule, "warning", message)
