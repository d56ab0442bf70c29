"""Sending what waits in the outbox: each mail by one worker, again later when the server does not take it."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from email.utils import format_datetime, parseaddr

from flask import current_app
from sqlalchemy import select, update

from lms.db import db, reading, writing
from lms.notices.models import OutboxMail
from lms.settings import Settings

BATCH = 50
CLAIM = timedelta(minutes=10)
"""How long a mail belongs to the worker that took it: if that one dies, another tries again afterwards."""
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720, 1440, 1440))
TIMEOUT = 20


@dataclass(frozen=True, slots=True)
class Delivery:
    """What a sweep of the outbox did."""

    sent: int = 0
    failed: int = 0


def deliver(at: datetime) -> Delivery:
    """Sends what waits, as far as there is a mail server."""
    settings: Settings = current_app.extensions["lms"].settings
    waiting = _waiting(at) if settings.mail_host else []
    if not waiting:
        return Delivery()
    sent = 0
    try:
        with _server(settings) as server:
            for number in waiting:
                sent += _send_one(server, settings, number, at)
    except (OSError, smtplib.SMTPException) as error:
        for number in waiting:
            _put_off(number, at, error, ours=False)
    return Delivery(sent, len(waiting) - sent)


def _waiting(at: datetime) -> list[int]:
    with reading():
        return list(
            db.session.scalars(
                select(OutboxMail.id)
                .where(OutboxMail.sent_at.is_(None), OutboxMail.next_try_at <= at, OutboxMail.tries <= len(PAUSES))
                .order_by(OutboxMail.next_try_at, OutboxMail.id)
                .limit(BATCH)
            )
        )


def _send_one(server: smtplib.SMTP, settings: Settings, number: int, at: datetime) -> bool:
    mail = _claim(number, at)
    if mail is None:
        return False
    try:
        server.send_message(mail_message(mail, settings))
    except (OSError, smtplib.SMTPException, ValueError) as error:
        _put_off(number, at, error, ours=True)
        if isinstance(error, smtplib.SMTPServerDisconnected) or not isinstance(
            error, smtplib.SMTPException | ValueError
        ):
            raise  # the others need not try this server now
        return False
    with writing():
        db.session.execute(
            update(OutboxMail).where(OutboxMail.id == number).values(sent_at=at, tries=mail.tries + 1, error="")
        )
    return True


def _claim(number: int, at: datetime) -> OutboxMail | None:
    """Takes a mail, unless another worker has: only one of them changes the row."""
    with writing():
        taken = db.session.execute(
            update(OutboxMail)
            .where(OutboxMail.id == number, OutboxMail.sent_at.is_(None), OutboxMail.next_try_at <= at)
            .values(next_try_at=at + CLAIM)
            .returning(OutboxMail.id)
        ).scalar()
        if taken is None:
            return None
        mail = db.session.get_one(OutboxMail, number, populate_existing=True)
        db.session.expunge(mail)
    return mail


def _put_off(number: int, at: datetime, error: Exception, *, ours: bool) -> None:
    """Plans the next try of a mail that is ours or nobody's; keeps what the server said, not whom it is about."""
    with writing():
        mail = db.session.get(OutboxMail, number)
        if mail is None or mail.sent_at is not None or (mail.next_try_at > at and not ours):
            return
        mail.next_try_at = at + PAUSES[min(mail.tries, len(PAUSES) - 1)]
        mail.tries += 1
        mail.error = _reason(error)


def _reason(error: Exception) -> str:
    code = getattr(error, "smtp_code", "")
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code = next(iter(error.recipients.values()))[0]
    return f"{type(error).__name__} {code}".strip()


@contextmanager
def _server(settings: Settings) -> Iterator[smtplib.SMTP]:
    with smtplib.SMTP(settings.mail_host, settings.mail_port, timeout=TIMEOUT) as server:
        if settings.mail_tls:
            server.starttls(context=ssl.create_default_context())
        if settings.mail_user:
            server.login(settings.mail_user, settings.mail_password)
        yield server


def mail_message(mail: OutboxMail, settings: Settings) -> EmailMessage:
    """The mail as it goes out: plain text and simple HTML, nothing to load, nothing that tracks."""
    local, _, domain = mail.to.rpartition("@")
    message = EmailMessage(SMTP if local.isascii() else SMTPUTF8)
    sender = parseaddr(settings.mail_from)[1] or "lernlotse@localhost"
    message["Subject"] = mail.subject
    message["From"] = Address(settings.product_name, addr_spec=sender)
    message["To"] = Address("", local, domain.encode("idna").decode())
    message["Date"] = format_datetime(mail.created_at)
    # the same at each try, so that a mail that was sent twice after all can be told
    message["Message-ID"] = f"<{mail.id}.{mail.created_at:%Y%m%d%H%M%S}@{sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.body)
    message.add_alternative(mail.html, subtype="html")
    return message
