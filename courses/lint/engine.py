"""Runs the rules over a course, and knows every rule's manual page. It yields problems and never prints."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Protocol, cast

import courses.lint
import courses.lint.manual
from courses.content.links import Map
from courses.content.page import Page
from courses.content.site import Site
from lms.core.errors import Problem

_OURS = frozenset({"engine", "found", "manual", "fixes", "fixing", "language", "severity"})


class Rule(Protocol):
    """A module of this package: what it is called, and what it finds.

    A rule that says ``ACROSS = True`` looks across pages; the others are shown one page at a time.
    """

    __doc__: str | None
    NAME: str

    def check(self, site: Site) -> Iterator[Problem]:
        """Everything in a course that breaks the rule."""


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule of this package, by name."""
    names = sorted(module.name for module in iter_modules(courses.lint.__path__) if module.name not in _OURS)
    return tuple(cast(Rule, import_module(f"courses.lint.{name}")) for name in names)


def check(site: Site) -> Iterator[Problem]:
    """What the rules find that look across the pages of a course."""
    for rule in rules():
        if getattr(rule, "ACROSS", False):
            yield from rule.check(site)


def check_page(page: Page, words: frozenset[str]) -> Iterator[Problem]:
    """What the other rules find in one page; ``words`` are those that open blocks."""
    alone = Site("", page.path, False, (page,), Map("", {}, {}), (), words)
    for rule in rules():
        if not getattr(rule, "ACROSS", False):
            yield from rule.check(alone)


@cache
def manual() -> Mapping[str, str]:
    """The manual page of every rule, those included that reading a course breaks."""
    found = {rule.NAME: (rule.__doc__ or "").strip() for rule in rules()}
    for module in iter_modules(courses.lint.manual.__path__):
        page = import_module(f"courses.lint.manual.{module.name}").__doc__ or ""
        found[module.name.replace("_", "-")] = page.strip()
    return dict(sorted(found.items()))


def explain(name: str) -> str | None:
    """The manual page of a rule, with an example that passes and one that fails."""
    return manual().get(name)
