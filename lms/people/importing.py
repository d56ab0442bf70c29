"""Many people at once from a CSV file: every problem first, then everybody or nobody."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime

from lms.core.cells import read_cells
from lms.core.errors import BadValue
from lms.core.message import Message
from lms.people.addresses import email_address
from lms.people.service import add_person, clean_name, grant_role, org_names, person_by_email, role_and_scope

COLUMNS = ("email", "given", "family", "org", "role")
NAMES = {
    "email": "email", "e-mail": "email", "mail": "email", "vorname": "given", "given": "given", "nachname": "family",
    "name": "family", "family": "family", "org": "org", "organisation": "org", "amt": "org", "rolle": "role",
    "role": "role",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One person of the file."""

    number: int
    email: str
    given: str
    family: str
    org: str
    roles: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class LineProblem:
    """What is wrong in a line of the file."""

    number: int
    message: Message


@dataclass(frozen=True, slots=True)
class PeopleFile:
    """What a file says: people, and what is wrong. With a problem nothing of it is written."""

    lines: tuple[Line, ...]
    problems: tuple[LineProblem, ...]
    new: int = 0


@dataclass(slots=True)
class _Reading:
    lines: list[Line] = field(default_factory=list)
    problems: list[LineProblem] = field(default_factory=list)
    seen: dict[str, int] = field(default_factory=dict)


def read_people(data: str | bytes) -> PeopleFile:
    """Reads ``email;vorname;nachname;org;rolle``, separated by semicolons or commas, with or without a BOM."""
    text = decoded(data)
    reading = _Reading()
    order: list[str] | None = None
    for number, cells in read_cells(text):
        if order is None:
            order = _header(cells)
            if order is None:
                order = list(COLUMNS)
            else:
                reading.problems += _missing(number, order)
                continue
        _read_line(number, dict(zip(order, cells, strict=False)), len(cells) > len(order), reading)
    if not reading.lines and not reading.problems:
        reading.problems.append(LineProblem(1, Message("The file names nobody.")))
    new = sum(person_by_email(line.email) is None for line in reading.lines)
    return PeopleFile(tuple(reading.lines), tuple(reading.problems), new)


def import_people(data: str | bytes, *, at: datetime) -> PeopleFile:
    """Adds the people of a file, unless it has a problem; who is there already is brought up to date."""
    found = read_people(data)
    if found.problems:
        return found
    for line in found.lines:
        person = add_person(line.email, given=line.given, family=line.family, org=line.org, at=at).person
        for role, scope in line.roles:
            grant_role(person, role, scope)
    return found


def decoded(data: str | bytes) -> str:
    """The text of a file that Excel or anything else wrote."""
    if isinstance(data, str):
        return data.removeprefix("\ufeff")
    for encoding in ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


def _header(cells: list[str]) -> list[str] | None:
    """The columns that a header names; none when the first line is a person already."""
    if any("@" in cell for cell in cells):
        return None
    return [NAMES.get(cell.lower(), "") for cell in cells]


def _missing(number: int, order: list[str]) -> list[LineProblem]:
    needed = [name for name in ("email", "given", "family") if name not in order]
    if not needed or needed in (["given"], ["family"]):
        return []
    return [LineProblem(number, Message("The first line must name the columns: email;vorname;nachname;org;rolle."))]


def _read_line(number: int, cells: dict[str, str], too_many: bool, reading: _Reading) -> None:
    def problem(message: Message) -> None:
        reading.problems.append(LineProblem(number, message))

    if too_many:
        problem(Message("There are more cells than columns. Text with the separator in it needs quotation marks."))
        return
    try:
        email = email_address(cells.get("email", ""))
        given, family = clean_name(cells.get("given", "")), clean_name(cells.get("family", ""))
        roles = tuple(role_and_scope(part) for part in re.split(r"[|,]", cells.get("role", "")) if part.strip())
        for label in (cells.get("org", ""), *(scope for role, scope in roles if role != "trainer")):
            org_names(label or "-")
    except BadValue as error:
        problem(error.message)
        return
    if not given and not family:
        problem(Message("A person needs a name: given name, family name or both."))
    elif email in reading.seen:
        problem(Message("%(email)s is in line %(line)s already.", {"email": email, "line": reading.seen[email]}))
    else:
        reading.seen[email] = number
        reading.lines.append(Line(number, email, given, family, cells.get("org", ""), roles))
