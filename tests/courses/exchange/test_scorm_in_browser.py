"""The package runs on a foreign SCORM runtime in Chromium: wrong, right, left, resumed, complete."""

from __future__ import annotations

import functools
import http.server
import json
import threading
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, FrameLocator, Page, expect

from tests.courses.exchange.test_scorm import FILES, exported

ROOT = Path(__file__).resolve().parents[3]
RUNTIME = ROOT / "node_modules" / "scorm-again" / "dist" / "scorm12.min.js"
PLATFORM = """<!DOCTYPE html><meta charset="utf-8"><title>Plattform</title><script src="scorm12.js"></script><script>
window.API = new Scorm12API({autocommit: false, logLevel: 5});
var kept = localStorage.getItem("cmi");
if (kept) { window.API.loadFromJSON(JSON.parse(kept)); }
window.faults = [];
["LMSSetValue", "LMSCommit", "LMSInitialize", "LMSFinish"].forEach(function (name) {
  var own = window.API[name];
  window.API[name] = function (a, b) {
    var answer = own.call(window.API, a, b), code = String(window.API.LMSGetLastError());
    if (code !== "0" || String(answer) !== "true") { window.faults.push([name, a, b, code]); }
    if (name === "LMSCommit") { localStorage.setItem("cmi", JSON.stringify(window.API.cmi.toJSON())); }
    localStorage.setItem("faults", JSON.stringify(window.faults));
    return answer;
  };
});
</script><iframe src="package/index.html" width="1000" height="700"></iframe>"""


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *anything: object) -> None:
        """Says nothing."""


@pytest.fixture
def database_url() -> str:
    """What a browser sees does not depend on the database."""
    return ""


@pytest.fixture
def features() -> None:
    """All of them."""
    return


@pytest.fixture
def platform(context: None, app: Flask, tmp_path: Path) -> Iterator[str]:
    """The address of a small platform that plays the package."""
    folder = tmp_path / "platform"
    zipfile.ZipFile(BytesIO(exported(FILES).data)).extractall(folder / "package")
    (folder / "index.html").write_text(PLATFORM)
    (folder / "scorm12.js").write_bytes(RUNTIME.read_bytes())
    handler = functools.partial(Quiet, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def course(page: Page) -> FrameLocator:
    return page.frame_locator("iframe")


def stored(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(page.evaluate("localStorage.getItem('cmi')"))
    return found


@pytest.mark.browser
def test_a_learner_errs_corrects_leaves_comes_back_and_completes(platform: str, browser: Browser) -> None:
    asked: list[str] = []
    with browser.new_context() as context:
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: asked.append(f"script: {error}"))
        page.goto(platform)
        sco = course(page)
        expect(sco.get_by_role("heading", name="Einstieg")).to_be_visible()
        expect(sco.get_by_role("heading", name="Check")).to_be_hidden()
        sco.get_by_role("button", name="Weiter").click()
        sco.get_by_label("Raten").check()
        sco.get_by_role("button", name="Antwort prüfen").first.click()
        expect(sco.get_by_text("Nein, raten hilft nicht.")).to_be_visible()
        expect(sco.get_by_text("Ja, fragen.")).to_be_hidden()
        assert stored(page)["core"]["score"]["raw"] == "0"
        sco.get_by_label("Fragen").check()
        sco.get_by_role("button", name="Antwort prüfen").first.click()
        expect(sco.get_by_text("Ja, fragen.")).to_be_visible()
        assert stored(page)["core"]["score"]["raw"] == "50"
        assert stored(page)["core"]["lesson_status"] == "incomplete"
        page.goto(platform + "package/style.css")

        page.goto(platform)
        sco = course(page)
        expect(sco.get_by_role("heading", name="Check")).to_be_visible()
        expect(sco.get_by_label("Fragen")).to_be_checked()
        expect(sco.get_by_text("Ja, fragen.")).to_be_visible()
        sco.get_by_label("Ihre Antwort").fill("5,5")
        sco.get_by_role("button", name="Antwort prüfen").last.click()
        expect(sco.get_by_text("Fünf.")).to_be_visible()
        found = stored(page)["core"]
        assert (found["lesson_status"], found["score"]["raw"]) == ("passed", "100")
        assert len(stored(page)["suspend_data"]) <= 4096
        page.goto(platform + "package/style.css")
        assert json.loads(page.evaluate("localStorage.getItem('faults')")) == []
        assert stored(page)["core"]["session_time"] != ""
    assert all(url.startswith((platform, "data:")) for url in asked), asked


@pytest.mark.browser
def test_the_package_works_without_a_platform(platform: str, browser: Browser) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(platform + "package/index.html")
        page.get_by_role("link", name="Check").click()
        expect(page.get_by_role("heading", name="Check")).to_be_visible()
        page.get_by_role("button", name="Antwort prüfen").first.click()
        expect(page.get_by_text("Wählen oder schreiben Sie zuerst eine Antwort.")).to_be_visible()
