from __future__ import annotations

import re
import shutil
import sqlite3
import tempfile
from collections import namedtuple

import pytest
from flask import Flask
from flask.testing import FlaskClient

from lms.core.message import Message
from lms.features import Feature, PersonalData, Retention
from lms.testing import MakeApp

GERMAN = {"Accept-Language": "de"}
PAGES = ("/accessibility", "/plain-language", "/privacy", "/imprint", "/report-barrier", "/sign-in", "/password")
FULL = {
    "organisation": "Stadt Musterstadt",
    "contact_email": "lernen@stadt.example",
    "contact_phone": "0123 456-789",
    "privacy_contact": "Kim Beispiel\nds@stadt.example",
    "accessibility_date": "21.11.2026",
    "accessibility_gaps": ("Alte Videos haben keine Untertitel.",),
    "accessibility_body": "Schlichtungsstelle <NBGG>\nhttps://schlichtung.example/",
    "accessibility_law": "das Gesetz des Landes",
    "imprint": "# Stadt\n\nRathausplatz 1 <script>alert(1)</script>",
    "barrier_days": 10,
}


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("language", ["de", "en"])
def test_every_public_page_has_one_heading_and_the_legal_links(
    client: FlaskClient, address: str, language: str
) -> None:
    page = client.get(address, headers={"Accept-Language": language})
    assert page.status_code == 200
    assert len(re.findall("<h1", page.text)) == 1
    assert f'<html lang="{language}">' in page.text
    footer = page.text[page.text.index("<footer") :]
    for link in ("/accessibility", "/report-barrier", "/plain-language", "/privacy", "/imprint"):
        assert f'href="{link}"' in footer
    assert "<script" not in page.text
    assert "style=" not in page.text


def test_the_accessibility_statement_holds_what_the_law_asks_for(make: MakeApp) -> None:
    page = make(**FULL).test_client().get("/accessibility", headers=GERMAN).text
    for part in (
        "Stadt Musterstadt", "das Gesetz des Landes", "EN 301 549", "vom 21.11.2026", "keine Untertitel",
        'href="/report-barrier"', "innerhalb von 10 Tagen", "0123 456-789", "mailto:lernen@stadt.example",
        "Schlichtungsstelle &lt;NBGG&gt;", 'href="https://schlichtung.example/"', 'href="/plain-language"',
    ):  # fmt: skip
        assert part in page, part


def test_an_unfilled_statement_is_a_whole_page_too(client: FlaskClient) -> None:
    page = client.get("/accessibility", headers=GERMAN).text
    assert "vom ." not in page
    assert "mailto:" not in page
    assert "Schlichtungsstelle" in page


def test_the_imprint_is_markdown_without_anything_that_runs(make: MakeApp) -> None:
    page = make(**FULL).test_client().get("/imprint", headers=GERMAN).text
    assert "<h2>Stadt</h2>" in page
    assert "<script" not in page
    assert len(re.findall("<h1", page)) == 1


def test_the_privacy_page_lists_every_deletion_rule_of_what_is_installed(make: MakeApp) -> None:
    rule = Retention(Message("Letters"), Message("Their arrival"), 77, lambda before, dry_run: 0)
    feature = Feature("letters", personal_data=PersonalData(export=lambda person_id: {}, retention=(rule,)))
    page = make((feature,), **FULL).test_client().get("/privacy", headers=GERMAN).text
    assert re.search(r"Letters</th>.*Their arrival</td>.*77 Tagen</td>", page)
    assert "E-Mails an Personen" in page
    assert "ds@stadt.example" in page


def test_the_easy_text_says_that_it_is_a_draft(client: FlaskClient) -> None:
    assert "Noch nicht geprüft" in client.get("/plain-language", headers=GERMAN).text


def test_a_healthy_installation_is_ready(client: FlaskClient) -> None:
    assert client.get("/readyz").json == {"ok": True}


def test_a_full_disk_is_not_ready(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = namedtuple("usage", "total used free")(10, 10, 1024)  # noqa: PYI024 the shape of the standard library
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage)
    assert client.get("/readyz").status_code == 503


def test_a_folder_that_cannot_be_written_is_not_ready(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**more: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(tempfile, "TemporaryFile", refuse)
    assert client.get("/readyz").status_code == 503
    assert client.get("/healthz").status_code == 200


@pytest.mark.parametrize("database_url", [""])
def test_a_locked_database_is_not_ready_and_then_is_again(app: Flask, client: FlaskClient, database_url: str) -> None:
    other = sqlite3.connect(app.extensions["lms"].settings.data / "lms.sqlite3", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert client.get("/readyz").status_code == 503
    other.execute("ROLLBACK")
    other.close()
    assert client.get("/readyz").status_code == 200


def test_asking_whether_it_is_ready_changes_nothing(app: Flask, client: FlaskClient) -> None:
    data = app.extensions["lms"].settings.data
    before = sorted(path.name for path in data.iterdir())
    client.get("/readyz")
    assert sorted(path.name for path in data.iterdir() if not path.name.endswith(("-wal", "-shm"))) == [
        name for name in before if not name.endswith(("-wal", "-shm"))
    ]
