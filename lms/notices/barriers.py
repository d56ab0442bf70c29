"""Reports of barriers: kept first, then mailed to whoever answers them."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask import current_app

from lms.core.message import Message, verbatim
from lms.db import db
from lms.notices.models import BarrierReport
from lms.notices.outbox import send_mail
from lms.settings import Settings
from lms.web.format import format_date, local


def report_barrier(text: str, *, page: str = "", email: str = "", at: datetime) -> BarrierReport:
    """Keeps a report and mails it; an answer is due by the day that the settings promise."""
    settings: Settings = current_app.extensions["lms"].settings
    answer_by = (local(at) + timedelta(days=settings.barrier_days)).date()
    report = BarrierReport(page=page.strip(), text=text.strip(), email=email, created_at=at, answer_by=answer_by)
    db.session.add(report)
    db.session.flush()
    if settings.contact_email:
        _mail(report, settings)
    return report


def _mail(report: BarrierReport, settings: Settings) -> None:
    send_mail(
        settings.contact_email,
        Message("Barrier %(number)s", {"number": report.number}),
        [
            Message(
                "Somebody has reported a barrier. Please answer by %(day)s.",
                {"day": format_date(report.answer_by, settings.locale)},
            ),
            Message("Page: %(page)s", {"page": report.page or "–"}),
            verbatim(report.text),
            Message("Answer to: %(email)s", {"email": report.email or "–"}),
        ],
        kind="barrier",
        at=report.created_at,
        key=f"barrier:{report.id}",
    )
