"""Every rule's manual page is true: what it says passes, passes, and what it says fails, fails."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from courses.content.changes import check_changes
from courses.content.load import load_course
from courses.content.model import Loaded
from courses.lint.engine import explain, manual, rules
from courses.lint.severity import ASKS
from lms.core.errors import Problem
from lms.features import Features, built_in
from tests.courses.content.folders import COURSE, FILES, HEAD

ROOT = Path(__file__).parents[3]
TYPES = list(Features(built_in()).types.values())
WORDS = " ".join(["Wort"] * 400)
_EXAMPLE = re.compile(r"^(PASS|FAIL|AND|BEFORE)(?: ([^\s:]+))?( \(Windows-1252\))?:\n((?:    .*\n|\n)+)", re.MULTILINE)


@dataclass(frozen=True)
class Example:
    """An example of a manual page: its files, perhaps those of the version before, and what it shows."""

    rule: str
    passes: bool
    files: dict[str, bytes]
    before: dict[str, bytes]

    def problems(self) -> list[Problem]:
        new = read(self.files)
        if not self.before:
            return [*new.problems]
        old = read(self.before)
        assert new.course
        assert old.course
        types = {kind.name: kind for kind in TYPES}
        return [*new.problems, *check_changes(old.course, new.course, None, types)]


def read(files: dict[str, bytes]) -> Loaded:
    whole = {"kurs.md": COURSE.encode(), "01-rolle.md": HEAD.encode(), **FILES, **files}
    return load_course(whole, TYPES, name="begleiten")


def examples() -> Iterator[Example]:
    for rule, page in manual().items():
        found: list[Example] = []
        for kind, path, windows, text in _EXAMPLE.findall(page + "\n"):
            body = re.sub("^    ", "", text, flags=re.MULTILINE).replace("␇", "\x07").replace("WORDS", WORDS)
            whole = body if path else HEAD + body
            file = {path or "01-rolle.md": whole.encode("cp1252" if windows else "utf-8")}
            if kind in ("PASS", "FAIL"):
                found.append(Example(rule, kind == "PASS", file, {}))
            else:
                (found[-1].files if kind == "AND" else found[-1].before).update(file)
        yield from found


@pytest.mark.parametrize("example", list(examples()), ids=lambda example: example.rule)
def test_an_example_does_what_its_page_says(example: Example) -> None:
    found = [problem for problem in example.problems() if problem.rule == example.rule]
    assert (not found) == example.passes
    assert all(problem.line >= 1 and problem.column >= 1 for problem in found)


@pytest.mark.parametrize("rule", list(manual()))
def test_every_rule_shows_what_passes_and_what_fails(rule: str) -> None:
    kinds = [example.passes for example in examples() if example.rule == rule]
    assert set(kinds) == {True, False}


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.NAME)
def test_a_rule_is_called_as_its_module(rule: object) -> None:
    assert rule.__name__.rpartition(".")[2] == rule.NAME.replace("-", "_")  # type: ignore[attr-defined]


def test_what_passes_raises_no_error_at_all() -> None:
    loud = {
        example.rule for example in examples() if example.passes for p in example.problems() if p.severity == "error"
    }
    assert loud == set()


def test_a_rule_asks_or_stops_as_the_catalogue_says() -> None:
    for example in examples():
        for problem in example.problems():
            if problem.severity == "error":
                assert problem.rule not in ASKS, problem
    assert set(manual()) >= ASKS


def emitted() -> set[str]:
    """Every name of a rule in the code: a constant whose first word is the first word of a page's name."""
    first = {name.partition("-")[0] for name in manual() if "-" in name} | {"gap", "ordering", "draw"}
    name = re.compile(rf"(?:{'|'.join(sorted(first - {'language', 'section'}))})(?:-[a-z]+)+")
    found = set()
    for folder in ("courses/content", "courses/lint", "courses/service", "quizzes/core", "forum/core", "lms/core"):
        for path in (ROOT / folder).rglob("*.py"):
            constants = (node.value for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Constant))
            found |= {value for value in constants if isinstance(value, str) and name.fullmatch(value)}
    return found


def test_every_rule_that_the_code_can_break_has_a_page() -> None:
    assert emitted() - set(manual()) == set()
    assert len(emitted()) > 60


def test_whatever_an_example_breaks_has_a_page() -> None:
    assert {problem.rule for example in examples() for problem in example.problems()} <= set(manual())


def test_a_page_is_found_by_the_name_of_its_rule() -> None:
    assert (explain("heading-jump") or "").startswith("Headings go down one level at a time")
    assert (explain("head-open") or "").startswith("The head ends")
    assert explain("no-such-rule") is None
