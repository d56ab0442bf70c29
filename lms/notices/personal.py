"""What mails and reports hold about people, and when it goes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update

from lms.core.message import Message
from lms.db import db
from lms.features import PersonalData, Retention
from lms.notices.models import BarrierReport, OutboxMail
from lms.people.personal import count_or_delete


def export(person_id: int) -> Mapping[str, Any]:
    """The mails that were written to a person and are still kept."""
    mails = db.session.scalars(select(OutboxMail).where(OutboxMail.person_id == person_id).order_by(OutboxMail.id))
    return {
        "mails": [
            {
                "subject": mail.subject,
                "written_at": mail.created_at.isoformat(),
                "sent_at": mail.sent_at.isoformat() if mail.sent_at else None,
            }
            for mail in mails
        ]
    }


def _mails(before: datetime, dry_run: bool) -> int:
    return count_or_delete(OutboxMail, OutboxMail.created_at < before, dry_run)


def _addresses(before: datetime, dry_run: bool) -> int:
    over = (BarrierReport.created_at < before, BarrierReport.email != "")
    if dry_run:
        return db.session.scalar(select(func.count()).select_from(BarrierReport).where(*over)) or 0
    changed = update(BarrierReport).where(*over).values(email="").returning(BarrierReport.id)
    return len(db.session.execute(changed).all())


personal_data = PersonalData(
    export=export,
    retention=(
        Retention(Message("Mails to people"), Message("Each mail"), 30, _mails),
        Retention(Message("Address given with a reported barrier"), Message("The report"), 90, _addresses),
    ),
)
