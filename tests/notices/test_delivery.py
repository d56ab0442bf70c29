from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from lms.core.message import Message, verbatim
from lms.db import db
from lms.notices import delivery
from lms.notices.delivery import CLAIM, PAUSES, Delivery, deliver
from lms.notices.models import OutboxMail
from lms.notices.outbox import send_mail
from lms.testing import MONDAY, MakeApp
from tests.notices.conftest import Mailbox

MINUTE = timedelta(minutes=1)


@pytest.fixture
def app(make: MakeApp, mailbox: Mailbox) -> Flask:
    return make(mail_host="127.0.0.1", mail_port=mailbox.port, mail_from="lernen@stadt.example")


@pytest.fixture
def _context(app: Flask) -> Iterator[None]:
    with app.app_context():
        yield


pytestmark = pytest.mark.usefixtures("_context")


def write(*addresses: str) -> None:
    for address in addresses:
        send_mail(address, Message("New password"), [verbatim("Grüße aus Łódź")], kind="x", at=MONDAY)
    db.session.commit()


def rows() -> list[OutboxMail]:
    db.session.rollback()
    return list(db.session.scalars(select(OutboxMail).order_by(OutboxMail.id)))


def test_what_waits_is_sent_once(mailbox: Mailbox) -> None:
    write("a@stadt.example", "ayşe@stadt.example")
    assert deliver(MONDAY) == Delivery(sent=2)
    assert deliver(MONDAY + MINUTE) == Delivery()
    assert mailbox.recipients == ["a@stadt.example", "ayşe@stadt.example"]
    assert mailbox.mails[0]["Subject"] == "Lernlotse: Neues Passwort"
    plain = mailbox.mails[0].get_body(("plain",))
    assert plain is not None
    assert "Grüße aus Łódź" in plain.get_content()
    assert [row.sent_at for row in rows()] == [MONDAY, MONDAY]


def test_a_refused_mail_does_not_hold_up_the_others_and_is_tried_again(mailbox: Mailbox) -> None:
    mailbox.refused["a@stadt.example"] = "550 no such user a@stadt.example"
    write("a@stadt.example", "b@stadt.example")
    assert deliver(MONDAY) == Delivery(sent=1, failed=1)
    first = rows()[0]
    assert (first.tries, first.next_try_at) == (1, MONDAY + PAUSES[0])
    assert first.error == "SMTPRecipientsRefused 550"
    assert deliver(MONDAY + PAUSES[0] / 2) == Delivery()
    mailbox.refused.clear()
    assert deliver(MONDAY + PAUSES[0]) == Delivery(sent=1)


def test_pauses_grow_and_end(mailbox: Mailbox) -> None:
    mailbox.refused["a@stadt.example"] = "550 no"
    write("a@stadt.example")
    at, tries = MONDAY, 0
    while deliver(at).failed:
        tries += 1
        at = rows()[0].next_try_at
    assert tries == len(PAUSES) + 1
    assert at - MONDAY > timedelta(days=3)


def test_without_an_answering_server_everything_waits(make: MakeApp) -> None:
    write("a@stadt.example", "b@stadt.example")
    with make(mail_host="127.0.0.1", mail_port=1).app_context():
        assert deliver(MONDAY) == Delivery(failed=2)
        assert [row.tries for row in rows()] == [1, 1]
        assert "Connection" in rows()[0].error


def test_without_a_server_in_the_settings_nothing_is_tried(make: MakeApp) -> None:
    write("a@stadt.example")
    with make().app_context():
        assert deliver(MONDAY) == Delivery()
        assert rows()[0].tries == 0


def test_two_workers_at_once_send_each_mail_once(app: Flask, mailbox: Mailbox) -> None:
    write(*(f"p{number}@stadt.example" for number in range(12)))
    barrier = threading.Barrier(3)

    def work() -> None:
        with app.app_context():
            barrier.wait()
            deliver(MONDAY)
            db.session.remove()

    workers = [threading.Thread(target=work) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted(mailbox.recipients) == sorted(f"p{number}@stadt.example" for number in range(12))


def test_a_mail_whose_worker_died_is_sent_by_another_one_later(mailbox: Mailbox) -> None:
    write("a@stadt.example")
    assert delivery._claim(rows()[0].id, MONDAY) is not None
    db.session.rollback()
    assert deliver(MONDAY + MINUTE) == Delivery()
    assert deliver(MONDAY + CLAIM) == Delivery(sent=1)


def test_a_mail_that_another_worker_holds_is_not_put_off(make: MakeApp) -> None:
    write("a@stadt.example")
    number = rows()[0].id
    assert delivery._claim(number, MONDAY) is not None
    delivery._put_off(number, MONDAY, OSError(), ours=False)
    assert rows()[0].tries == 0
