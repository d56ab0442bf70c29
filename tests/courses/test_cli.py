"""Checking and taking in courses from the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from lms.cli import lms
from tests.courses.making import FILES, changed

Run = Callable[..., Result]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path / "mentoring", dict(FILES))


def write(folder: Path, files: dict[str, bytes]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for path, data in files.items():
        (folder / path).write_bytes(good(data))
    return folder


def good(data: bytes) -> bytes:
    """The course's quiz with a question that the quizzes of this product know."""
    question = "# eins\nWas hilft?\n(x) Fragen\n    > Ja.\n( ) Raten\n    > Nein.\n>> Fragen hilft."
    return data.replace(b"Frage? In English.", question.encode()).replace(b"Frage?\n", question.encode() + b"\n")


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)

    def run_command(*words: object) -> Result:
        return CliRunner().invoke(lms, ["--data", str(tmp_path / "data"), *map(str, words)])

    return run_command


@pytest.fixture
def installed(run: Run) -> Run:
    assert run("init").exit_code == 0
    return run


def data(result: Result) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def test_a_good_course_passes(run: Run, folder: Path) -> None:
    result = run("check", folder, "--format", "json")
    assert (result.exit_code, data(result)) == (0, {"ok": True, "files": 5, "units": 2, "problems": []})


def test_checking_needs_no_installation(run: Run, folder: Path, tmp_path: Path) -> None:
    run("check", folder)
    assert not (tmp_path / "data").exists()


def test_every_problem_is_told_with_its_place(run: Run, folder: Path) -> None:
    write(
        folder,
        changed(rolle=("```quiz check", "```quizz check"), grenzen=("voraussetzung: [rolle]", "voraussetzung: [role]")),
    )
    result = run("check", folder, "--format", "json")
    found = data(result)
    assert (result.exit_code, found["ok"]) == (1, False)
    places = {
        (item["path"], item["line"], item["column"], item["rule"], item["severity"]) for item in found["problems"]
    }
    assert ("01-rolle.md", 14, 4, "block-unknown", "error") in places
    assert ("02-grenzen.md", 6, 17, "rule-target", "error") in places
    assert len(places) == 3


def test_in_text_a_problem_is_a_place_and_a_sentence(run: Run, folder: Path) -> None:
    write(folder, changed(grenzen=("dauer: 15 min", "dauer: 15")))
    result = run("check", folder)
    assert (
        f"{folder.as_posix()}/02-grenzen.md:5:8: error: “15” what? Write 15 min or 15 h. [head-value]" in result.stdout
    )
    assert result.stdout.splitlines()[-1] == "2 units · 1 error · 0 warnings"


def test_build_servers_get_their_own_forms(run: Run, folder: Path) -> None:
    write(folder, changed(grenzen=("dauer: 15 min", "dauer: 15")))
    github = run("check", folder, "--format", "github").stdout
    assert github.startswith(f"::error file={folder.as_posix()}/02-grenzen.md,line=5,col=8,title=head-value::")
    sarif = data(run("check", folder, "--format", "sarif"))
    (result,) = sarif["runs"][0]["results"]
    assert (result["ruleId"], result["level"]) == ("head-value", "error")
    assert result["locations"][0]["physicalLocation"]["region"] == {"startLine": 5, "startColumn": 8}


def test_several_courses_are_told_apart_by_their_folder(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "alle" / "eins", dict(FILES))
    write(tmp_path / "alle" / "zwei", changed(kurs=("kennung: mentoring", "kennung: zwei"), grenzen=("15 min", "15")))
    found = data(run("check", tmp_path / "alle", "--format", "json"))
    assert (found["units"], found["files"]) == (4, 10)
    assert {item["path"] for item in found["problems"]} == {"zwei/02-grenzen.md"}


def test_a_path_that_is_not_there_is_wrong_usage(run: Run, tmp_path: Path) -> None:
    assert run("check", tmp_path / "nirgends").exit_code == 2
    assert run("check").exit_code == 2


def test_a_rule_explains_itself(run: Run) -> None:
    result = run("check", "--explain", "heading-jump")
    assert result.exit_code == 0
    assert "###" in result.stdout


def test_importing_makes_a_draft_and_publishing_a_version(installed: Run, folder: Path) -> None:
    first = data(installed("import", folder, "--format", "json"))
    assert first == {"course": "mentoring", "version": None, "units": 2, "unchanged": 0, "problems": []}
    second = data(installed("import", folder, "--publish", "--format", "json"))
    assert (second["version"], second["unchanged"]) == (1, 0)
    write(folder, changed(rolle=("Einstieg", "Anfang")))
    third = data(installed("import", folder, "--publish", "--format", "json"))
    assert (third["version"], third["units"], third["unchanged"]) == (2, 2, 1)
    again = data(installed("import", folder, "--publish", "--format", "json"))
    assert (again["version"], again["unchanged"]) == (2, 2)


def test_a_course_with_errors_is_not_taken_in(installed: Run, folder: Path) -> None:
    write(folder, changed(grenzen=("dauer: 15 min", "dauer: 15")))
    result = installed("import", folder, "--publish", "--format", "json")
    found = data(result)
    assert (result.exit_code, found["version"], [item["rule"] for item in found["problems"]]) == (
        1,
        None,
        ["head-value"],
    )
    write(folder, dict(FILES))
    assert data(installed("import", folder, "--publish", "--format", "json"))["version"] == 1


def test_of_several_courses_all_are_taken_in_or_none(installed: Run, tmp_path: Path) -> None:
    every = tmp_path / "alle"
    write(every / "eins", changed(kurs=("kennung: mentoring", "kennung: eins")))
    write(every / "zwei", changed(kurs=("kennung: mentoring", "kennung: zwei"), grenzen=("15 min", "15")))
    assert installed("import", every, "--publish").exit_code == 1
    write(every / "zwei", changed(kurs=("kennung: mentoring", "kennung: zwei")))
    found = data(installed("import", every, "--publish", "--format", "json"))
    assert [(course["course"], course["version"]) for course in found["courses"]] == [("eins", 1), ("zwei", 1)]


def test_in_text_the_outcome_is_a_sentence(installed: Run, folder: Path) -> None:
    result = installed("import", folder, "--publish")
    assert result.stdout.strip() == "“mentoring” is published as version 1. Units: 2, unchanged: 0."
