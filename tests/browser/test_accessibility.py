"""Every page in every state, as whoever may see it: accessible in light and dark, narrow, wide and with large text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from html import unescape

import pytest
from flask import Flask
from playwright.sync_api import Browser, expect

from lms.testing import sign_in
from tests.browser.audit import audit, prepare
from tests.browser.harness import WIDE, Visitor
from tests.browser.pages import READER, ROLES, Atlas, Stop, arrive


@pytest.mark.parametrize("role", ROLES)
def test_every_page_is_accessible(browser: Browser, address: str, site_app: Flask, atlas: Atlas, role: str) -> None:
    context = browser.new_context(locale="de-DE", viewport=WIDE, reduced_motion="reduce")
    window = Visitor(context.new_page(), address, site_app)
    if role != "visitor":
        window.sign_in(atlas.people[role])
    found = {str(stop): problems for stop in atlas.of(role) if (problems := list(_problems(window, stop)))}
    context.close()
    assert not found, "\n\n".join("\n".join((stop, *problems)) for stop, problems in found.items())


def _problems(window: Visitor, stop: Stop) -> Iterator[str]:
    arrive(window, stop)
    yield from audit(window.page)
    yield from window.faults
    window.faults.clear()


def test_every_page_has_a_title_of_its_own(site_app: Flask, atlas: Atlas) -> None:
    views: dict[str, set[str]] = defaultdict(set)
    for stop in atlas.stops:
        client = site_app.test_client()
        answer = (client if stop.role == "visitor" else sign_in(client, atlas.people[stop.role])).get(
            stop.path, follow_redirects=True
        )
        title = unescape(answer.text.partition("<title>")[2].partition("</title>")[0])
        assert re.fullmatch(r"\S.{3,} – Lernlotse", title), f"{stop}: {title}"
        if answer.status_code == 200:
            rule, _ = site_app.url_map.bind("").match(answer.request.path)
            views[title].add(rule)
    assert {title: shared for title, shared in views.items() if len(shared) > 1} == {}


def test_nothing_moves_for_who_wants_no_motion(browser: Browser, address: str, site_app: Flask, atlas: Atlas) -> None:
    context = browser.new_context(locale="de-DE", viewport=WIDE, reduced_motion="reduce")
    window = Visitor(context.new_page(), address, site_app).sign_in(atlas.people["learner"])
    for path in ("/", f"{READER}/2", "/me/password"):
        prepare(window.go(path))
        assert window.page.evaluate("audit.motion()") == [], path
    context.close()


def test_a_skip_link_leads_past_the_navigation(signed_in: Callable[[str], Visitor]) -> None:
    page = signed_in("learner").go("/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Zum Inhalt")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")
