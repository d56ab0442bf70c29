"""Migrations: one linear history and one version table per feature, the kernel's first."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, inspect, text

from lms.core.errors import LmsError
from lms.core.message import Message
from lms.features import Features
from lms.settings import Settings

KERNEL = Path(__file__).parent / "migrations"


def histories(features: Features) -> Iterator[tuple[str, Path]]:
    """Every history in the order in which they run: the kernel's, then features by name."""
    yield "kernel", KERNEL
    for feature in sorted(features, key=lambda feature: feature.name):
        if feature.migrations:
            yield feature.name, feature.migrations


def upgrade(settings: Settings, features: Features) -> list[str]:
    """Brings the database to the newest state; names of the histories that moved.

    A SQLite file is copied first. Its migrations run without foreign keys, or batch mode would silently
    delete child rows; afterwards every key is checked.
    """
    settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    engine = create_engine(settings.database)
    sqlite = engine.dialect.name == "sqlite"
    try:
        waiting = pending(engine, features)
        if sqlite and waiting and inspect(engine).get_table_names():
            keep_copy(Path(engine.url.database or ""))
        for name, folder in histories(features):
            if name in waiting:
                with engine.connect() as connection:
                    _run(connection, name, folder, sqlite)
    finally:
        engine.dispose()
    return waiting


def pending(engine: Engine, features: Features) -> list[str]:
    """The histories that are not at their newest revision."""
    with engine.connect() as connection:
        return [
            name
            for name, folder in histories(features)
            if current(connection, name) != _script(folder).get_current_head()
        ]


def current(connection: Connection, name: str) -> str | None:
    """The revision at which a history stands."""
    table = f"lms_version_{name}"
    if not inspect(connection).has_table(table):
        return None
    return connection.execute(text(f"SELECT version_num FROM {table}")).scalar()  # noqa: S608 a name of ours


def keep_copy(database: Path) -> Path | None:
    """A copy of the database file beside it, named by the moment; none for a new database."""
    if not database.exists():
        return None
    copy = database.with_name(f"{database.name}.{datetime.now():%Y%m%d-%H%M%S}.bak")  # noqa: DTZ005 local name
    source, target = sqlite3.connect(database), sqlite3.connect(copy)
    with source, target:
        source.backup(target)
    source.close()
    target.close()
    return copy


def _script(folder: Path) -> ScriptDirectory:
    return ScriptDirectory(str(folder), version_locations=[str(folder)])


def _run(connection: Connection, name: str, folder: Path, sqlite: bool) -> None:
    script = _script(folder)

    def steps(revision: Any, context: Any) -> Any:
        return script._upgrade_revs("head", revision)

    if sqlite:
        connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
        connection.commit()
    environment = EnvironmentContext(Config(), script, fn=steps)
    with environment:
        environment.configure(
            connection=connection,
            version_table=f"lms_version_{name}",
            render_as_batch=True,
            transaction_per_migration=True,
        )
        with environment.begin_transaction():
            environment.run_migrations()
    connection.commit()
    if sqlite:
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
        if broken:
            raise LmsError(
                Message(
                    "After the upgrade of “%(name)s” the table %(table)s has rows without their parents. "
                    "The copy of the database beside it is untouched.",
                    {"name": name, "table": broken[0]},
                )
            )
