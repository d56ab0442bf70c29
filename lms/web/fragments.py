"""``{% keep … %}…{% endkeep %}``: a part of a page that is the same for everybody is drawn once and kept.

What stands behind ``keep`` tells all that the part depends on besides the language and the place where
the application is mounted. Nothing of a person may stand inside. With something empty in the first
place the part is drawn anew each time.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import g, request
from jinja2 import Environment, nodes
from jinja2.ext import Extension
from jinja2.parser import Parser
from markupsafe import Markup

from lms.web.texts import locale

KEPT = 5000
"""So many parts an application keeps; then it begins anew."""


class Keep(Extension):
    """The tag itself."""

    tags = {"keep"}  # noqa: RUF012 Jinja declares it so

    def __init__(self, environment: Environment) -> None:
        super().__init__(environment)
        self.kept: dict[tuple[Any, ...], Markup] = {}

    def parse(self, parser: Parser) -> nodes.Node:
        """Turns the tag into a call that is told the key and how to draw the part."""
        line = next(parser.stream).lineno
        key = parser.parse_tuple()
        body = parser.parse_statements(("name:endkeep",), drop_needle=True)
        return nodes.CallBlock(self.call_method("draw", [key]), [], [], body).set_lineno(line)

    def draw(self, key: Any, caller: Callable[[], Markup]) -> Markup:
        """The part as it was drawn before, or drawn now."""
        if not (key[0] if isinstance(key, tuple) else key):
            return caller()
        whole = (key, *_place())
        found = self.kept.get(whole)
        if found is None:
            if len(self.kept) >= KEPT:
                self.kept.clear()
            found = self.kept[whole] = caller()
        return found


def _place() -> tuple[str, str]:
    """The language of the page and the path that the application is mounted at."""
    found: tuple[str, str] | None = g.get("fragments")
    if found is None:
        found = g.fragments = (locale(), request.script_root)
    return found
