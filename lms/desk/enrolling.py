"""Enrolling many people from a list: first a preview, then all of it at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from lms.core.cells import read_cells
from lms.core.errors import BadValue, LmsError
from lms.core.message import Message
from lms.core.values import fold, read_date
from lms.db import db
from lms.desk.certified import visible
from lms.people.models import OrgUnit, Person
from lms.progress.log import subject_of
from lms.progress.models import Enrolment
from lms.progress.service import enrol

LIMIT = 5000
EMAIL = ("email", "e-mail", "mail", "e-mail-adresse")
DUE = ("due", "frist", "faellig", "faellig am")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the list: who, until when, and what stands in the way (``problem``) or is worth knowing."""

    line: int
    email: str
    person: Person | None = None
    due: date | None = None
    problem: Message | None = None
    note: Message | None = None


def read_list(data: bytes) -> str:
    """The text of an uploaded list: UTF-8, or Windows-1252 as Excel saves it."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def preview(text: str, course: str, within: Sequence[str]) -> list[Entry]:
    """What enrolling a list would do; nothing is written."""
    subject_of(course)
    rows = list(_rows(text))
    if not rows:
        raise LmsError(
            Message("The list is empty. It needs one line for each person: e-mail address; due date."), "file"
        )
    if len(rows) > LIMIT:
        raise LmsError(Message("The list has more than %(n)s lines. Please split it.", {"n": LIMIT}), "file")
    known = _people({email for _, email, _ in rows}, within)
    enrolled = set(
        db.session.scalars(select(Enrolment.person_id).where(Enrolment.course == course, Enrolment.closed_at.is_(None)))
    )
    seen: dict[str, int] = {}
    return [_entry(row, known, enrolled, seen) for row in rows]


def enrol_all(entries: Sequence[Entry], course: str, *, by: int | None, at: datetime, mandatory: bool) -> int:
    """Enrols everybody in a list that has no problems; how many are new to the course."""
    if any(entry.problem for entry in entries):
        raise LmsError(Message("The list still has problems. Nothing was written."), "file")
    new = [entry for entry in entries if entry.person]
    for entry in new:
        assert entry.person is not None
        enrol(entry.person.id, course, by=by, at=at, how="import", due=entry.due, mandatory=mandatory)
    return sum(entry.note is None for entry in new)


def _rows(text: str) -> Iterator[tuple[int, str, str]]:
    columns = (0, 1)
    for line, values in read_cells(text, "file"):
        head = [fold(value) for value in values]
        if any(value in EMAIL for value in head):
            columns = (_column(head, EMAIL, 0), _column(head, DUE, len(head)))
            continue
        email, due = (values[n] if n < len(values) else "" for n in columns)
        yield line, email.lower(), due


def _column(head: Sequence[str], names: Sequence[str], default: int) -> int:
    return next((n for n, value in enumerate(head) if value in names), default)


def _people(emails: set[str], within: Sequence[str]) -> dict[str, Person]:
    statement = (
        select(Person)
        .outerjoin(OrgUnit, OrgUnit.id == Person.org_unit_id)
        .where(Person.email.in_(emails), Person.active, visible(within))
    )
    return {person.email or "": person for person in db.session.scalars(statement)}


def _entry(row: tuple[int, str, str], known: dict[str, Person], enrolled: set[int], seen: dict[str, int]) -> Entry:
    line, email, due_text = row
    if email in seen:
        problem = Message("This address stands in line %(line)s already.", {"line": seen[email]})
        return Entry(line, email, problem=problem)
    seen[email] = line
    person = known.get(email)
    if person is None:
        return Entry(line, email, problem=Message("Nobody in your offices has this address."))
    try:
        due = read_date(due_text) if due_text else None
    except BadValue as error:
        return Entry(line, email, person, problem=error.message)
    note = Message("Already enrolled; a later due date replaces the old one.") if person.id in enrolled else None
    return Entry(line, email, person, due, note=note)
