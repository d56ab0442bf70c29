"""What may stand in an address."""

from __future__ import annotations

from typing import Any

from werkzeug.routing import IntegerConverter, Map

LARGEST = 2**31 - 1
"""The largest number that a row's id can be on every database."""


class RowNumber(IntegerConverter):
    """``<int:…>`` in an address: a number that no row can have leads nowhere, rather than to the database."""

    def __init__(self, map: Map, **arguments: Any) -> None:
        super().__init__(map, **{"max": LARGEST, **arguments})
