"""Lists as files: CSV as a German Excel opens it, JSON for programs."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from lms.desk.certified import Line

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def cell(value: object) -> str:
    """A value as a spreadsheet may show it: never the beginning of a formula."""
    if value is None:
        return ""
    text = f"{value:%d.%m.%Y}" if isinstance(value, date) else str(value)
    return f"'{text}" if text.startswith(FORMULA) else text


def to_csv(head: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """Lines of a CSV file: byte order mark, semicolons, dd.mm.yyyy, no formulas."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    buffer.write("\ufeff")
    writer.writerow([cell(value) for value in head])
    for n, row in enumerate(rows, 1):
        writer.writerow([cell(value) for value in row])
        if n % 500 == 0:
            yield _emptied(buffer)
    yield _emptied(buffer)


def _emptied(buffer: io.StringIO) -> str:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text


def csv_rows(lines: Iterable[Line], word: Callable[[str], str]) -> Iterator[Sequence[object]]:
    """The columns of the list; ``word`` names a status in the reader's language."""
    for line in lines:
        yield (
            line.family, line.given, line.email, line.org_unit, line.certificate, line.number,
            line.issued_on, line.valid_until, word(line.status),
        )  # fmt: skip


def to_json(day: date, lines: Iterable[Line]) -> dict[str, Any]:
    """The shape that ``lms certified --format json`` promises."""
    people = [
        {
            "name": f"{line.given} {line.family}".strip(),
            "email": line.email,
            "org_unit": line.org_unit,
            "certificate": line.certificate,
            "number": line.number,
            "issued_on": line.issued_on.isoformat(),
            "valid_until": line.valid_until.isoformat() if line.valid_until else None,
            "status": line.status,
        }
        for line in lines
    ]
    return {"as_of": day.isoformat(), "count": len(people), "people": people}
