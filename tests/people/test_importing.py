from __future__ import annotations

import pytest
from sqlalchemy import func, select

from lms.db import db
from lms.people.importing import import_people, read_people
from lms.people.models import Grant, OrgUnit, Person
from lms.people.service import person_by_email
from lms.testing import MONDAY

pytestmark = pytest.mark.usefixtures("context")
HEAD = "email;vorname;nachname;org;rolle\n"
TWO = HEAD + "a@stadt.example;Ayşe;Yıldırım;Stadt/Amt;\nb@stadt.example;Björn;Weiß;Stadt/Amt;Lehrkraft@q-ser\n"


def problems(text: str | bytes) -> list[tuple[int, str]]:
    return [(problem.number, str(problem.message)) for problem in read_people(text).problems]


@pytest.mark.parametrize(
    "data",
    [
        TWO,
        TWO.encode(),
        TWO.encode("utf-8-sig"),
        TWO.encode("utf-16"),
        TWO.replace(";", ",").encode(),
        TWO.replace("\n", "\r\n\r\n").encode("utf-8-sig"),
        TWO.removeprefix(HEAD),
    ],
)
def test_the_file_may_come_from_excel_or_anything_else(data: str | bytes) -> None:
    found = import_people(data, at=MONDAY)
    assert (len(found.lines), found.new, found.problems) == (2, 2, ())
    ayse = person_by_email("a@stadt.example")
    assert ayse is not None
    assert ayse.name == "Ayşe Yıldırım"
    assert ayse.org_unit is not None
    assert db.session.scalar(select(Grant.scope)) == "q-ser"


def test_a_file_of_windows_keeps_its_umlauts() -> None:
    [line] = read_people((HEAD + "b@stadt.example;Björn;Weiß;;").encode("cp1252")).lines
    assert (line.given, line.family) == ("Björn", "Weiß")


def test_importing_twice_changes_nothing() -> None:
    import_people(TWO, at=MONDAY)
    assert import_people(TWO, at=MONDAY).new == 0
    counts = [db.session.scalar(select(func.count()).select_from(table)) for table in (Person, OrgUnit, Grant)]
    assert counts == [2, 2, 1]


def test_every_problem_is_told_with_its_line_and_nobody_is_added() -> None:
    wrong = ["kein;X;Y;;", "A@stadt.example;A;B;;", "c@stadt.example;;;;", "d@stadt.example;D;;;Chef"]
    text = TWO + "\n".join([*wrong, "e@stadt.example;E;;Stadt//X;"])
    found = import_people(text, at=MONDAY)
    assert [problem.number for problem in found.problems] == [4, 5, 6, 7, 8]
    assert "line 2" in str(found.problems[1].message)
    assert db.session.scalar(select(func.count()).select_from(Person)) == 0


def test_columns_may_stand_in_another_order() -> None:
    [line] = read_people("Nachname;E-Mail;Vorname\nWeiß;b@stadt.example;Björn").lines
    assert (line.email, line.given, line.family) == ("b@stadt.example", "Björn", "Weiß")


def test_a_head_without_an_address_column_is_a_problem() -> None:
    assert problems("vorname;nachname\nBjörn;Weiß")[0][0] == 1


def test_a_surplus_cell_is_a_problem_and_not_cut_off() -> None:
    assert problems(HEAD + "a@stadt.example;A;B;Stadt;;zu viel")[0][0] == 2


def test_an_empty_file_is_a_problem() -> None:
    assert problems(HEAD) == [(1, "The file names nobody.")]


def test_a_person_may_have_several_roles() -> None:
    [line] = read_people(HEAD + 'a@stadt.example;A;B;;"trainer@x, Koordination@Stadt"').lines
    assert line.roles == (("trainer", "x"), ("coordinator", "Stadt"))
