"""A host application keeps its own pages, sign-in, session and language; Lernlotse lives below its path."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from examples.host_app import create_app
from lms.db import db
from lms.people.models import Identity, Person
from lms.testing import Prepare, let_go


@pytest.fixture
def host(tmp_path: Path, database_url: str, prepare_database: Prepare) -> Iterator[Flask]:
    """The intranet with Lernlotse in it."""
    host = create_app({"data": tmp_path / "data", "database_url": database_url, "WTF_CSRF_ENABLED": False})
    inner = host.extensions["lms_app"]
    prepare_database(inner.extensions["lms"].settings, inner.extensions["lms"].features)
    yield host
    let_go(inner)


def test_the_hosts_own_pages_behave_as_before(host: Flask) -> None:
    alone = Flask("examples.host_app")
    client = host.test_client()
    home = client.get("/")
    assert home.status_code == 200
    assert "Intranet der Stadt Musterstadt" in home.text
    assert "Content-Security-Policy" not in home.headers
    assert client.get("/api/telefon").json == {"Yıldırım": "0000", "Müller": "0000"}
    assert client.get("/gibt-es-nicht").text.startswith("<!doctype html>\n<html lang=en>")
    assert type(host.json) is type(alone.json)
    assert set(host.blueprints) == set()
    assert [name for name in host.extensions if name != "lms_app"] == []
    assert "gettext" not in host.jinja_env.globals


def test_whoever_is_signed_in_at_the_host_is_signed_in_here(host: Flask) -> None:
    client = host.test_client()
    away = client.get("/lernen/")
    assert away.status_code == 302
    assert away.headers["Location"] == "/anmelden?next=/lernen/"
    back = client.post("/anmelden", data={"login": "ayse", "next": "/lernen/"})
    assert back.headers["Location"] == "/lernen/"
    page = client.get("/lernen/")
    assert page.status_code == 200
    assert "Ayşe Yıldırım" in page.text
    assert 'href="/lernen/courses/"' in page.text


def test_a_person_keeps_their_row_when_their_name_changes(host: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    from examples import host_app
    from lms.people.identities import Identity as Told

    client = host.test_client()
    client.post("/anmelden", data={"login": "ayse"})
    client.get("/lernen/")
    renamed = Told("intranet", "4711", "Ayşe", "Yıldırım-Wolf", "ayse.yildirim@stadt.example")
    monkeypatch.setitem(host_app.PEOPLE, "ayse", renamed)
    assert "Ayşe Yıldırım-Wolf" in client.get("/lernen/").text
    with host.extensions["lms_app"].app_context():
        assert len(db.session.scalars(select(Person)).all()) == 1
        assert db.session.scalars(select(Identity)).one().subject == "4711"


def test_signing_out_at_the_host_signs_out_here(host: Flask) -> None:
    client = host.test_client()
    client.post("/anmelden", data={"login": "juergen"})
    assert client.get("/lernen/me/progress").status_code == 200
    client.get("/abmelden")
    assert client.get("/lernen/me/progress").status_code == 302


def test_error_pages_and_cookies_are_each_ones_own(host: Flask) -> None:
    client = host.test_client()
    client.post("/anmelden", data={"login": "ayse"})
    lost = client.get("/lernen/gibt-es-nicht")
    assert lost.status_code == 404
    assert "lms-page" in lost.text
    chosen = client.get("/lernen/language/en")
    assert "Path=/lernen" in chosen.headers["Set-Cookie"]
    assert client.get("/lernenden").status_code == 404
    assert "lms-page" not in client.get("/lernenden").text


def test_the_command_group_is_all_that_the_host_gets(host: Flask) -> None:
    result = host.test_cli_runner().invoke(args=["lms", "features"])
    assert result.exit_code == 0
    assert "courses" in result.output
