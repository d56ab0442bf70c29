"""Lists as people save them: lines of cells between semicolons, commas or tabs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from lms.core.errors import BadValue
from lms.core.message import Message


def read_cells(text: str, field: str | None = None) -> Iterator[tuple[int, list[str]]]:
    """The lines of a list that hold something, with their numbers; ``field`` is the form's that it came from."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    first = next((line for line in text.split("\n") if line.strip()), "")
    reader = csv.reader(io.StringIO(text), delimiter=max(";,\t", key=first.count))
    try:
        for row in reader:
            cells = [cell.strip() for cell in row]
            if any(cells):
                yield reader.line_num, cells
    except csv.Error as error:
        sentence = Message(
            "Line %(line)s cannot be read. Is a quotation mark missing at its end?", {"line": reader.line_num}
        )
        raise BadValue(sentence, field) from error
