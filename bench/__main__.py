"""``make bench``: measures, and prints what it found as Markdown."""

from __future__ import annotations

import json
import logging
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import click

from bench.postgres import postgres
from bench.report import Result, markdown
from bench.speed import Effort, measure

QUICK = Effort(people=5000, runs=1, seconds=0.4, connections=(8,), units=2)
PARTS = ("pages",)
DATABASES = ("sqlite", "postgresql")


@click.command()
@click.option("--quick", is_flag=True, help="Less than a minute: one run at 8 connections.")
@click.option("--database", "databases", type=click.Choice(DATABASES), multiple=True, help="Only on this database.")
@click.option("--json", "file", type=click.Path(path_type=Path), help="Also write all numbers to this file.")
def main(quick: bool, databases: tuple[str, ...], file: Path | None) -> None:
    """Measures the speed of pages and of checking courses, the memory, and what a browser loads."""
    logging.disable(logging.WARNING)
    results: list[Result] = []
    try:
        results.extend(_results(QUICK if quick else Effort(), databases or DATABASES))
    finally:  # what was measured before something failed is told too
        click.echo(markdown(results))
        if file:
            file.write_text(json.dumps([result.data() for result in results], indent=2))


def _results(effort: Effort, databases: tuple[str, ...]) -> Iterator[Result]:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="lernlotse-bench-")))
        for database in databases:
            data = folder / database
            data.mkdir()
            url = stack.enter_context(postgres())("bench") if database == "postgresql" else ""
            yield from measure(database, data, url, effort)


if __name__ == "__main__":
    main()
