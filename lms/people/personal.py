"""What the kernel holds about a person's account, and when it goes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, func, select

from lms.core.message import Message
from lms.db import Model, db
from lms.features import PersonalData, Retention
from lms.people.models import Identity, Person, SignIn, SignInAttempt


def export(person_id: int) -> Mapping[str, Any]:
    """The account: names, place, roles, ways to sign in."""
    person = db.session.get_one(Person, person_id)
    identities = db.session.execute(
        select(Identity.issuer, Identity.subject).where(Identity.person_id == person_id)
    ).all()
    sessions = db.session.execute(
        select(SignIn.created_at, SignIn.expires_at).where(SignIn.person_id == person_id).order_by(SignIn.id)
    ).all()
    return {
        "account": {
            "given": person.given,
            "family": person.family,
            "email": person.email,
            "org_unit": person.org_unit.label if person.org_unit else None,
            "language": person.locale,
            "created_at": person.created_at.isoformat(),
            "has_password": person.password is not None,
        },
        "roles": [
            {"role": g.role, "where": g.scope, "until": g.until.isoformat() if g.until else None} for g in person.grants
        ],
        "identities": [{"issuer": issuer, "subject": subject} for issuer, subject in identities],
        "sign_ins": [{"from": begun.isoformat(), "until": end.isoformat()} for begun, end in sessions],
    }


def count_or_delete(table: type[Model], condition: ColumnElement[bool], dry_run: bool) -> int:
    """Deletes rows, or counts those that would go."""
    if dry_run:
        return db.session.scalar(select(func.count()).select_from(table).where(condition)) or 0
    return len(db.session.execute(delete(table).where(condition).returning(*table.__table__.primary_key)).all())


def _sessions(before: datetime, dry_run: bool) -> int:
    return count_or_delete(SignIn, SignIn.expires_at < before, dry_run)


def _attempts(before: datetime, dry_run: bool) -> int:
    return count_or_delete(SignInAttempt, SignInAttempt.at < before, dry_run)


personal_data = PersonalData(
    export=export,
    retention=(
        Retention(Message("Sign-ins on a device"), Message("End of the sign-in"), 0, _sessions),
        Retention(Message("Wrong tries to sign in, without a name"), Message("Each try"), 1, _attempts),
    ),
)
