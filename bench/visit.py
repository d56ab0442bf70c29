"""What a browser loads: requests and bytes at the first visit of a unit, with nothing kept, and at the second."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.filling import SHIPPED, fill
from bench.pages import UNIT, Visitors
from bench.report import Fact, Result, say
from bench.serving import product
from bench.speed import let_go

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync")
PEOPLE = 100


def visit(data: Path) -> Iterator[Result]:
    """Opens the first section of the shipped course twice in Chromium; nothing without Playwright and Chromium."""
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        say("No Chromium here: what a browser loads is not measured.")
        return
    app = fill(data, "", PEOPLE)
    cookie = Visitors(app, PEOPLE).cookie(1).partition("=")
    with product(data, "") as server:
        address = f"http://127.0.0.1:{server.port}"
        first, second = _visits(program, address, f"/courses/{SHIPPED}/{UNIT}/1", (cookie[0], cookie[2]))
    for name, loaded, requests, size in (("first", first, 10, 200), ("second", second, 2, None)):
        yield Fact("Chromium", f"{name} visit of a unit: requests", len(loaded), "", requests)
        yield Fact("Chromium", f"{name} visit of a unit", sum(loaded.values()) / 1000, "kB", size)
        for path, part in loaded.items():
            yield Fact("Chromium", f"{name} visit: {path}", part / 1000, "kB")
    let_go(app)


def _visits(program: str, address: str, path: str, cookie: tuple[str, str]) -> list[dict[str, float]]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(QUIET))
        context = browser.new_context(locale="de-DE")
        context.add_cookies([{"name": cookie[0], "value": cookie[1], "url": address}])
        found = [_loaded(context, address, path) for _ in range(2)]
        browser.close()
    return found


def _loaded(context: Any, address: str, path: str) -> dict[str, float]:
    """What went over the network, headers included, by path; what the browser had kept is left out."""
    page = context.new_page()
    tab = context.new_cdp_session(page)
    tab.send("Network.enable")
    paths: dict[str, str] = {}
    kept: set[str] = set()
    sizes: dict[str, float] = {}
    tab.on("Network.requestWillBeSent", lambda event: paths.update({event["requestId"]: event["request"]["url"]}))
    tab.on("Network.requestServedFromCache", lambda event: kept.add(event["requestId"]))
    tab.on("Network.loadingFinished", lambda event: sizes.update({event["requestId"]: event["encodedDataLength"]}))
    page.goto(address + path, wait_until="networkidle")
    page.close()
    return {
        paths[number].removeprefix(address): size
        for number, size in sizes.items()
        if number not in kept and size and paths[number].startswith(address)
    }
