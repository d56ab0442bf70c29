"""What a learner did: recorded once, never changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

COMPLETED = "completed"
WAIVED = "waived"
WITHDRAWN = "withdrawn"
SWITCHED = "switched"
CONFIRMED = "confirmed"
READ = "read"

BOOKKEEPING = frozenset({COMPLETED, WAIVED, WITHDRAWN, SWITCHED})
"""Kinds that the kernel itself writes; no activity type may emit them."""


@dataclass(frozen=True, slots=True, order=True)
class ActivityRef:
    """The stable address of anything that can be done or completed, from the content and not a row id."""

    course: str
    type: str
    key: str

    def __str__(self) -> str:
        return f"{self.course}:{self.type}:{self.key}"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing that happened.

    ``score`` is between 0 and 1. ``by`` is the person who recorded it, if not the learner.
    ``edition`` is the author's ``fassung`` of the activity when it happened. ``of`` is the row
    that a ``withdrawn`` takes back. ``note`` is the reason of a waiver or withdrawal, and the new
    version of a switch.
    """

    learner: int
    activity: ActivityRef
    kind: str
    at: datetime
    score: float | None = None
    by: int | None = None
    id: int | None = None
    edition: int = 1
    of: int | None = None
    note: str = ""


def standing(
    log: Iterable[Evidence],
    editions: Mapping[ActivityRef, int],
    renamed: Mapping[ActivityRef, ActivityRef],
) -> list[Evidence]:
    """The rows of a log that still count, under the addresses that activities have now.

    A withdrawn row does not, nor its withdrawal, nor an answer to an older edition of an activity.
    Completions always stand: what was completed stays completed.
    """
    rows = [replace(row, activity=renamed[row.activity]) if row.activity in renamed else row for row in log]
    withdrawn = {row.of for row in rows if row.kind == WITHDRAWN}
    return [
        row
        for row in rows
        if row.kind == COMPLETED
        or (
            row.kind not in (WITHDRAWN, SWITCHED)
            and (row.id is None or row.id not in withdrawn)
            and (row.kind == WAIVED or row.edition >= editions.get(row.activity, 1))
        )
    ]
