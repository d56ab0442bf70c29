"""Mails about accounts: an invitation, a link for a new password, word that the password was changed."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask import current_app

from lms.core.errors import LmsError
from lms.core.message import Message, plural
from lms.notices.outbox import notify
from lms.people import throttle
from lms.people.models import Person
from lms.people.passwords import link_token
from lms.people.service import person_by_email
from lms.settings import Settings
from lms.web.format import format_date

REQUESTS = 5
"""Links for a new password that an account is sent within 15 minutes."""


def invite(person: Person, *, at: datetime) -> str:
    """Invites somebody to choose a password; the link, which is also on its way by mail."""
    settings: Settings = current_app.extensions["lms"].settings
    if not person.email or not person.active:
        raise LmsError(Message("%(name)s has no e-mail address or no open account.", {"name": person.name}))
    path = f"/invitation/{link_token(person, 'invitation')}"
    last = at + timedelta(days=settings.invitation_days)
    last_day = format_date(last, person.locale or settings.locale)
    notify(
        person.id,
        "invitation",
        Message("Your access"),
        [
            Message(
                "you are invited to %(product)s of %(organisation)s, where you take courses in your working time.",
                {"product": settings.product_name, "organisation": settings.organisation},
            ),
            Message("Please choose a password. The link works until %(day)s.", {"day": last_day}),
        ],
        path,
        at=at,
        label=Message("Choose a password"),
    )
    return settings.public_url.rstrip("/") + path


def send_reset(email: str, address: str, *, at: datetime) -> None:
    """Sends a link for a new password, if there is such an account; nobody learns whether."""
    account = email.strip().lower()[:254]
    settings: Settings = current_app.extensions["lms"].settings
    slow = throttle.is_slowed("reset", account, at, REQUESTS) or throttle.is_slowed("reset from", address, at)
    throttle.note("reset", account, at)
    throttle.note("reset from", address, at)
    person = person_by_email(email)
    if slow or person is None:
        return
    notify(
        person.id,
        "reset",
        Message("New password"),
        [
            plural(
                "somebody, probably you, has asked for a new password. The link works for %(n)s minute.",
                "somebody, probably you, has asked for a new password. The link works for %(n)s minutes.",
                settings.reset_minutes,
            ),
            Message("If it was not you, do nothing: your password stays as it is."),
        ],
        f"/password/{link_token(person, 'reset')}",
        at=at,
        label=Message("Choose a new password"),
    )


def tell_password_changed(person: Person, *, at: datetime) -> None:
    """Tells somebody that their password was changed, in case it was not them."""
    notify(
        person.id,
        "password changed",
        Message("Your password was changed"),
        [Message("Your password was changed just now. If it was not you, please choose a new one at once.")],
        "/password",
        at=at,
        label=Message("Choose a new password"),
    )
