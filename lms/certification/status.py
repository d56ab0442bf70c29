"""The status of awards in the database: the same boundaries as :func:`lms.core.certificate.status`."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import ColumnElement, and_, case, or_

from lms.certification.models import Award, Revocation
from lms.core.certificate import EXPIRING_DAYS, Status


def status_on(day: date) -> ColumnElement[str]:
    """The status of each award on a day; the query joins :class:`Revocation` outside."""
    far = day + timedelta(days=EXPIRING_DAYS)
    return case(
        (and_(Revocation.on.is_not(None), Revocation.on <= day), Status.REVOKED.value),
        (or_(Award.valid_until.is_(None), Award.valid_until > far), Status.VALID.value),
        (Award.valid_until >= day, Status.EXPIRING.value),
        else_=Status.EXPIRED.value,
    )


def standing_on(day: date) -> ColumnElement[bool]:
    """Awards that had been issued by a day and that no newer one had replaced."""
    return and_(Award.issued_on <= day, or_(Award.superseded_on.is_(None), Award.superseded_on > day))
