"""Files of other programs become a folder that nobody has to trust blindly."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from courses.content.files import read_folder
from courses.exchange.folder import zipped
from courses.exchange.foreign import read_foreign
from lms.cli import lms
from lms.core.errors import LmsError

Run = Callable[..., Result]
GIFT = "::hilfe::Wer hilft?{=Anna#ja ~Ben#nein}\n\n::frei::Warum?{}\n"


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)
    return lambda *words: CliRunner().invoke(lms, [*map(str, words)])


@pytest.mark.parametrize("name", ["gift", "auto"])
def test_questions_become_a_folder_beside_the_file(run: Run, tmp_path: Path, name: str) -> None:
    file = tmp_path / "abschluss.gift"
    file.write_text(GIFT)
    result = run("import", file, "--from", name)
    assert result.exit_code == 0
    assert set(read_folder(tmp_path / "abschluss")["abschluss"]) == {"kurs.md", "01-quiz.md"}
    assert "abschluss.gift:3" in result.stderr
    checked = run("check", tmp_path / "abschluss")
    assert "[head-missing-key]" in checked.output
    assert "[foreign-syntax]" not in checked.output


def test_a_folder_that_exists_is_left_alone(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "abschluss.gift"
    file.write_text(GIFT)
    (tmp_path / "abschluss").mkdir()
    assert "exists already" in str(run("import", file, "--from", "gift").exception)
    assert not list((tmp_path / "abschluss").iterdir())
    assert run("import", file, "--from", "gift", "-o", tmp_path / "neu").exit_code == 0


def test_a_format_that_is_unknown_is_answered_with_those_there_are(run: Run, tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text("Nichts.")
    assert "Possible: auto, " in str(run("import", tmp_path / "x.txt", "--from", "pptx").exception)
    assert "No import format knows" in str(run("import", tmp_path / "x.txt", "--from", "auto").exception)


def test_a_zip_file_that_leads_out_of_its_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(zipped({"../../etc/passwd": b"x"}))
    with pytest.raises(LmsError, match="outside the folder"):
        read_foreign(tmp_path / "x.zip")


def test_hidden_files_and_links_of_a_folder_stay_where_they_are(tmp_path: Path) -> None:
    folder = tmp_path / "buch"
    folder.mkdir()
    (folder / ".secret").write_text("x")
    (folder / "README.md").write_text("x")
    (folder / "link").symlink_to("/etc/passwd")
    assert set(read_foreign(folder)) == {"README.md"}
