"""Where the installations of a run lie: a folder each, and for PostgreSQL a database of the run's server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.postgres import Database, postgres


@dataclass(frozen=True, slots=True)
class Worlds:
    """Makes empty installations on one kind of database."""

    database: str
    folder: Path
    make_database: Database | None

    def make(self, name: str) -> tuple[Path, str]:
        """A data folder and the address of a database; an empty address means a file in the folder."""
        data = self.folder / f"{self.database}-{name}"
        data.mkdir(parents=True)
        return data, self.make_database(name) if self.make_database else ""


@contextmanager
def worlds(database: str, folder: Path) -> Iterator[Worlds]:
    """Starts what the database needs, and ends it."""
    if database == "sqlite":
        yield Worlds(database, folder, None)
        return
    with postgres() as make:
        yield Worlds(database, folder, make)
