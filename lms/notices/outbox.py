"""Writing mails: in the transaction of what they tell about, in the language of the person, each once."""

from __future__ import annotations

import secrets
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from flask import current_app, has_app_context, render_template
from sqlalchemy import event
from sqlalchemy.orm import Session

from lms.core.message import Message
from lms.db import db, insert_new
from lms.notices.models import OutboxMail
from lms.people.models import Person
from lms.settings import Settings
from lms.web.texts import LOCALES, say

WAITING = "mails are waiting"


@dataclass(frozen=True, slots=True)
class Action:
    """The one thing that a mail offers: a label and an address below the installation's own."""

    label: Message
    path: str


def notify(
    person_id: int,
    kind: str,
    subject: Message,
    body: Message | Iterable[Message],
    path: str | None = None,
    *,
    at: datetime,
    label: Message | None = None,
    key: str | None = None,
) -> int | None:
    """Writes a mail to a person, in their language; nothing when they have no address or have left.

    ``path`` is where the mail leads (such as ``/me/certificates``), ``key`` says what it is about: the same
    key is written once. The row's id, or nothing.
    """
    person = db.session.get(Person, person_id)
    if person is None or not person.email or not person.active:
        return None
    action = Action(label or Message("Open the page"), path) if path else None
    greeting = Message("Hello %(name)s,", {"name": person.name})
    return send_mail(
        person.email,
        subject,
        [greeting, *([body] if isinstance(body, Message) else body)],
        kind=kind,
        at=at,
        action=action,
        key=key,
        language=person.locale,
        person_id=person_id,
    )


def send_mail(
    to: str,
    subject: Message,
    body: Iterable[Message],
    *,
    kind: str,
    at: datetime,
    action: Action | None = None,
    key: str | None = None,
    language: str | None = None,
    person_id: int | None = None,
) -> int | None:
    """Writes a mail to an address, a paragraph for each message; sent by the worker after the commit."""
    settings: Settings = current_app.extensions["lms"].settings
    language = language if language in LOCALES else settings.locale
    values = {
        "paragraphs": [say(message, language) for message in body],
        "label": say(action.label, language) if action else "",
        "address": settings.public_url.rstrip("/") + action.path if action else "",
        "language": language,
        "sender": f"{settings.product_name} · {settings.organisation}",
    }
    subject_line = one_line(f"{settings.product_name}: {say(subject, language)}")
    row = insert_new(
        OutboxMail,
        person_id=person_id,
        kind=kind,
        to=one_line(to),
        subject=subject_line,
        body=_plain(values),
        html=render_template("notices/mail.html", **values, subject=subject_line),
        key=key or f"{kind}:{secrets.token_hex(16)}",
        created_at=at,
        next_try_at=at,
        tries=0,
        error="",
    )
    db.session.info[WAITING] = True
    return row


def one_line(text: str) -> str:
    """A text for a header: no line ends, nothing that is not seen."""
    return " ".join("".join(" " if unicodedata.category(char)[0] == "C" else char for char in text).split())


def _plain(values: Mapping[str, object]) -> str:
    paragraphs = values["paragraphs"]
    assert isinstance(paragraphs, list)
    parts = [*paragraphs]
    if values["address"]:
        parts.append(f"{values['label']}:\n{values['address']}")
    return "\n\n".join([*parts, f"-- \n{values['sender']}"]) + "\n"


@event.listens_for(Session, "after_commit")
def _ask_for_sending(session: Session) -> None:
    if session.info.pop(WAITING, False) and has_app_context():
        from lms.notices.jobs import ask_for_delivery

        ask_for_delivery()


@event.listens_for(Session, "after_rollback")
def _forget(session: Session) -> None:
    session.info.pop(WAITING, None)
