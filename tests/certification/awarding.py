"""Makes awards without a course, for tests of what becomes of them."""

from datetime import date
from typing import Any

from lms.certification.models import Award, Revocation
from lms.certification.number import new_number
from lms.core.message import Message
from lms.db import db
from lms.people.models import Person
from lms.search.folding import sort_key

ISSUED = date(2026, 11, 24)


def line(text: Message, *parts: dict[str, Any], ref: str = "x:unit:x", met: bool = True) -> dict[str, Any]:
    """A condition as a completion keeps it."""
    return {"ref": ref, "text": text.as_data(), "met": met, "waived": False, "on": None, "parts": list(parts)}


CRITERIA = [line(Message("Read “%(title)s” to the end.", {"title": "Rollen"})), line(Message("Nothing is left."))]


def add_award(person: Person, **changes: Any) -> Award:
    """An award of a person, issued on a Tuesday for two years."""
    values: dict[str, Any] = {
        "number": new_number(),
        "person_id": person.id,
        "given": person.given,
        "family": person.family,
        "family_folded": sort_key(person.family or person.given),
        "subject": "q-ser",
        "subject_title": "Mentoring im Q-SER-Modell",
        "version": 2,
        "certificate_key": "mentor",
        "certificate_title": "Q-SER-Mentorin / Q-SER-Mentor",
        "certificate_text": ["Bescheinigung nach § 5 TVöD"],
        "cycle": 1,
        "criteria": CRITERIA,
        "minutes": 60,
        "issuer": "Stadt Musterstadt",
        "issued_on": ISSUED,
        "valid_until": date(2028, 11, 24),
        "org_label": "Stadt/Bürgeramt",
    }
    award = Award(**{**values, **changes})
    db.session.add(award)
    db.session.flush()
    return award


def revoke(award: Award, on: date, reason: str = "") -> None:
    """Revokes an award on a day."""
    db.session.add(Revocation(award_id=award.id, on=on, by=None, reason=reason))
    db.session.flush()
