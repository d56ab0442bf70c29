"""Self-checks and reflections: what learners keep for themselves; the log learns only that they did."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from sqlalchemy import delete, func, select, tuple_

from lms.core.activity import Slot
from lms.core.errors import LmsError
from lms.core.evidence import ActivityRef, Evidence
from lms.core.message import Message, plural
from lms.db import db
from lms.progress.models import Enrolment, EvidenceRow
from lms.progress.service import record
from quizzes.core.selfcheck import MARKS
from quizzes.models import Reflection, SelfCheck
from quizzes.service import Taking

FILLED = "filled"
SAVED = "saved"
MOST_TEXT = 20_000
Table = TypeVar("Table", SelfCheck, Reflection)


@dataclass(frozen=True, slots=True)
class CheckState:
    """The marks of a self-check by the statement's place, when they were kept, and what to say now."""

    marks: Mapping[str, str] = field(default_factory=dict)
    at: datetime | None = None
    sentence: Message | None = None


@dataclass(frozen=True, slots=True)
class TextState:
    """The text of a reflection, when it was kept, and what to say now."""

    text: str = ""
    at: datetime | None = None
    sentence: Message | None = None


def check_states(slots: Sequence[Slot], person: int) -> dict[ActivityRef, CheckState]:
    """All self-checks of a page, in one statement."""
    return {slot.ref: CheckState(row.marks, row.at) for slot, row in _rows(SelfCheck, slots, person)}


def text_states(slots: Sequence[Slot], person: int) -> dict[ActivityRef, TextState]:
    """All reflections of a page, in one statement."""
    return {slot.ref: TextState(row.text, row.at) for slot, row in _rows(Reflection, slots, person)}


def _rows(table: type[Table], slots: Sequence[Slot], person: int) -> list[tuple[Slot, Table]]:
    by_place = {_place(slot): slot for slot in slots}
    if not by_place:
        return []
    newest = select(func.max(Enrolment.id)).where(
        Enrolment.person_id == person, Enrolment.course == slots[0].ref.course
    )
    rows = db.session.scalars(
        select(table).where(
            table.enrolment_id == newest.scalar_subquery(), tuple_(table.unit, table.block).in_(list(by_place))
        )
    )
    return [(by_place[row.unit, row.block], row) for row in rows]


def _place(slot: Slot) -> tuple[str, str]:
    unit, _, block = slot.ref.key.partition("/")
    return unit, block


def statements_of(slot: Slot) -> tuple[str, ...]:
    """What a self-check asks: its own statements, or the unit's objectives (those that it names)."""
    own = tuple(slot.data.get("statements", ()))
    if own:
        return own
    texts = slot.objectives_text
    chosen = tuple(texts[n - 1] for n in slot.objectives if n <= len(texts))
    return chosen or texts


def fill(slot: Slot, enrolment: Taking, sent: Mapping[str, str], *, at: datetime) -> CheckState:
    """Keeps the marks of a self-check; with all statements marked it is filled."""
    places = [str(n) for n in range(len(statements_of(slot)))]
    marks = {place: sent[place] for place in places if sent.get(place) in MARKS}
    if not marks:
        raise LmsError(Message("Choose an answer for each statement first."))
    row = _own(SelfCheck, slot, enrolment)
    if row is None:
        db.session.add(SelfCheck(**_values(slot, enrolment), marks=marks, at=at))
    else:
        row.marks, row.at = marks, at
    db.session.flush()
    open_ones = len(places) - len(marks)
    if open_ones:
        missing = plural("Kept. One statement is still open.", "Kept. %(n)s statements are still open.", open_ones)
        return CheckState(marks, at, missing)
    _tell(slot, enrolment, FILLED, at)
    return CheckState(marks, at, Message("Kept. Only you can see this."))


def write(slot: Slot, enrolment: Taking, text: str, *, at: datetime) -> TextState:
    """Keeps a private text."""
    text = text.replace("\r\n", "\n").strip()
    if not text:
        raise LmsError(Message("Write something first. Only you can read it."))
    if len(text) > MOST_TEXT:
        raise LmsError(Message("The text is too long. At most %(n)s characters fit.", {"n": MOST_TEXT}))
    row = _own(Reflection, slot, enrolment)
    if row is None:
        db.session.add(Reflection(**_values(slot, enrolment), text=text, at=at))
    else:
        row.text, row.at = text, at
    db.session.flush()
    _tell(slot, enrolment, SAVED, at)
    return TextState(text, at, Message("Kept. Only you can read it."))


def erase(slot: Slot, enrolment: Taking) -> None:
    """Deletes a private text at once."""
    unit, block = _place(slot)
    db.session.execute(
        delete(Reflection).where(
            Reflection.enrolment_id == enrolment.id, Reflection.unit == unit, Reflection.block == block
        )
    )


def _own(table: type[Table], slot: Slot, enrolment: Taking) -> Table | None:
    unit, block = _place(slot)
    return db.session.scalar(
        select(table).where(table.enrolment_id == enrolment.id, table.unit == unit, table.block == block)
    )


def _values(slot: Slot, enrolment: Taking) -> dict[str, object]:
    unit, block = _place(slot)
    return {
        "person_id": enrolment.person_id,
        "enrolment_id": enrolment.id,
        "course": slot.ref.course,
        "unit": unit,
        "block": block,
    }


def _tell(slot: Slot, enrolment: Taking, kind: str, at: datetime) -> None:
    """Tells the log, once, that it was done; what was written and when it was changed stays here."""
    told = select(EvidenceRow.id).where(
        EvidenceRow.enrolment_id == enrolment.id,
        EvidenceRow.type == slot.ref.type,
        EvidenceRow.key == slot.ref.key,
        EvidenceRow.kind == kind,
        EvidenceRow.edition >= slot.edition,
    )
    if enrolment.open and db.session.scalar(told.limit(1)) is None:
        record(Evidence(enrolment.person_id, slot.ref, kind, at, edition=slot.edition))
