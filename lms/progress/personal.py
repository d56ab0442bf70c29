"""What enrolments and the log hold about a person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from lms.db import db
from lms.features import PersonalData
from lms.progress.models import Enrolment, EvidenceRow


def export(person_id: int) -> Mapping[str, Any]:
    """The courses that somebody takes or took, and everything recorded of them there."""
    enrolments = db.session.scalars(select(Enrolment).where(Enrolment.person_id == person_id).order_by(Enrolment.id))
    rows = db.session.scalars(select(EvidenceRow).where(EvidenceRow.person_id == person_id).order_by(EvidenceRow.id))
    return {
        "enrolments": [
            {
                "course": row.course,
                "version": row.version,
                "cycle": row.cycle,
                "started_at": row.started_at.isoformat(),
                "due": row.due.isoformat() if row.due else None,
                "mandatory": row.mandatory,
                "closed_at": row.closed_at.isoformat() if row.closed_at else None,
            }
            for row in enrolments
        ],
        "evidence": [
            {
                "course": row.course,
                "activity": f"{row.type} {row.key}",
                "kind": row.kind,
                "at": row.at.isoformat(),
                "score": row.score,
                "recorded_by_somebody_else": row.by is not None and row.by != person_id,
                "note": row.note,
            }
            for row in rows
        ],
    }


personal_data = PersonalData(export=export)
