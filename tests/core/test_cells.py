"""Lists are read as people save them, and what cannot be read is one sentence with its line."""

from __future__ import annotations

import pytest

from lms.core.cells import read_cells
from lms.core.errors import BadValue


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_end_of_line_is_one(end: str) -> None:
    assert list(read_cells(end.join(("a;b", "", "c;d")))) == [(1, ["a", "b"]), (3, ["c", "d"])]


@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_the_first_line_says_what_stands_between_cells(separator: str) -> None:
    assert list(read_cells(separator.join("xy"))) == [(1, ["x", "y"])]


def test_a_cell_without_end_is_named_with_its_line() -> None:
    with pytest.raises(BadValue) as refused:
        list(read_cells('a;b\n"' + "x" * 200_000, "file"))
    assert refused.value.message.values == {"line": 2}
    assert refused.value.field == "file"
