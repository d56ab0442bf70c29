"""Who is certified on a day: one query for the page, the files and the command."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select
from sqlalchemy.orm import aliased
from sqlalchemy.sql.elements import SQLColumnExpression

from lms.certification.models import Award, Revocation
from lms.certification.status import standing_on, status_on
from lms.core.certificate import Status
from lms.db import db, fetch
from lms.people.models import OrgUnit, Person
from lms.search.folding import words

STATEMENTS = 64
"""So many statements are kept as they were built: most people look at the same lists."""


@dataclass(frozen=True, slots=True)
class Filter:
    """What the list is narrowed to; ``within`` are the subtrees that the asking person may see."""

    day: date
    within: tuple[str, ...]
    org: str = ""  # path of an org unit, with its subtree
    certificate: str = ""
    status: str = ""
    name: str = ""
    sort: str = "name"
    descending: bool = False


class Line(NamedTuple):
    """One person's newest award of a certificate on that day."""

    person_id: int | None
    given: str
    family: str
    email: str | None
    org_unit: str
    certificate: str
    number: str
    issued_on: date
    valid_until: date | None
    status: str

    @property
    def listed_name(self) -> str:
        """The name as it stands in lists."""
        return f"{self.family}, {self.given}" if self.family and self.given else self.family or self.given


_OFFICE = func.coalesce(OrgUnit.label, Award.org_label)
# what a list may be sorted by; the name breaks ties
SORTS: dict[str, SQLColumnExpression[Any]] = {
    "name": Award.family_folded,
    "valid_until": Award.valid_until,
    "org": _OFFICE,
    "issued_on": Award.issued_on,
    "certificate": Award.certificate_title,
}


def count_by_status(wanted: Filter) -> dict[str, int]:
    """How many lines there are of each status, whatever status the filter names."""
    return {status: int(count) for status, count in fetch(_counts(replace(wanted, status="", sort="name"))) if count}


@lru_cache(STATEMENTS)
def _counts(wanted: Filter) -> Select[str, int]:
    inner = _joined(select(status_on(wanted.day).label("status")), wanted).subquery()
    return select(inner.c.status, func.count()).group_by(inner.c.status)


def find(wanted: Filter, *, offset: int = 0, limit: int | None = None) -> Sequence[Line]:
    """The lines in the wanted order."""
    return [Line._make(row) for row in fetch(_lines(wanted, offset, limit))]


def stream(wanted: Filter) -> Iterator[Line]:
    """All lines, a few hundred at a time."""
    statement = _lines(wanted, 0, None).execution_options(yield_per=500)
    for row in db.session.execute(statement):
        yield Line._make(row)


def certificates() -> tuple[tuple[str, str], ...]:
    """Key and title of every certificate that was ever awarded, by title."""
    return tuple(sorted(((key, title) for key, title in fetch(_CERTIFICATES)), key=itemgetter(1)))


def _certificates() -> Select[str, str]:
    """Jumps from key to key through an index, for there are few keys and many awards."""
    one, newer = aliased(Award), aliased(Award)
    keys = select(func.min(one.certificate_key).label("key")).cte("keys", recursive=True)
    following = select(func.min(newer.certificate_key)).where(newer.certificate_key > keys.c.key).scalar_subquery()
    keys = keys.union_all(select(following).where(keys.c.key.is_not(None)))
    title = select(Award.certificate_title).where(Award.certificate_key == keys.c.key)
    newest = title.order_by(Award.valid_until.desc()).limit(1).scalar_subquery()
    return select(keys.c.key, newest).where(keys.c.key.is_not(None))


_CERTIFICATES = _certificates()


@lru_cache(STATEMENTS)
def _lines(wanted: Filter, offset: int, limit: int | None) -> Select[*tuple[Any, ...]]:
    status = status_on(wanted.day)
    statement = _joined(
        select(
            Award.person_id,
            func.coalesce(Person.given, Award.given),
            func.coalesce(Person.family, Award.family),
            Person.email,
            _OFFICE,
            Award.certificate_title,
            Award.number,
            Award.issued_on,
            Award.valid_until,
            status,
        ),
        wanted,
    )
    if wanted.status == "in_force":
        statement = statement.where(status.in_([Status.VALID.value, Status.EXPIRING.value]))
    elif wanted.status:
        statement = statement.where(status == wanted.status)
    return statement.order_by(*_order(wanted)).offset(offset or None).limit(limit)


def _order(wanted: Filter) -> Sequence[ColumnElement[Any]]:
    """The wanted order; by name it is one that an index has, in either direction."""
    if wanted.sort in SORTS and wanted.sort != "name":
        column = SORTS[wanted.sort]
        return column.desc() if wanted.descending else column.asc(), Award.family_folded.asc(), Award.id.asc()
    names = (Award.family_folded, Award.id)
    return [name.desc() if wanted.descending else name.asc() for name in names]


def _joined(statement: Select[*tuple[Any, ...]], wanted: Filter) -> Select[*tuple[Any, ...]]:
    statement = (
        statement.select_from(Award)
        .outerjoin(Person, Person.id == Award.person_id)
        .outerjoin(OrgUnit, OrgUnit.id == func.coalesce(Person.org_unit_id, Award.org_unit_id))
        .outerjoin(Revocation, Revocation.award_id == Award.id)
        .where(standing_on(wanted.day), visible(wanted.within))
    )
    if wanted.org:
        statement = statement.where(OrgUnit.path.startswith(wanted.org, autoescape=True))
    if wanted.certificate:
        statement = statement.where(Award.certificate_key == wanted.certificate)
    for word in words(wanted.name):
        statement = statement.where(
            or_(Person.search.contains(f" {word}", autoescape=True), Award.family_folded.startswith(word))
        )
    return statement


def visible(within: Sequence[str]) -> ColumnElement[bool]:
    """The condition that an org unit lies in one of the subtrees; ``/`` is everything."""
    if "/" in within:
        return and_(True)
    return or_(false(), *(OrgUnit.path.startswith(path, autoescape=True) for path in within))
