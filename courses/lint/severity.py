"""What an organisation decides about rules: whatever only asks may stop publishing, or be left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import cast

from courses.lint.engine import manual
from lms.core.errors import LmsError, Problem, Severity
from lms.core.message import Message
from lms.core.values import nearest

LEVELS = ("error", "warning", "off")
ASKS = frozenset(
    """
    answer-marker-inside answer-outside-quiz duration-words explanation-question file-in-subfolder gender-sign
    head-comment image-says-nothing key-derived language-unmarked link-text media-captions media-licence media-source
    nouns-heavy objective-untested objective-verb passive-voice question-reshaped
    question-without-key
    right-always-first right-always-longest section-length sentence-length table-header translation-missing
    translation-outdated
    """.split()
)
"""The rules that ask; every other rule stops publishing and stays as it is."""


def checked(levels: Mapping[str, str]) -> Mapping[str, str]:
    """The levels, if each names a rule that may be changed and a level that exists."""
    for name, level in levels.items():
        if name not in manual():
            message = Message(
                "lint_severity: there is no rule “%(rule)s”. Did you mean “%(meant)s”?",
                {"rule": name, "meant": nearest(name, ASKS) or "sentence-length"},
            )
            raise LmsError(message)
        if name not in ASKS:
            raise LmsError(Message("lint_severity: the rule “%(rule)s” always stops publishing.", {"rule": name}))
        if level not in LEVELS:
            message = Message(
                "lint_severity: “%(rule)s” is error, warning or off, not “%(level)s”.", {"rule": name, "level": level}
            )
            raise LmsError(message)
    return levels


def weighed(problems: Iterable[Problem], levels: Mapping[str, str]) -> list[Problem]:
    """The problems as an organisation sees them."""
    found = []
    for problem in problems:
        level = levels.get(problem.rule, problem.severity) if problem.rule in ASKS else problem.severity
        if level != "off":
            found.append(replace(problem, severity=cast(Severity, level)))
    return found


def decided(levels: Mapping[str, str], gender_signs: str) -> Mapping[str, str]:
    """What the settings ``lint_severity`` and ``gender_signs`` decide together."""
    allowed = {"gender-sign": "off"} if gender_signs == "allow" else {}
    return {**allowed, **checked(levels)}
