"""Problems as people, editors and build servers read them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from courses.lint.engine import explain
from lms.commands.language import Words
from lms.core.errors import Problem
from lms.core.message import Message, plural


@dataclass(frozen=True, slots=True)
class Found:
    """Problems with the paths under which they are shown, and where the course was read from."""

    root: Path
    problems: Sequence[tuple[str, Problem]]

    @property
    def ok(self) -> bool:
        """Whether nothing stops publishing."""
        return not self.count("error")

    def count(self, severity: str) -> int:
        """How many there are of a severity."""
        return sum(problem.severity == severity for _, problem in self.problems)

    def data(self, words: Words) -> list[dict[str, Any]]:
        """The problems as scripts read them."""
        return [
            {
                "path": path,
                "line": problem.line,
                "column": problem.column,
                "rule": problem.rule,
                "severity": problem.severity,
                "message": words(problem.message),
            }
            for path, problem in self.problems
        ]

    def text(self, words: Words) -> str:
        """One line for each problem, in the form that editors make links of."""
        signs = {"error": words(Message("error")), "warning": words(Message("warning"))}
        return "\n".join(
            f"{self.place(path)}:{problem.line}:{problem.column}: "
            f"{signs[problem.severity]}: {words(problem.message)} [{problem.rule}]"
            for path, problem in self.problems
        )

    def place(self, path: str) -> str:
        """The path from where the command runs."""
        for guess in (self.root / path, self.root / path.partition("/")[2]):
            if self.root.is_dir() and guess.is_file():
                return guess.as_posix()
        return self.root.as_posix() if self.root.is_file() and self.root.suffix == ".md" else path


def show(found: Found, form: str, counts: dict[str, int], words: Words) -> str:
    """What ``lms check`` prints."""
    if form == "json":
        return json.dumps({"ok": found.ok, **counts, "problems": found.data(words)}, ensure_ascii=False)
    if form == "github":
        return "\n".join(_github(found, words))
    if form == "sarif":
        return json.dumps(_sarif(found, words), ensure_ascii=False)
    lines = [found.text(words)] if found.problems else []
    return "\n".join([*lines, _summary(found, counts, words)])


def _summary(found: Found, counts: dict[str, int], words: Words) -> str:
    parts = [
        plural("%(n)s unit", "%(n)s units", counts["units"]),
        plural("%(n)s error", "%(n)s errors", found.count("error")),
        plural("%(n)s warning", "%(n)s warnings", found.count("warning")),
    ]
    return " · ".join(map(words, parts))


def _github(found: Found, words: Words) -> list[str]:
    """Annotations in the form of GitHub's workflow commands."""

    def escape(text: str) -> str:
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")

    return [
        f"::{problem.severity} file={escape(found.place(path))},line={problem.line},col={problem.column},"
        f"title={problem.rule}::{escape(words(problem.message))}"
        for path, problem in found.problems
    ]


def _sarif(found: Found, words: Words) -> dict[str, Any]:
    """A SARIF 2.1.0 log."""
    names = sorted({problem.rule for _, problem in found.problems})
    results = [
        {
            "ruleId": problem.rule,
            "ruleIndex": names.index(problem.rule),
            "level": problem.severity,
            "message": {"text": words(problem.message)},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": quote(found.place(path))},
                        "region": {"startLine": problem.line, "startColumn": problem.column},
                    }
                }
            ],
        }
        for path, problem in found.problems
    ]
    rules = [_sarif_rule(name) for name in names]
    driver = {"name": "lms check", "rules": rules}
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}],
    }


def _sarif_rule(name: str) -> dict[str, Any]:
    """A rule with its manual page."""
    page = explain(name) or name
    first = " ".join(page.partition("\n\n")[0].split())
    return {"id": name, "fullDescription": {"text": first}, "help": {"text": page}}
