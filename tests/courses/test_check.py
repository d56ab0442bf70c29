"""``lms check``: mending, deciding about rules, remembering results."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from courses.checking import Reader
from courses.content.load import check_course, load_course
from courses.content.vocabulary import default_types
from lms.cli import lms
from lms.features import Features, built_in
from tests.courses.content.folders import COURSE, HEAD

Run = Callable[..., Result]
TYPES = list(Features(built_in()).types.values())
LONG = "Wer zuhört, " + "und wer fragt, " * 12 + "hilft.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "begleiten"
    place.mkdir()
    (place / "kurs.md").write_text(COURSE)
    (place / "01-rolle.md").write_text(HEAD + "!!! tip\n    Erst lesen.\n")
    return place


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return lambda *words: CliRunner().invoke(lms, ["--data", str(tmp_path / "data"), *map(str, words)])


def rules(result: Result) -> list[tuple[str, str]]:
    found: dict[str, Any] = json.loads(result.stdout)
    return [(problem["rule"], problem["severity"]) for problem in found["problems"]]


def test_mending_shows_what_changed_and_leaves_nothing_to_mend(run: Run, folder: Path) -> None:
    os.chmod(folder / "01-rolle.md", 0o640)
    result = run("check", folder, "--fix")
    assert result.exit_code == 0
    assert "-!!! tip\n-    Erst lesen.\n+> [!TIP]\n+> Erst lesen.\n" in result.stdout
    assert (folder / "01-rolle.md").read_text() == HEAD + "> [!TIP]\n> Erst lesen.\n"
    assert (folder / "01-rolle.md").stat().st_mode & 0o777 == 0o640
    assert sorted(path.name for path in folder.iterdir()) == ["01-rolle.md", "kurs.md"]
    assert run("check", folder, "--fix").stdout == "1 unit · 0 errors · 0 warnings\n"


def test_with_diff_nothing_changes(run: Run, folder: Path) -> None:
    before = (folder / "01-rolle.md").read_bytes()
    result = run("check", folder, "--fix", "--diff")
    assert (result.exit_code, "+> [!TIP]" in result.stdout) == (1, True)
    assert (folder / "01-rolle.md").read_bytes() == before
    assert run("check", folder, "--diff").exit_code == 2


def test_in_json_only_the_problems_are_printed(run: Run, folder: Path) -> None:
    assert rules(run("check", folder, "--fix", "--format", "json")) == []


def test_an_organisation_decides_about_rules_that_ask(run: Run, folder: Path, tmp_path: Path) -> None:
    (folder / "01-rolle.md").write_text(HEAD + LONG + "\nDie Kolleg*innen.\n")
    asked = [("sentence-length", "warning"), ("gender-sign", "warning")]
    assert rules(run("check", folder, "--format", "json")) == asked
    (tmp_path / "data").mkdir()
    toml = tmp_path / "data" / "settings.toml"
    toml.write_text('gender_signs = "allow"\n[lint_severity]\nsentence-length = "error"\n')
    result = run("check", folder, "--format", "json")
    assert (rules(result), result.exit_code) == ([("sentence-length", "error")], 1)
    toml.write_text('[lint_severity]\nsentence-length = "off"\ngender-sign = "off"\n')
    assert rules(run("check", folder, "--format", "json")) == []


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('head-open = "off"', "lint_severity: the rule “head-open” always stops publishing."),
        ('sentence-lenght = "off"', "Did you mean “sentence-length”?"),
        ('sentence-length = "leise"', "is error, warning or off, not “leise”."),
    ],
)
def test_a_decision_that_cannot_be_is_one_sentence(
    run: Run, folder: Path, tmp_path: Path, line: str, told: str
) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "settings.toml").write_text(f"[lint_severity]\n{line}\n")
    assert told in str(run("check", folder).exception)


def test_what_is_remembered_lies_in_the_persons_own_folder(run: Run, folder: Path, tmp_path: Path) -> None:
    first = run("check", folder, "--format", "json")
    kept = list((tmp_path / "cache" / ".lms-cache").iterdir())
    assert len(kept) == 1
    assert sorted(path.name for path in folder.iterdir()) == ["01-rolle.md", "kurs.md"]
    assert run("check", folder, "--format", "json").stdout == first.stdout
    kept[0].write_bytes(b"broken")
    assert run("check", folder, "--format", "json").stdout == first.stdout
    kept[0].unlink()
    run("check", folder, "--no-cache")
    assert not list((tmp_path / "cache" / ".lms-cache").iterdir())


def test_many_processes_find_what_one_finds(tmp_path: Path) -> None:
    files = {"kurs.md": COURSE.encode()}
    for n in range(60):
        text = HEAD.replace("Die Rolle", f"Teil {n}", 1) + f"## A\n#### B\n[x](0{n}-weg.md) ![](a.png)\n\n{LONG}"
        files[f"{n + 1:02}-teil-{n}.md"] = text.encode()
    expected = load_course(files, TYPES, name="begleiten").problems
    place = tmp_path / "x.check"
    for workers in (2, 1):
        reader = Reader(default_types(TYPES), place, workers)
        assert check_course(files, TYPES, reader, name="begleiten").problems == expected
    assert len(expected) > 240
    files["07-teil-6.md"] += b"\n#### C\n"
    changed = check_course(files, TYPES, Reader(default_types(TYPES), place), name="begleiten")
    assert changed.problems == load_course(files, TYPES, name="begleiten").problems


def test_sarif_has_the_structure_that_build_servers_read(run: Run, folder: Path) -> None:
    log = json.loads(run("check", folder, "--format", "sarif").stdout)
    assert (log["version"], len(log["runs"])) == ("2.1.0", 1)
    driver = log["runs"][0]["tool"]["driver"]
    (rule,) = driver["rules"]
    assert (driver["name"], rule["id"]) == ("lms check", "foreign-syntax")
    assert rule["fullDescription"]["text"].startswith("Callouts, wiki links")
    (result,) = log["runs"][0]["results"]
    assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
    assert result["level"] in ("error", "warning", "note", "none")
    place = result["locations"][0]["physicalLocation"]
    assert "\\" not in place["artifactLocation"]["uri"]
    assert place["region"]["startLine"] >= 1
    assert place["region"]["startColumn"] >= 1
