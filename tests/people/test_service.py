from __future__ import annotations

import pytest
from sqlalchemy import func, select

from lms.core.errors import BadValue
from lms.db import db
from lms.people.current import person_with_roles
from lms.people.models import Grant, OrgUnit, Person, SignIn
from lms.people.service import (
    add_person,
    deactivate,
    grant_role,
    org_unit_by_label,
    person_by_email,
    reactivate,
    role_and_scope,
    set_password,
)
from lms.search.folding import words
from lms.testing import MONDAY

pytestmark = pytest.mark.usefixtures("context")


def count(table: type) -> int:
    return db.session.scalar(select(func.count()).select_from(table)) or 0


def sukru() -> Person:
    return add_person("Sukru@Stadt.example", given="Şükrü", family="Đorđević-Łukasz", org="Stadt/Amt", at=MONDAY).person


def test_a_name_with_many_marks_is_kept_sorted_and_found() -> None:
    person = sukru()
    assert person.name == "Şükrü Đorđević-Łukasz"
    assert all(f" {word}" in person.search for word in words("sukru dordevic lukasz"))
    assert person.sort_key == "dordevic lukasz sukru"
    assert person.email == "sukru@stadt.example"


def test_a_decomposed_name_is_stored_composed() -> None:
    person = add_person("a@stadt.example", given="A\u0308nne", at=MONDAY).person
    assert person.given == "Änne"


def test_adding_somebody_twice_updates_the_first_row() -> None:
    first = sukru()
    person, new = add_person("SUKRU@stadt.example", given="Şükrü", family="Weiß", at=MONDAY)
    assert (person.id, new, person.family) == (first.id, False, "Weiß")
    assert count(Person) == 1
    assert person.org_unit is not None


@pytest.mark.parametrize("email", ["", "petra", "petra@", "@stadt.example", "a b@x.example", "a@x\n.example", "a@x>"])
def test_what_cannot_be_an_address_is_refused_at_its_field(email: str) -> None:
    with pytest.raises(BadValue) as refused:
        add_person(email, given="Petra", at=MONDAY)
    assert refused.value.field == "email"


@pytest.mark.parametrize("email", ["ayşe@stadt.example", "a.b+c@amt.local", "x@rathaus.intern"])
def test_addresses_of_internal_networks_and_with_marks_are_fine(email: str) -> None:
    assert add_person(email, given="Petra", at=MONDAY).person.email == email


def test_a_person_without_any_name_is_refused() -> None:
    with pytest.raises(BadValue, match="needs a name"):
        add_person("a@stadt.example", given=" ", family="", at=MONDAY)


def test_an_org_path_is_created_once_with_paths_of_ids_and_names() -> None:
    office = org_unit_by_label("Stadt/Dezernat I/Bürgeramt")
    again = org_unit_by_label(" Stadt / Dezernat I/Bürgeramt/ ")
    assert again.id == office.id
    assert office.label == "Stadt/Dezernat I/Bürgeramt"
    town = db.session.scalars(select(OrgUnit).where(OrgUnit.parent_id.is_(None))).one()
    assert office.path.startswith(town.path)
    assert office.path.endswith(f"/{office.id}/")
    assert count(OrgUnit) == 3


def test_the_same_name_below_two_parents_is_two_offices() -> None:
    assert org_unit_by_label("Stadt/A/Service").id != org_unit_by_label("Stadt/B/Service").id


def test_a_gap_in_an_org_path_is_refused() -> None:
    with pytest.raises(BadValue, match="no path of offices"):
        org_unit_by_label("Stadt//Amt")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("trainer@q-ser", ("trainer", "q-ser")),
        ("Koordination@Stadt/Dezernat I", ("coordinator", "Stadt/Dezernat I")),
        ("staff-council", ("staff_council", "")),
        ("Lernende", ("learner", "")),
    ],
)
def test_roles_are_read_in_english_and_german(text: str, expected: tuple[str, str]) -> None:
    assert role_and_scope(text) == expected


def test_an_unknown_role_is_refused_with_the_known_ones() -> None:
    with pytest.raises(BadValue, match="coordinator"):
        role_and_scope("boss")


def test_a_coordinator_of_a_department_holds_its_offices_and_no_others() -> None:
    person = sukru()
    grant_role(person, "coordinator", "Stadt/Dezernat I")
    inside, outside = org_unit_by_label("Stadt/Dezernat I/Amt"), org_unit_by_label("Stadt/Dezernat II")
    viewer = person_with_roles(person.id)
    assert viewer is not None
    assert viewer.holds("coordinator", inside.path)
    assert not viewer.holds("coordinator", outside.path)


def test_a_role_given_twice_is_one_row_and_learning_is_none() -> None:
    person = sukru()
    for _ in range(2):
        grant_role(person, "trainer", "q-ser")
        grant_role(person, "learner")
    assert count(Grant) == 1


def test_who_leaves_is_signed_out_and_cannot_be_asked_for() -> None:
    person = sukru()
    db.session.add(SignIn(token_hash="x", person_id=person.id, created_at=MONDAY, expires_at=MONDAY))
    before = person.fs_uniquifier
    deactivate(person, at=MONDAY)
    assert count(SignIn) == 0
    assert person.fs_uniquifier != before
    assert person.left_at == MONDAY
    assert person_with_roles(person.id) is None
    reactivate(person)
    assert person_with_roles(person.id) is not None


def test_a_new_password_ends_every_sign_in() -> None:
    person = sukru()
    db.session.add(SignIn(token_hash="x", person_id=person.id, created_at=MONDAY, expires_at=MONDAY))
    set_password(person, "hash")
    assert count(SignIn) == 0


def test_an_account_is_found_however_its_address_is_typed() -> None:
    sukru()
    assert person_by_email("  SUKRU@STADT.example ") is not None
