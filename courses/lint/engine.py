"""Runs the rules over a course. It yields problems and never prints."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Protocol, cast

import courses.lint
from courses.content.site import Site
from lms.core.errors import Problem

_OURS = frozenset({"engine", "found"})


class Rule(Protocol):
    """A module of this package: what it is called, and what it finds."""

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
    """What the rules find in a course."""
    for rule in rules():
        yield from rule.check(site)


def explain(name: str) -> str | None:
    """The manual page of a rule, with an example that passes and one that fails."""
    return next(((rule.__doc__ or "").strip() for rule in rules() if name == rule.NAME), None)
