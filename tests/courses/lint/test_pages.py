"""Every rule's manual page is true: what it says passes, passes, and what it says fails, fails."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from courses.lint.engine import Rule, explain, rules
from tests.courses.content.folders import HEAD, load

_EXAMPLE = re.compile(r"^(PASS|FAIL)(?: ([^\s:]+))?:\n((?:    .*\n|\n)+)", re.MULTILINE)


def examples() -> Iterator[tuple[Rule, bool, str, str]]:
    for rule in rules():
        for kind, path, text in _EXAMPLE.findall((rule.__doc__ or "") + "\n"):
            body = re.sub("^    ", "", text, flags=re.MULTILINE)
            yield rule, kind == "PASS", path or "01-rolle.md", body if path else HEAD + body


@pytest.mark.parametrize(
    ("rule", "passes", "path", "text"), list(examples()), ids=lambda value: getattr(value, "NAME", "")
)
def test_an_example_does_what_its_page_says(rule: Rule, passes: bool, path: str, text: str) -> None:
    found = [problem for problem in load({"01-rolle.md": HEAD, path: text}).problems if problem.rule == rule.NAME]
    assert (not found) == passes
    assert all(problem.path == path and problem.line >= 1 and problem.column >= 1 for problem in found)


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.NAME)
def test_every_rule_shows_what_passes_and_what_fails(rule: Rule) -> None:
    kinds = [passes for other, passes, _, _ in examples() if other is rule]
    assert set(kinds) == {True, False}
    assert rule.__name__.rpartition(".")[2] == rule.NAME.replace("-", "_")  # type: ignore[attr-defined]


def test_a_page_is_found_by_the_name_of_its_rule() -> None:
    assert (explain("heading-jump") or "").startswith("Headings go down one level at a time")
    assert explain("no-such-rule") is None
