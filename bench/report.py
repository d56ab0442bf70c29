"""What a run found, as Markdown for people and as JSON for programs."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

from bench.measuring import Pair


@dataclass(frozen=True, slots=True)
class Speed:
    """The speed of a page: our rate against the floor's, and the ratio that is wanted."""

    database: str
    page: str
    connections: int
    pair: Pair
    wanted: float | None = None

    def data(self) -> dict[str, Any]:
        """All numbers."""
        return {**asdict(self), "ratio": self.pair.ratio, "work_ratio": self.pair.work_ratio}

    def cells(self) -> list[str]:
        """The line of the table."""
        ours, floor = self.pair.ours, self.pair.floor
        return [
            self.database, self.page, str(self.connections), f"{floor.rate:,.0f}", f"{ours.rate:,.0f}",
            _marked(self.pair.ratio, self.wanted, f"{self.pair.ratio:.2f}"),
            f"≥ {self.wanted:g}" if self.wanted else "", f"{self.pair.work_ratio:.2f}",
            f"{ours.wait * 1000:.1f}", f"{floor.work * 1000:.2f}", f"{ours.work * 1000:.2f}",
        ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fact:
    """Anything else: a number, its unit, and the most that is wanted."""

    where: str
    what: str
    value: float
    unit: str = ""
    most: float | None = None

    def data(self) -> dict[str, Any]:
        """All numbers."""
        return asdict(self)

    def cells(self) -> list[str]:
        """The line of the table."""
        number = f"{self.value:,.0f}" if self.value >= 100 or self.value == int(self.value) else f"{self.value:.2f}"
        value = f"{number} {self.unit}".strip()
        below = f"≤ {self.most:g} {self.unit}".strip() if self.most else ""
        return [self.where, self.what, _marked(-self.value, -self.most if self.most else None, value), below]


Result = Speed | Fact

SPEED_HEAD = [
    "Database", "Page", "Connections", "Floor /s", "Ours /s", "Ratio", "Wanted", "Ratio by CPU", "Wait ms",
    "Floor CPU ms", "CPU ms",
]  # fmt: skip
FACT_HEAD = ["Where", "What", "Value", "Wanted"]


def _marked(value: float, least: float | None, shown: str) -> str:
    """A number in bold where it is not as good as wanted."""
    return f"**{shown}**" if least is not None and value < least else shown


def markdown(results: Iterable[Result]) -> str:
    """Two tables: pages, and everything else."""
    found = list(results)
    speeds = [result.cells() for result in found if isinstance(result, Speed)]
    facts = [result.cells() for result in found if isinstance(result, Fact)]
    parts = [_table(SPEED_HEAD, speeds)] if speeds else []
    return "\n\n".join([*parts, *([_table(FACT_HEAD, facts)] if facts else [])])


def _table(head: list[str], rows: list[list[str]]) -> str:
    return "\n".join(_lines([head, ["---"] * len(head), *rows]))


def _lines(rows: Iterable[list[str]]) -> Iterator[str]:
    for row in rows:
        yield "| " + " | ".join(row) + " |"


def say(text: str) -> None:
    """Tells on standard error what is going on."""
    print(text, file=sys.stderr, flush=True)
