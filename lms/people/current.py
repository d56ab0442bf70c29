"""Who is asking: session, person and roles, read in one statement."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import current_app, g, session
from sqlalchemy import Row, Select, bindparam, select

from lms.core.clock import now
from lms.db import db, fetch
from lms.people.models import Grant, OrgUnit, Person, SignIn

ROLES = ("trainer", "coordinator", "manager", "steering", "staff_council", "dpo", "admin")


@dataclass(frozen=True, slots=True)
class Role:
    """A role in force: its name and where it holds."""

    name: str
    scope_kind: str
    scope: str


@dataclass(frozen=True, slots=True)
class Viewer:
    """The person who is asking, with the roles in force today."""

    id: int
    given: str
    family: str
    locale: str | None
    org_path: str
    roles: tuple[Role, ...]
    session_id: int | None = None

    @property
    def name(self) -> str:
        """The name as it is spoken."""
        return f"{self.given} {self.family}".strip()

    @property
    def role_names(self) -> frozenset[str]:
        """The names of all roles, wherever they hold; everybody learns."""
        return frozenset({"visitor", "learner", *(role.name for role in self.roles)})

    def has(self, role: str) -> bool:
        """Whether the person has a role anywhere."""
        return any(own.name == role for own in self.roles)

    def teaches(self, course: str) -> bool:
        """Whether the person is a trainer of a course; a trainer everywhere is one of each."""
        return any(
            own.name == "trainer" and (own.scope_kind == "everywhere" or own.scope == course) for own in self.roles
        )

    def org_paths(self, role: str) -> tuple[str, ...]:
        """The subtrees in which a role holds, as paths; ``/`` is everything."""
        return tuple(
            "/" if own.scope_kind == "everywhere" else own.scope
            for own in self.roles
            if own.name == role and own.scope_kind != "course"
        )

    def holds(self, role: str, org_path: str) -> bool:
        """Whether a role holds for an org unit (its path, or ``""`` for nobody's)."""
        return any(path == "/" or (org_path and org_path.startswith(path)) for path in self.org_paths(role))


_PERSON = (Person.id, Person.given, Person.family, Person.locale, OrgUnit.path)
_GRANT = (Grant.role, Grant.scope_kind, Grant.scope, Grant.until)
_BY_TOKEN: Select[*tuple[Any, ...]] = (
    select(SignIn.id, *_PERSON, *_GRANT)
    .join(Person, Person.id == SignIn.person_id)
    .outerjoin(OrgUnit, OrgUnit.id == Person.org_unit_id)
    .outerjoin(Grant, Grant.person_id == Person.id)
    .where(SignIn.token_hash == bindparam("token"), SignIn.expires_at > bindparam("at"), Person.active)
)
_BY_ID: Select[*tuple[Any, ...]] = (
    select(bindparam("no_session", None), *_PERSON, *_GRANT)
    .select_from(Person)
    .outerjoin(OrgUnit, OrgUnit.id == Person.org_unit_id)
    .outerjoin(Grant, Grant.person_id == Person.id)
    .where(Person.id == bindparam("person"), Person.active)
)


def viewer() -> Viewer | None:
    """The person who is asking, or nobody; read once per request."""
    found: Viewer | None = g.get("viewer")
    if found is None and "viewer" not in g:
        found = g.viewer = _asking()
    return found


def _asking() -> Viewer | None:
    provider = current_app.extensions["lms"].identity
    if provider is not None:
        from lms.people.identities import person_from

        person_id = person_from(provider)
        return person_with_roles(person_id) if person_id else None
    token = session.get("token")
    return _from_token(token) if token else None


def the_viewer() -> Viewer:
    """The person who is asking, on pages that nobody reaches without signing in."""
    found = viewer()
    assert found is not None, "the access hook lets only signed-in people in here"
    return found


def token_hash(token: str) -> str:
    """What the database keeps of a session's token."""
    return hashlib.sha256(token.encode()).hexdigest()


def _from_token(token: str) -> Viewer | None:
    return _viewer(fetch(_BY_TOKEN, token=token_hash(token), at=now()))


def person_with_roles(person_id: int) -> Viewer | None:
    """A person as they would be if they asked now."""
    db.session.flush()
    return _viewer(fetch(_BY_ID, person=person_id))


def _viewer(found: Sequence[Row[*tuple[Any, ...]]]) -> Viewer | None:
    if not found:
        return None
    today = now().date()
    session_id, person_id, given, family, locale, path = found[0][:6]
    roles = tuple(
        Role(role, kind, scope)
        for *_, role, kind, scope, until in found
        if role is not None and (until is None or until >= today)
    )
    return Viewer(person_id, given, family, locale, path or "", roles, session_id)
