from __future__ import annotations

import json
import sqlite3
import threading
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from lms.core.clock import now
from lms.core.message import Message
from lms.db import db
from lms.features import Feature, Job
from lms.notices import jobs
from lms.notices.jobs import SWEEP, JsonSerializer, claim, queue
from lms.notices.models import OutboxMail
from lms.notices.outbox import send_mail
from lms.testing import MONDAY, MakeApp
from tests.notices.conftest import Mailbox

RAN: list[datetime] = []


def run(at: datetime) -> None:
    RAN.append(at)


def fail(at: datetime) -> None:
    raise RuntimeError("this job is broken")


FEATURE = Feature("clock", jobs=(Job("clock", 60, run), Job("broken", 60, fail)))


@pytest.fixture
def features() -> tuple[Feature, ...]:
    RAN.clear()
    return (FEATURE,)


def work_off(app: Flask) -> None:
    """Runs what is in the queue, as a worker does."""
    with app.app_context():
        waiting = queue()
    while (task := waiting.huey.dequeue()) is not None:
        waiting.huey.execute(task)


@pytest.mark.usefixtures("context")
def test_a_job_is_due_once_for_all_workers_until_its_time_has_passed() -> None:
    job = Job("clock", 60, run)
    assert claim(job, MONDAY)
    assert not claim(job, MONDAY)
    assert not claim(job, MONDAY + timedelta(seconds=30))
    assert claim(job, MONDAY + timedelta(seconds=60))


@pytest.mark.usefixtures("context")
def test_two_workers_at_the_same_moment_begin_a_job_once(app: Flask) -> None:
    job, begun, barrier = Job("clock", 60, run), [], threading.Barrier(4)

    def try_it() -> None:
        with app.app_context():
            barrier.wait()
            begun.append(claim(job, MONDAY))
            db.session.remove()

    workers = [threading.Thread(target=try_it) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted(begun) == [False, False, False, True]


def test_jobs_of_features_run_and_a_broken_one_stops_nobody(app: Flask) -> None:
    with app.app_context():
        for name in ("broken", "clock", "clock"):
            queue().run_due(name)
    work_off(app)
    assert len(RAN) == 1


def test_the_kernel_sweeps_the_outbox_every_half_minute_and_deletes_every_day(app: Flask) -> None:
    known = {job.name: job.every for job in app.extensions["lms_jobs"]}
    assert known == {"outbox": 30, "retention": 86400, "clock": 60, "broken": 60}


def test_what_is_queued_is_json_and_nothing_else_is_read(app: Flask) -> None:
    with app.app_context():
        queue().run_now(SWEEP.name)
        file = queue().huey.storage.filename
    [(data,)] = sqlite3.connect(file).execute("SELECT data FROM task")
    assert json.loads(data)["args"] == ["outbox"]
    with pytest.raises(ValueError, match=r"utf-8|JSON|codec"):
        JsonSerializer().deserialize(b"\x80\x04cos\nsystem\n")
    with pytest.raises(TypeError):
        JsonSerializer().serialize(object())


def test_a_committed_mail_hurries_and_one_that_is_undone_does_not(make: MakeApp, mailbox: Mailbox) -> None:
    app = make(mail_host="127.0.0.1", mail_port=mailbox.port)
    with app.app_context():
        send_mail("a@stadt.example", Message("Data"), [], kind="x", at=now())
        db.session.rollback()
        db.session.commit()
        assert len(queue().huey) == 0
        send_mail("a@stadt.example", Message("Data"), [], kind="x", at=now())
        db.session.commit()
        assert len(queue().huey) == 1
    work_off(app)
    assert mailbox.recipients == ["a@stadt.example"]
    with app.app_context():
        assert db.session.scalars(select(OutboxMail.sent_at)).one() is not None


def test_a_queue_that_cannot_be_written_does_not_undo_the_mail(make: MakeApp, monkeypatch: pytest.MonkeyPatch) -> None:
    app = make(mail_host="127.0.0.1", mail_port=1)

    def broken() -> None:
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr(jobs, "queue", broken)
    with app.app_context():
        send_mail("a@stadt.example", Message("Data"), [], kind="x", at=now())
        db.session.commit()
        assert db.session.scalars(select(OutboxMail.to)).one() == "a@stadt.example"
