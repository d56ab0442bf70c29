"""The deletion concept: the rules of everything installed, and the work that follows them."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import Flask, current_app

from lms.db import db, reading, writing
from lms.features import PersonalData, Retention

log = logging.getLogger("lms.retention")


@dataclass(frozen=True, slots=True)
class Deleted:
    """What a rule deleted, or would delete."""

    rule: Retention
    rows: int


def init_retention(app: Flask, kernel: Iterable[PersonalData]) -> None:
    """Collects what the kernel and the features hold about people."""
    features = (feature.personal_data for feature in app.extensions["lms"].features)
    app.extensions["lms_personal_data"] = (*kernel, *(data for data in features if data))


def rules() -> list[Retention]:
    """Every rule of this installation, in the order in which they run."""
    return [rule for data in current_app.extensions["lms_personal_data"] for rule in data.retention]


def run(at: datetime, dry_run: bool = False) -> list[Deleted]:
    """Deletes what is over, a transaction for each rule; the log says how much, never what."""
    done = []
    for rule in rules():
        with reading() if dry_run else writing():
            rows = rule.delete(at - timedelta(days=rule.days), dry_run)
            db.session.flush()
        done.append(Deleted(rule, rows))
        if rows and not dry_run:
            log.info("deleted %s rows: %s", rows, rule.data)
    return done
