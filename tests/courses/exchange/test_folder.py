"""Our own format goes out and comes in again without a change."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from courses.content.files import MAX_RATIO, read_zip
from courses.content.names import is_ignored
from courses.exchange.folder import export_folder, zipped
from lms.cli import lms
from lms.core.exchange import Content
from tests.courses.making import FILES
from tests.courses.test_cli import write

Run = Callable[..., Result]

NAMES = (
    st.text(st.characters(categories=("L", "N", "Zs"), include_characters="-_.()äß…"), min_size=1, max_size=12)
    .map(lambda name: unicodedata.normalize("NFC", name))
    .filter(lambda name: not is_ignored(name) and name.strip(".") and not name.lower().startswith(("kurs", "course")))
)
PATHS = st.lists(NAMES, min_size=1, max_size=3).map("/".join)


def made_of(files: dict[str, bytes]) -> Content:
    return Content("mentoring", "Mentoring", "de", 1, (), files)


@given(st.dictionaries(PATHS, st.binary(max_size=200), max_size=6))
def test_a_folder_that_is_exported_is_read_again_byte_for_byte(others: dict[str, bytes]) -> None:
    files = {**dict(FILES), **{path: data for path, data in others.items() if path not in FILES}}
    assert read_zip(export_folder(made_of(files)).data) == {"mentoring": files}


def test_the_same_course_is_the_same_file() -> None:
    turned = dict(reversed(FILES.items()))
    assert export_folder(made_of(dict(FILES))).data == export_folder(made_of(turned)).data


def test_a_large_file_of_nothing_but_zeros_is_not_taken_for_a_bomb() -> None:
    files = {"kurs.md": FILES["kurs.md"], "leer.bin": bytes(2_000_000)}
    data = zipped({f"k/{path}": content for path, content in files.items()})
    assert len(data) * MAX_RATIO > 2_000_000
    assert read_zip(data) == {"k": files}


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)

    def run_command(*words: Any, data: str = "data") -> Result:
        return CliRunner().invoke(lms, ["--data", str(tmp_path / data), *map(str, words)])

    assert run_command("init").exit_code == 0
    return run_command


def test_a_published_course_moves_to_another_installation_unchanged(run: Run, tmp_path: Path) -> None:
    folder = write(tmp_path / "mentoring", dict(FILES))
    (folder / "README.md").write_text("Nobody reads this.")
    assert run("import", folder, "--publish").exit_code == 0
    first, second = tmp_path / "first.zip", tmp_path / "second.zip"
    result = run("export", "mentoring", "--format", "folder", "-o", first)
    assert (result.exit_code, result.output) == (0, f"“mentoring” is written to {first}.\n")
    assert run("init", data="other").exit_code == 0
    assert run("import", first, "--publish", data="other").exit_code == 0
    assert run("export", "mentoring", "--format", "folder", "-o", second, data="other").exit_code == 0
    assert first.read_bytes() == second.read_bytes()
    assert "mentoring/README.md" not in first.read_bytes().decode("latin-1")


def test_an_export_can_go_down_a_pipe(run: Run, tmp_path: Path) -> None:
    run("import", write(tmp_path / "mentoring", dict(FILES)), "--publish")
    result = run("export", "mentoring", "--format", "folder", "-o", "-")
    assert set(read_zip(result.stdout_bytes)["mentoring"]) == set(FILES)


def test_what_cannot_be_exported_is_said_in_a_sentence(run: Run, tmp_path: Path) -> None:
    run("import", write(tmp_path / "mentoring", dict(FILES)))
    unpublished = run("export", "mentoring", "--format", "folder")
    assert str(unpublished.exception) == (
        "There is no published course “mentoring”. With “--draft” its draft is exported."
    )
    assert run("export", "mentoring", "--format", "folder", "--draft", "-o", tmp_path / "x.zip").exit_code == 0
    unknown = run("export", "mentoring", "--format", "pptx")
    assert str(unknown.exception).startswith("There is no export format “pptx”. Possible: ")
    nowhere = run("export", "mentoring", "--format", "folder", "--draft", "-o", tmp_path / "no" / "x.zip")
    assert str(nowhere.exception).endswith("cannot be written. Choose another place with “-o”.")


def test_every_format_is_listed_with_its_feature(run: Run) -> None:
    told = run("features").stdout
    assert "writes" in told
    assert "folder" in told
