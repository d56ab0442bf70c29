from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import func, select

import lms.features
from lms.app import create_app
from lms.cli import lms as command
from lms.core.errors import LmsError
from lms.db import db
from lms.notices.models import OutboxMail
from lms.people.models import Grant, Person
from lms.people.passwords import matches
from lms.people.service import person_by_email
from lms.testing import let_go

Run = Callable[..., Result]
ADD = ("add", "Ayse@stadt.example", "--given", "Ayşe", "--family", "Yıldırım", "--org", "Stadt/Amt")


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs ``lms people …`` on an installation without features."""
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    monkeypatch.setattr(lms.features, "BUILT_IN", ())
    monkeypatch.setattr(lms.features, "installed", tuple)
    CliRunner().invoke(command, ["--data", str(tmp_path), "init"])

    def invoke(*arguments: str, stdin: str = "") -> Result:
        return CliRunner().invoke(command, ["--data", str(tmp_path), "people", *arguments], input=stdin)

    return invoke


def look(folder: Path, question: Callable[[], object]) -> object:
    app = create_app({"data": folder}, ())
    with app.app_context():
        answer = question()
    let_go(app)
    return answer


def facts() -> object:
    person = person_by_email("ayse@stadt.example")
    assert person is not None
    roles = {(grant.role, grant.scope_kind) for grant in person.grants}
    return person.name, person.org_unit and person.org_unit.label, roles


def test_a_person_with_roles_is_added_and_adding_again_changes_nothing(run: Run, tmp_path: Path) -> None:
    arguments = (*ADD, "--role", "trainer@q-ser", "--role", "coordinator@Stadt")
    assert run(*arguments).output == "Added: Ayşe Yıldırım <ayse@stadt.example>\n"
    assert run(*arguments).output == "Up to date: Ayşe Yıldırım <ayse@stadt.example>\n"
    expected = ("Ayşe Yıldırım", "Stadt/Amt", {("trainer", "course"), ("coordinator", "org")})
    assert look(tmp_path, facts) == expected
    assert look(tmp_path, lambda: db.session.scalar(select(func.count()).select_from(Grant))) == 2


def test_a_later_call_may_name_only_what_is_new(run: Run, tmp_path: Path) -> None:
    run(*ADD)
    assert run("add", "ayse@stadt.example", "--role", "admin").exit_code == 0
    assert look(tmp_path, facts) == ("Ayşe Yıldırım", "Stadt/Amt", {("admin", "everywhere")})


def test_the_password_comes_from_standard_input(run: Run, tmp_path: Path) -> None:
    assert run(*ADD, "--password-stdin", stdin="vier Birnen tanzen\n").exit_code == 0

    def right() -> bool:
        person = person_by_email("ayse@stadt.example")
        return person is not None and matches("vier Birnen tanzen", person.password)

    assert look(tmp_path, right) is True


@pytest.mark.parametrize(
    ("arguments", "stdin", "sentence"),
    [
        ((*ADD, "--password-stdin"), "Passwort1234\n", "easy to guess"),
        ((*ADD, "--password-stdin"), "", "no password on standard input"),
        ((*ADD, "--role", "boss"), "", "no role “boss”"),
        (("add", "kein", "--given", "A"), "", "needs an @"),
        (("add", "a@stadt.example"), "", "needs a name"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_nobody_is_added(
    run: Run, tmp_path: Path, arguments: tuple[str, ...], stdin: str, sentence: str
) -> None:
    result = run(*arguments, stdin=stdin)
    assert isinstance(result.exception, LmsError)
    assert sentence in str(result.exception)
    assert look(tmp_path, lambda: db.session.scalar(select(func.count()).select_from(Person))) == 0


def test_an_invitation_is_shown_and_waits_in_the_outbox(run: Run, tmp_path: Path) -> None:
    assert "http://127.0.0.1:8000/invitation/" in run(*ADD, "--invite").output
    assert look(tmp_path, lambda: db.session.scalars(select(OutboxMail.to)).one()) == "ayse@stadt.example"


def test_a_file_of_people_is_imported_whole_or_not_at_all(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text("email;vorname;nachname;org;rolle\na@stadt.example;A;B;Stadt;\nkein;C;D;;\n", "utf-8-sig")
    result = run("import", str(file))
    assert f"{file}:3: The e-mail address needs an @ sign." in result.output
    assert isinstance(result.exception, LmsError)
    file.write_text("email;vorname;nachname;org;rolle\na@stadt.example;A;B;Stadt;\n")
    assert run("import", str(file), "--dry-run").output == "1 would be added, 0 are there already.\n"
    assert run("import", str(file)).output == "1 added, 0 were there already.\n"
    assert run("import", str(file)).output == "0 added, 1 were there already.\n"


def test_without_an_installation_the_sentence_says_what_to_do(tmp_path: Path, run: Run) -> None:
    result = CliRunner().invoke(command, ["--data", str(tmp_path / "nowhere"), "people", *ADD])
    assert "lms init" in str(result.exception)
    assert not (tmp_path / "nowhere" / "lms.sqlite3").exists()


def test_a_german_shell_is_answered_in_german(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    assert run(*ADD).output == "Hinzugefügt: Ayşe Yıldırım <ayse@stadt.example>\n"
