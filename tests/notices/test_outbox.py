from __future__ import annotations

import pytest
from sqlalchemy import func, select

from lms.core.message import Message, verbatim
from lms.db import db
from lms.notices.delivery import mail_message
from lms.notices.models import OutboxMail
from lms.notices.outbox import Action, notify, one_line, send_mail
from lms.people.models import Person
from lms.people.service import deactivate
from lms.settings import Settings
from lms.testing import MONDAY, MakeApp, add_person

pytestmark = pytest.mark.usefixtures("context")


def mails() -> list[OutboxMail]:
    return list(db.session.scalars(select(OutboxMail).order_by(OutboxMail.id)))


def test_a_mail_speaks_the_language_of_the_person() -> None:
    person = add_person("Ayşe", "Yıldırım")
    person.locale = "en"
    for locale in ("en", "de", None):
        person.locale = locale
        notify(person.id, "x", Message("New password"), Message("Please choose a password."), "/password", at=MONDAY)
    assert [mail.subject for mail in mails()] == [
        "Lernlotse: New password", "Lernlotse: Neues Passwort", "Lernlotse: Neues Passwort",
    ]  # fmt: skip
    assert mails()[1].body.startswith("Guten Tag Ayşe Yıldırım,\n\nBitte wählen Sie ein Passwort.")


def test_text_and_html_say_the_same_and_load_nothing() -> None:
    person = add_person("Ayşe", "<b>Yıldırım</b>")
    notify(
        person.id,
        "x",
        Message("New password"),
        [Message("Data"), verbatim("1 < 2\nzwei")],
        "/me/data?a=1&b=2",
        at=MONDAY,
    )
    [mail] = mails()
    assert "http://127.0.0.1:8000/me/data?a=1&b=2" in mail.body
    assert 'href="http://127.0.0.1:8000/me/data?a=1&amp;b=2"' in mail.html
    assert "1 &lt; 2<br>zwei" in mail.html
    assert "<b>" not in mail.html
    assert not any(sign in mail.html for sign in ("<img", "<link", "src=", "style="))


def test_the_same_key_is_written_once() -> None:
    person = add_person("Ayşe")
    first = notify(person.id, "x", Message("Data"), Message("Data"), at=MONDAY, key="award:7")
    assert first is not None
    assert notify(person.id, "x", Message("Data"), Message("Data"), at=MONDAY, key="award:7") is None
    assert len(mails()) == 1


def test_without_a_key_every_mail_is_another() -> None:
    person = add_person("Ayşe")
    for _ in range(2):
        notify(person.id, "x", Message("Data"), Message("Data"), at=MONDAY)
    assert len(mails()) == 2


def test_who_has_no_address_or_has_left_gets_nothing() -> None:
    silent, gone = add_person("Ayşe"), add_person("Björn")
    silent.email = None
    deactivate(gone, at=MONDAY)
    for person_id in (silent.id, gone.id, 999):
        assert notify(person_id, "x", Message("Data"), Message("Data"), at=MONDAY) is None
    assert mails() == []


def test_a_mail_belongs_to_its_transaction() -> None:
    person = add_person("Ayşe")
    db.session.commit()
    notify(person.id, "x", Message("Data"), Message("Data"), at=MONDAY)
    db.session.rollback()
    assert db.session.scalar(select(func.count()).select_from(OutboxMail)) == 0


def test_no_name_can_smuggle_a_header_in(make: MakeApp) -> None:
    settings = Settings(mail_from="amt@stadt.example", product_name="Lernlotse")
    send_mail("petra@stadt.example", verbatim("Hallo\r\nBcc: all@stadt.example\x00\u2028x"), [], kind="x", at=MONDAY)
    [mail] = mails()
    message = mail_message(mail, settings)
    assert message["Bcc"] is None
    assert message["Subject"] == "Lernlotse: Hallo Bcc: all@stadt.example x"
    assert one_line(" a\r\n\tb ") == "a b"


def test_the_head_of_a_mail_is_as_a_mailbox_wants_it() -> None:
    settings = Settings(mail_from="Lernen <lernen@stadt.example>", product_name="Lernlotse")
    send_mail("ayşe@stadt.example", Message("Data"), [], kind="x", at=MONDAY, action=Action(Message("Back"), "/"))
    [mail] = mails()
    message = mail_message(mail, settings)
    assert message["From"] == "Lernlotse <lernen@stadt.example>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Message-ID"] == mail_message(mail, settings)["Message-ID"]
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]


def test_mails_of_a_deleted_person_are_deleted() -> None:
    person = add_person("Ayşe")
    notify(person.id, "x", Message("Data"), Message("Data"), at=MONDAY)
    db.session.delete(db.session.get_one(Person, person.id))
    db.session.flush()
    assert db.session.scalar(select(func.count()).select_from(OutboxMail)) == 0
