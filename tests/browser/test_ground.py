"""What every page stands on: fonts in which every name can be written."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.harness import Visitor


@pytest.mark.parametrize("name", ["Weiß", "Đorđević", "Țăruș", "Ẁạtt", "Ḏḥab", "Ελλάδα"])
def test_a_name_is_written_in_our_own_fonts(visitor: Visitor, name: str) -> None:
    page = visitor.go("/sign-in")
    page.evaluate("name => { document.querySelector('h1').textContent = name }", name)
    page.evaluate("document.fonts.ready")
    page.wait_for_load_state("networkidle")
    fonts = fonts_of(page, "h1")
    assert fonts, "the heading is written in no font at all"
    assert all(font["isCustomFont"] for font in fonts), fonts


def fonts_of(page: Page, selector: str) -> list[dict[str, Any]]:
    """The fonts in which Chromium has drawn an element."""
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    node = session.send("DOM.querySelector", {"nodeId": root, "selector": selector})["nodeId"]
    found: list[dict[str, Any]] = session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
    return found
