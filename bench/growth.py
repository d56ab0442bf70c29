"""Pages of one person must take the same time whether there are few people or many."""

from __future__ import annotations

from collections.abc import Iterator

from bench.filling import fill
from bench.measuring import Side, in_turns, warm
from bench.pages import PERSONAL, Visitors
from bench.report import Fact, Result, say
from bench.serving import product
from bench.speed import Effort, let_go
from bench.worlds import Worlds

FEW = 100
CONNECTIONS = 8
MOST = 1.2


def grow(worlds: Worlds, effort: Effort) -> Iterator[Result]:
    """Two installations side by side, asked in turns."""
    name = worlds.database
    small, small_url = worlds.make(f"of{FEW}")
    large, large_url = worlds.make(f"of{effort.crowd}")
    say(f"{name}: filling in {FEW:,} and {effort.crowd:,} people …")
    few, many = fill(small, small_url, FEW), fill(large, large_url, effort.crowd)
    with product(small, small_url) as one, product(large, large_url) as other:
        for page in PERSONAL:
            say(f"{name}: {page.name} among {effort.crowd:,} people …")
            here = Side(one, Visitors(few, FEW).requests(page))
            there = Side(other, Visitors(many, effort.crowd).requests(page))
            warm([here, there])
            pair = in_turns(
                lambda side=there: side.run(CONNECTIONS, effort.seconds),  # type: ignore[misc]
                lambda side=here: side.run(CONNECTIONS, effort.seconds),  # type: ignore[misc]
                effort.runs,
            )
            what = f"{page.name}: {effort.crowd:,} people : {FEW} people"
            yield Fact(name, f"{what}, time", 1 / pair.ratio, "", MOST)
            yield Fact(name, f"{what}, processor time", 1 / pair.work_ratio, "", MOST)
    for app in (few, many):
        let_go(app)
