"""Verbs of people: add, place, give a role, set a password, say goodbye."""

from __future__ import annotations

import secrets
import unicodedata
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import select

from lms.core.errors import BadValue
from lms.core.message import Message
from lms.db import db, insert_new
from lms.people import sessions
from lms.people.addresses import email_address
from lms.people.current import ROLES
from lms.people.models import Grant, OrgUnit, Person
from lms.search.folding import fold_for_search, sort_key

LONGEST_NAME = 200
GERMAN_ROLES = {
    "lernende": "learner", "lehrkraft": "trainer", "koordination": "coordinator", "führungskraft": "manager",
    "steuerung": "steering", "personalrat": "staff_council", "datenschutz": "dpo", "administration": "admin",
}  # fmt: skip


class Added(NamedTuple):
    """A person, and whether the row is new."""

    person: Person
    new: bool


def person_by_email(email: str) -> Person | None:
    """The account with an address, however it is typed."""
    typed = unicodedata.normalize("NFC", email).strip().lower()
    return db.session.scalar(select(Person).where(Person.email == typed))


def add_person(email: str, *, given: str, family: str = "", org: str = "", at: datetime) -> Added:
    """An account; one that is there already gets the names and the place, and nothing is added twice."""
    email = email_address(email)
    given, family = clean_name(given, "given"), clean_name(family, "family")
    if not given and not family:
        raise BadValue(Message("A person needs a name: given name, family name or both."), "given")
    unit = org_unit_by_label(org) if org.strip() else None
    known = person_by_email(email)
    if known is None:
        names = {"given": given, "family": family, "email": email}
        insert_new(
            Person, **names, active=True, fs_uniquifier=secrets.token_hex(16), created_at=at, sort_key="", search=""
        )
    person = db.session.scalars(select(Person).where(Person.email == email)).one()
    rename(person, given, family)
    if unit is not None:
        person.org_unit_id = unit.id
    db.session.flush()
    return Added(person, known is None)


def rename(person: Person, given: str, family: str) -> None:
    """Gives somebody another name, under which they are sorted and found from now on."""
    person.given, person.family = given, family
    person.sort_key = sort_key(family, given)
    person.search = fold_for_search(given, family, person.email or "")


def clean_name(text: str, field: str | None = None) -> str:
    """A name in NFC, with single blanks; any letters of any language."""
    text = " ".join(unicodedata.normalize("NFC", text).split())
    if len(text) > LONGEST_NAME or any(unicodedata.category(char) == "Cc" for char in text):
        raise BadValue(Message("This name is too long or contains signs that cannot be shown."), field)
    return text


def org_unit_by_label(label: str) -> OrgUnit:
    """The org unit of a path such as ``Stadt/Dezernat/Amt``; what is missing of it is created."""
    unit: OrgUnit | None = None
    for name in org_names(label):
        unit = _child(unit, name)
    assert unit is not None, "a path has at least one name"
    return unit


def org_names(label: str) -> list[str]:
    """The names in a path of offices."""
    names = [clean_name(part, "org") for part in label.strip().strip("/").split("/")]
    if not all(names):
        shown = {"label": label.strip()}
        raise BadValue(Message("“%(label)s” is no path of offices. Write it as Stadt/Dezernat/Amt.", shown), "org")
    return names


def _child(parent: OrgUnit | None, name: str) -> OrgUnit:
    parent_id = parent.id if parent else None
    same = select(OrgUnit).where(OrgUnit.parent_id == parent_id, OrgUnit.name == name)
    found = db.session.scalar(same)
    if found is None:
        label = f"{parent.label}/{name}" if parent else name
        insert_new(OrgUnit, parent_id=parent_id, name=name, label=label, path="")
        found = db.session.scalars(same).one()
    if not found.path:
        found.path = f"{parent.path if parent else '/'}{found.id}/"
        db.session.flush()
    return found


def role_and_scope(text: str) -> tuple[str, str]:
    """The role and the place of ``ROLE[@SCOPE]``, by its English or German name."""
    name, _, scope = text.strip().partition("@")
    name = name.strip().lower().replace("-", "_")
    role = GERMAN_ROLES.get(name, name)
    if role != "learner" and role not in ROLES:
        known = ", ".join(("learner", *ROLES))
        raise BadValue(
            Message("There is no role “%(name)s”. Roles are: %(known)s.", {"name": name, "known": known}), "role"
        )
    return role, scope.strip()


def grant_role(person: Person, role: str, scope: str = "", *, until: date | None = None) -> Grant | None:
    """Gives a role: a trainer's scope is a course's key, everybody else's an org unit; none means everywhere.

    Everybody learns, so that role needs no row. A role that is there already only gets the new last day.
    """
    if role == "learner":
        return None
    kind, where = "everywhere", ""
    if scope:
        kind = "course" if role == "trainer" else "org"
        where = scope if kind == "course" else org_unit_by_label(scope).path
    insert_new(Grant, person_id=person.id, role=role, scope_kind=kind, scope=where, until=until)
    grant = db.session.scalars(
        select(Grant).where(
            Grant.person_id == person.id, Grant.role == role, Grant.scope_kind == kind, Grant.scope == where
        )
    ).one()
    grant.until = until
    db.session.flush()
    return grant


def set_password(person: Person, hashed: str) -> None:
    """Sets a password (its hash, made before the transaction); every sign-in and every link ends with it."""
    person.password = hashed
    person.fs_uniquifier = secrets.token_hex(16)
    sessions.end_all(person.id)
    db.session.flush()


def deactivate(person: Person, *, at: datetime) -> None:
    """Closes an account on the day that somebody leaves: no sign-in any more, nothing else is lost yet."""
    person.active = False
    person.left_at = person.left_at or at
    person.fs_uniquifier = secrets.token_hex(16)
    sessions.end_all(person.id)
    db.session.flush()


def reactivate(person: Person) -> None:
    """Opens a closed account again, for instance after a leave."""
    person.active, person.left_at = True, None
    db.session.flush()
