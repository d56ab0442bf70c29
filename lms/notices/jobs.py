"""Work beside the pages: a queue in a file for what was just asked for, and periodic jobs, each by one worker.

Truth is in our own tables. The queue only hurries: a task that is lost delays until the next periodic sweep.
"""

from __future__ import annotations

import json
import logging
import os
import signal
import sqlite3
import threading
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Flask, current_app
from huey import SqliteHuey
from huey.registry import Message as Task
from huey.serializer import Serializer
from sqlalchemy import update

from lms.core.clock import now
from lms.db import db, insert_new, writing
from lms.features import Features, Job
from lms.notices.delivery import deliver
from lms.notices.models import JobRun
from lms.settings import Settings

log = logging.getLogger("lms.jobs")

SWEEP = Job("outbox", 30, deliver)
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


class JsonSerializer(Serializer):  # type: ignore[misc]
    """Tasks as JSON: who can write the queue's file can ask for work of ours, but run nothing else."""

    def _serialize(self, data: Any) -> bytes:
        if not isinstance(data, Task):
            raise TypeError("only tasks are kept in the queue")
        values = {**data._asdict(), "eta": data.eta.isoformat() if data.eta else None}
        return json.dumps({name: value for name, value in values.items() if value is not None}).encode()

    def _deserialize(self, data: bytes) -> Any:
        values = {**dict.fromkeys(Task._fields), **json.loads(data)}
        if values["eta"]:
            values["eta"] = datetime.fromisoformat(values["eta"])
        return Task(**{**values, "args": tuple(values["args"] or ())})


class Queue:
    """The queue of an installation and the periodic jobs of everything in it."""

    def __init__(self, app: Flask, jobs: Iterable[Job]) -> None:
        settings: Settings = app.extensions["lms"].settings
        self.app = app
        self.jobs = {job.name: job for job in jobs}
        self.huey = SqliteHuey(
            "lms", filename=str(settings.data / "jobs.sqlite3"), serializer=JsonSerializer(), results=False
        )
        self.run_due = self.huey.task(name="run_due")(self._run_due)
        self.run_now = self.huey.task(name="run_now")(self._run_now)

    def _run_due(self, name: str) -> None:
        """Runs a periodic job, unless another worker has just done so."""
        with self.app.app_context():
            if claim(self.jobs[name], now()):
                self._run(name)

    def _run_now(self, name: str) -> None:
        with self.app.app_context():
            self._run(name)

    def _run(self, name: str) -> None:
        try:
            self.jobs[name].run(now())
        except Exception:
            db.session.rollback()
            log.exception("the job %s failed; it is tried again at its next time", name)

    def work(self, parent: int = 0) -> None:
        """Works until the process is told to stop, or its parent is gone."""
        consumer = self.huey.create_consumer(workers=1, periodic=False, initial_delay=0.2, max_delay=1.0)
        ticker = Ticker(self, consumer.stop_flag, parent)
        ticker.start()
        consumer.run()


class Ticker(threading.Thread):
    """Puts periodic jobs into the queue when their time has come."""

    def __init__(self, queue: Queue, stop: threading.Event, parent: int = 0) -> None:
        super().__init__(daemon=True, name="periodic jobs")
        self.parent = parent
        self.queue = queue
        self.stop = stop

    def run(self) -> None:
        """Looks once a second."""
        due = dict.fromkeys(self.queue.jobs, LONG_AGO)
        while not self.stop.wait(1):
            if self.parent and os.getppid() != self.parent:
                os.kill(os.getpid(), signal.SIGINT)
                return
            at = now()
            for name, job in self.queue.jobs.items():
                if due[name] <= at:
                    due[name] = at + timedelta(seconds=job.every)
                    self.queue.run_due(name)


def claim(job: Job, at: datetime) -> bool:
    """Whether a periodic job is due and nobody else has begun it."""
    with writing():
        insert_new(JobRun, name=job.name, at=LONG_AGO)
        # a little early counts as due, or two clocks that differ by a second would skip every other time
        latest = at - timedelta(seconds=job.every * 0.9)
        found = db.session.execute(
            update(JobRun).where(JobRun.name == job.name, JobRun.at <= latest).values(at=at).returning(JobRun.id)
        ).scalar()
    return found is not None


def init_jobs(app: Flask, kernel: Iterable[Job] = ()) -> None:
    """Collects the periodic jobs of an application; the queue's file is made when the first task is put in."""
    features: Features = app.extensions["lms"].features
    app.extensions["lms_jobs"] = (SWEEP, *kernel, *(job for feature in features for job in feature.jobs))


def queue() -> Queue:
    """The queue of the present application."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    if "lms_queue" not in app.extensions:
        app.extensions["lms_queue"] = Queue(app, app.extensions["lms_jobs"])
    found: Queue = app.extensions["lms_queue"]
    return found


def ask_for_delivery() -> None:
    """Lets the worker look into the outbox now; if that fails, the next sweep does."""
    if not current_app.extensions["lms"].settings.mail_host:
        return
    try:
        waiting = queue()
        waiting.run_now(SWEEP.name)
        waiting.huey.storage.close()
    except (sqlite3.Error, OSError):
        log.warning("the queue could not be written; the next sweep sends the mails")
