"""Nothing leaves the house: no page asks anybody else, none breaks its own rules, and few requests are made."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Browser, Route

from tests.browser.harness import WIDE, Visitor
from tests.browser.pages import READER, ROLES, Atlas, arrive


@pytest.mark.parametrize("role", ROLES)
def test_no_page_needs_anybody_else(browser: Browser, address: str, site_app: Flask, atlas: Atlas, role: str) -> None:
    context = browser.new_context(locale="en-GB", viewport=WIDE)
    window = Visitor(context.new_page(), address, site_app)
    context.route(lambda url: not url.startswith(address), lambda route: closed(window, route))
    if role != "visitor":
        window.sign_in(atlas.people[role])
    for stop in atlas.of(role):
        arrive(window, stop)
    context.close()
    assert window.faults == []


def closed(window: Visitor, route: Route) -> None:
    """The network is closed."""
    window.faults.append(f"{window.page.url} asked for {route.request.url}")
    route.abort()


def test_the_network_is_really_closed(visitor: Visitor) -> None:
    page = visitor.go("/sign-in")
    page.evaluate("fetch('https://example.org/').catch(() => null)")
    assert any("example.org" in fault for fault in visitor.faults)
    visitor.faults.clear()


@pytest.fixture
def weighed(signed_in: Callable[[str], Visitor]) -> Callable[[str], list[int]]:
    """Opens a page as the learner and tells the bytes of every answer that came over the network."""
    window = signed_in("learner")
    session = window.page.context.new_cdp_session(window.page)
    session.send("Network.enable")
    sizes: dict[str, int] = {}
    session.on("Network.loadingFinished", lambda event: sizes.update({event["requestId"]: event["encodedDataLength"]}))

    def weigh(path: str) -> list[int]:
        sizes.clear()
        window.go(path).wait_for_load_state("networkidle")
        return [size for size in sizes.values() if size]

    return weigh


def test_a_first_visit_of_a_unit_is_light_and_the_second_lighter(weighed: Callable[[str], list[int]]) -> None:
    first = weighed(f"{READER}/2")
    assert 3 <= len(first) <= 10
    assert sum(first) <= 200_000
    assert 1 <= len(weighed(f"{READER}/3")) <= 2
