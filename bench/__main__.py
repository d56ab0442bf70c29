"""``make bench``: measures, and prints what it found as Markdown."""

from __future__ import annotations

import json
import logging
import tempfile
from collections.abc import Iterator
from pathlib import Path

import click

from bench.checking import check_and_publish
from bench.growth import grow
from bench.inside import where_time_goes
from bench.report import Result, markdown
from bench.speed import Effort, measure
from bench.visit import visit
from bench.worlds import worlds

QUICK = Effort(people=5000, crowd=10_000, runs=1, seconds=0.4, connections=(8,), units=1, chapters=50)
PARTS = ("pages", "growth", "content", "visit", "inside")
DATABASES = ("sqlite", "postgresql")


@click.command()
@click.option("--quick", is_flag=True, help="About a minute: one short run of each, at 8 connections, on SQLite.")
@click.option("--part", "parts", type=click.Choice(PARTS), multiple=True, help="Only this part; may be repeated.")
@click.option("--page", default="", help="Of the pages only those with this in their names.")
@click.option("--database", "databases", type=click.Choice(DATABASES), multiple=True, help="Only on this database.")
@click.option("--json", "file", type=click.Path(path_type=Path), help="Also write all numbers to this file.")
def main(quick: bool, parts: tuple[str, ...], page: str, databases: tuple[str, ...], file: Path | None) -> None:
    """Measures the speed of pages and of checking courses, the memory, and what a browser loads."""
    logging.disable(logging.WARNING)
    effort = QUICK if quick else Effort()
    chosen = databases or (DATABASES[:1] if quick else DATABASES)
    results: list[Result] = []
    try:
        results.extend(_results(effort, set(parts or PARTS), chosen, page))
    finally:  # what was measured before something failed is told too
        click.echo(markdown(results))
        if file:
            file.write_text(json.dumps([result.data() for result in results], indent=2))


def _results(effort: Effort, parts: set[str], databases: tuple[str, ...], page: str) -> Iterator[Result]:
    with tempfile.TemporaryDirectory(prefix="lernlotse-bench-") as name:
        folder = Path(name)
        if "visit" in parts:
            yield from visit(folder / "visit")
        if "content" in parts:
            yield from check_and_publish(folder / "content", effort)
        if "inside" in parts:
            yield from where_time_goes(folder / "inside", effort)
        for database in databases:
            with worlds(database, folder) as made:
                if "pages" in parts:
                    yield from measure(made, effort, page)
                if "growth" in parts:
                    yield from grow(made, effort)


if __name__ == "__main__":
    main()
