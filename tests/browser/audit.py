"""What must hold on every page: axe finds nothing, one h1, a plain order, visible focus, nothing scrolls sideways."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Page, ViewportSize

from tests.browser.harness import AXE_TAGS, NARROW, WIDE, axe

COLOURS = ["color-contrast", "link-in-text-block"]
"""The rules of axe that a change from light to dark can break."""


def audit(page: Page, language: str = "de") -> list[str]:
    """Everything that is wrong with the present page, in light and dark, wide and narrow, and with large text."""
    prepare(page)
    return [f"{where}: {problem}" for where, problems in _looks(page, language) for problem in problems]


def prepare(page: Page) -> None:
    """Brings axe and our own questions into the page."""
    if not page.evaluate("() => 'audit' in window"):
        page.evaluate(axe())
        page.evaluate(_questions())


def _looks(page: Page, language: str) -> Iterator[tuple[str, list[str]]]:
    _show(page, WIDE, "light")
    yield "page", page.evaluate("language => audit.structure(language)", language)
    yield "wide, light", violations(page, [*AXE_TAGS, "best-practice"])
    page.keyboard.press("Tab")
    yield "keyboard", page.evaluate("audit.focus()")
    _show(page, WIDE, "dark")
    page.evaluate("audit.unfold()")
    yield "wide, dark", violations(page, COLOURS)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    yield "wide, large text", page.evaluate("audit.sideways()")
    _show(page, NARROW, "dark")
    yield "narrow, large text", page.evaluate("audit.sideways()")
    page.evaluate("document.documentElement.style.fontSize = ''")
    yield "narrow", page.evaluate("audit.sideways()")
    # an open menu lies over the navigation, as menus do
    page.evaluate("audit.unfold('.lms-menu')")
    yield "narrow, dark", violations(page, AXE_TAGS)
    _show(page, NARROW, "light")
    yield "narrow, light", violations(page, COLOURS)


def _show(page: Page, size: ViewportSize, scheme: Literal["light", "dark"]) -> None:
    page.set_viewport_size(size)
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # no colour is on its way to another


def violations(page: Page, only: list[str]) -> list[str]:
    """What axe finds on a page by some rules or tags: rule, what to do, and where."""
    outcome: dict[str, Any] = page.evaluate(
        "only => axe.run(document, {runOnly: only, resultTypes: ['violations']})", only
    )
    return [
        f"{rule['id']} ({rule['impact']}): {rule['help']}\n    "
        + "\n    ".join(f"{node['target']} {node['html'][:200]}" for node in rule["nodes"][:4])
        for rule in outcome["violations"]
    ]


@cache
def _questions() -> str:
    """Our own questions to a page."""
    return Path(__file__).with_name("audit.js").read_text()
