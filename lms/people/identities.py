"""People whom another application or a single sign-on brings."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import select

from lms.core.clock import now
from lms.db import db, writing
from lms.people.models import Identity as IdentityRow
from lms.people.models import Person
from lms.search.folding import fold_for_search, sort_key


@dataclass(frozen=True, slots=True)
class Identity:
    """Somebody as the host knows them; ``issuer`` and ``subject`` together never change."""

    issuer: str
    subject: str
    given: str
    family: str
    email: str | None = None
    groups: tuple[str, ...] = ()


class IdentityProvider(Protocol):
    """What a host application tells about the person who is asking, in its own request context."""

    def current(self) -> Identity | None:
        """Who is signed in at the host."""

    def sign_in_url(self, next: str) -> str:
        """Where to sign in; afterwards the host leads to ``next``."""

    def sign_out_url(self) -> str:
        """Where to sign out."""


def person_from(provider: IdentityProvider) -> int | None:
    """The id of the person whom the host has signed in; somebody new gets a row at once."""
    identity = provider.current()
    if identity is None:
        return None
    known = db.session.execute(
        select(Person.id, Person.given, Person.family)
        .join(IdentityRow, IdentityRow.person_id == Person.id)
        .where(IdentityRow.issuer == identity.issuer, IdentityRow.subject == identity.subject)
    ).first()
    if known and (known.given, known.family) == (identity.given, identity.family):
        return int(known.id)
    with writing():
        person = _renamed(known.id, identity) if known else _new(identity)
        db.session.flush()
        person_id = person.id
    return person_id


def _renamed(person_id: int, identity: Identity) -> Person:
    person = db.session.get_one(Person, person_id)
    person.given, person.family = identity.given, identity.family
    person.sort_key = sort_key(person.family, person.given)
    person.search = fold_for_search(person.given, person.family, person.email or "")
    return person


def _new(identity: Identity) -> Person:
    taken = identity.email and db.session.scalar(select(Person.id).where(Person.email == identity.email.lower()))
    person = Person(
        given=identity.given,
        family=identity.family,
        # an address that another account has is not taken over: accounts are tied by their stable id
        email=None if taken or not identity.email else identity.email.lower(),
        sort_key=sort_key(identity.family, identity.given),
        search=fold_for_search(identity.given, identity.family, identity.email or ""),
        fs_uniquifier=secrets.token_hex(16),
        created_at=now(),
    )
    db.session.add(person)
    db.session.flush()
    db.session.add(IdentityRow(person_id=person.id, issuer=identity.issuer, subject=identity.subject))
    return person
