"""What this room holds about a person, and how long."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from lms.certification.models import Award
from lms.certification.reading import awards_of, criteria_of
from lms.core.clock import now
from lms.core.message import Message
from lms.features import PersonalData, Retention
from lms.people.personal import count_or_delete
from lms.web.format import local
from lms.web.texts import say


def export_of(person_id: int) -> Mapping[str, Any]:
    """Every award of a person with all that is kept of it, the reason of a revocation included."""
    return {
        "certificates": [
            {
                "number": held.award.number,
                "name": held.award.name,
                "title": held.award.certificate_title,
                "course": held.award.subject_title,
                "version": held.award.version,
                "cycle": held.award.cycle,
                "criteria": list(criteria_of(held.award, say)),
                "minutes": held.award.minutes,
                "issuer": held.award.issuer,
                "issued_on": held.award.issued_on.isoformat(),
                "valid_until": held.award.valid_until.isoformat() if held.award.valid_until else None,
                "org_unit": held.award.org_label,
                "status": held.status.value,
                "revoked_on": held.revocation.on.isoformat() if held.revocation else None,
                "revoked_because": held.revocation.reason if held.revocation else None,
            }
            for held in awards_of(person_id, local(now()).date())
        ]
    }


def delete_ended(before: datetime, dry_run: bool) -> int:
    """Removes awards whose validity ended before a moment; one without an end stays."""
    return count_or_delete(Award, Award.valid_until < local(before).date(), dry_run)


personal_data = PersonalData(
    export=export_of,
    retention=(Retention(Message("Certificates"), Message("end of validity"), 3 * 365, delete_ended),),
)
