"""What a certificate promises, how long it holds, and what it is worth on a given day."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

EXPIRING_DAYS = 90
"""From so many days before its end a certificate is called expiring (domain: reminders at 90, 30 and 7 days)."""


@dataclass(frozen=True, slots=True)
class Validity:
    """How long a certificate holds: a span (years, months, days) or until a calendar day; all empty is unlimited."""

    months: int = 0
    days: int = 0
    until: date | None = None
    yearly: tuple[int, int] | None = None  # (month, day): the next such day after the award

    def end(self, issued: date) -> date | None:
        """The last day it is valid; a day that does not exist becomes the last of its month."""
        if self.until:
            return self.until
        if self.yearly:
            month, day = self.yearly
            this = _day(issued.year, month, day)
            return this if this > issued else _day(issued.year + 1, month, day)
        if self.months:
            years, month = divmod(issued.month - 1 + self.months, 12)
            return _day(issued.year + years, month + 1, issued.day) + timedelta(days=self.days)
        return issued + timedelta(days=self.days) if self.days else None


def _day(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))


@dataclass(frozen=True, slots=True)
class Certificate:
    """What a course awards, as its author wrote it. ``minutes`` is the learning time it confirms."""

    key: str
    title: str
    validity: Validity = Validity()
    minutes: int = 0
    text: tuple[str, ...] = ()
    confirmation: str = "none"  # or "coordinator", "trainer": who releases it
    refresher: str | None = None
    refresh: Validity = Validity(months=3)  # how long before its end the refresher may begin


class Status(StrEnum):
    """What an award is worth on a day."""

    VALID = "valid"
    EXPIRING = "expiring"
    EXPIRED = "expired"
    REVOKED = "revoked"


def status(day: date, valid_until: date | None, revoked_on: date | None = None) -> Status:
    """The one answer to “is this certificate valid on that day?”."""
    if revoked_on is not None and revoked_on <= day:
        return Status.REVOKED
    if valid_until is None or valid_until > day + timedelta(days=EXPIRING_DAYS):
        return Status.VALID
    return Status.EXPIRING if valid_until >= day else Status.EXPIRED
