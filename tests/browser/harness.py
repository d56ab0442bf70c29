"""A running Lernlotse and a real browser: what the browser tests are made of."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask
from playwright.sync_api import Browser, ConsoleMessage, Page, Playwright, Request, ViewportSize
from werkzeug.serving import make_server

from lms.testing import sign_in

ROOT = Path(__file__).resolve().parents[2]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
"""Chromium keeps to itself: no updates, no field trials, nothing asked of its maker."""

AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
NARROW: ViewportSize = {"width": 320, "height": 720}
WIDE: ViewportSize = {"width": 1280, "height": 900}


def chromium(playwright: Playwright) -> Browser:
    """The machine's Chromium."""
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        raise RuntimeError("The browser tests need Chromium. On Debian: sudo apt-get install chromium")
    return playwright.chromium.launch(executable_path=path, args=list(QUIET))


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """An application on a free port; its address."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@dataclass
class Visitor:
    """One person's browser window on a running Lernlotse, with everything that went wrong in it."""

    page: Page
    address: str
    app: Flask
    faults: list[str] = field(default_factory=list)
    opened: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        self.page.on("request", self._request)

    def _console(self, message: ConsoleMessage) -> None:
        # a page that says what is wrong comes with a status of its own; Chromium repeats it, which is no fault
        refused = message.location["url"] in self.opened and "responded with a status of 4" in message.text
        if message.type in ("error", "warning") and not refused:
            self.faults.append(f"console: {message.text}")

    def _request(self, request: Request) -> None:
        if request.is_navigation_request():
            self.opened.add(request.url)
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.faults.append(f"asked somebody else: {request.url}")

    def sign_in(self, person_id: int) -> Visitor:
        """Takes over the cookie of somebody who is signed in."""
        client = sign_in(self.app.test_client(), person_id)
        cookie = client.get_cookie(self.app.config["SESSION_COOKIE_NAME"])
        assert cookie is not None
        self.page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": self.address}])
        return self

    def go(self, path: str) -> Page:
        """Opens a page and waits until it is whole."""
        self.page.goto(self.address + path, wait_until="load")
        return self.page

    def check(self) -> None:
        """The present page is accessible in light and dark, and at 320 pixels nothing scrolls sideways."""
        for size, schemes in ((WIDE, ("light", "dark")), (NARROW, ("light",))):
            self.page.set_viewport_size(size)
            for scheme in schemes:
                self.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
                found = violations(self.page)
                assert not found, f"{self.page.url} ({scheme}, {size['width']} px)\n" + "\n".join(found)
        wide = self.page.evaluate("document.documentElement.scrollWidth")
        assert wide <= NARROW["width"], f"{self.page.url} scrolls sideways: {wide} px"
        self.page.set_viewport_size(WIDE)
        self.page.emulate_media(color_scheme="light")


def violations(page: Page) -> list[str]:
    """What axe finds on a page: rule, what to do, and where."""
    page.evaluate(axe())
    outcome: dict[str, Any] = page.evaluate(
        "tags => axe.run(document, {runOnly: tags, resultTypes: ['violations']})", AXE_TAGS
    )
    return [
        f"{rule['id']}: {rule['help']}\n    "
        + "\n    ".join(f"{node['target']} {node['html']}" for node in rule["nodes"])
        for rule in outcome["violations"]
    ]


@cache
def axe() -> str:
    """The script of axe-core, from npm's development packages."""
    return (ROOT / "node_modules/axe-core/axe.min.js").read_text()
