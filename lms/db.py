"""The database: one session per request, honest transactions on SQLite and on PostgreSQL."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from functools import cache
from typing import Any

from flask import Flask, has_request_context, request
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Connection, DateTime, Dialect, Engine, Executable, MetaData, Row, Select, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.types import TypeDecorator

from lms.settings import Settings

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_reads: ContextVar[bool | None] = ContextVar("reads", default=None)


class Model(DeclarativeBase):
    """Base of every table; constraints get names that both databases and migrations can rely on."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class UtcDateTime(TypeDecorator[datetime]):
    """A moment, stored in UTC and always aware of it."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuses a time without a zone and stores UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Gives UTC back."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


Model.registry.update_type_annotation_map({datetime: UtcDateTime})
db = SQLAlchemy(model_class=Model, disable_autonaming=True)


def init_db(app: Flask, settings: Settings) -> None:
    """Binds the database to an application."""
    url = settings.database
    sqlite = url.startswith("sqlite")
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = sqlite_options() if sqlite else {"pool_size": 8, "max_overflow": 8}
    db.init_app(app)
    with app.app_context():
        if sqlite:
            listen_on_sqlite(db.engine)


def sqlite_options() -> dict[str, Any]:
    """Options with which SQLAlchemy leaves transactions to us."""
    return {"connect_args": {"isolation_level": None, "timeout": 10, "check_same_thread": False}, "pool_size": 8}


def listen_on_sqlite(engine: Engine) -> None:
    """Sets up each connection, and begins writing transactions with the write lock in hand.

    A deferred transaction that reads and then writes fails with "database is locked" under load;
    an immediate one waits its turn.
    """

    @event.listens_for(engine, "connect")
    def configure(connection: sqlite3.Connection, record: object) -> None:
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=10000"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN" if is_reading() else "BEGIN IMMEDIATE")


def is_reading() -> bool:
    """Whether the present work may only read: a safe request, or inside :func:`reading`."""
    chosen = _reads.get()
    if chosen is not None:
        return chosen
    return has_request_context() and request.method in SAFE_METHODS


@contextmanager
def reading() -> Iterator[None]:
    """Work that only reads, between letting go of the transaction before it and of its own.

    In a request that writes it comes first, so that slow work (hashing a password, reading an upload)
    happens without the write lock that finding out who asks has taken.
    """
    if not is_reading():
        db.session.rollback()
    token = _reads.set(True)
    try:
        yield
    finally:
        db.session.rollback()
        _reads.reset(token)


@contextmanager
def writing() -> Iterator[None]:
    """A transaction of its own that writes, committed at its end, even where the request only reads.

    It is for the rare case that reading finds out something that must be kept, such as a person whom
    the host's sign-in brings for the first time.
    """
    db.session.rollback()
    token = _reads.set(False)
    try:
        yield
        db.session.commit()
    finally:
        db.session.rollback()
        _reads.reset(token)


def fetch(statement: Select[*tuple[Any, ...]], /, **values: Any) -> Sequence[Row[*tuple[Any, ...]]]:
    """The rows of a statement that was built once and selects columns, for pages that only read.

    It passes by the ORM, whose own work takes as long as the statement; what is not flushed it does not see.
    """
    return db.session.connection().execute(statement, values).all()


def insert_new(table: type[Model], **values: Any) -> int | None:
    """Inserts a row unless a unique rule forbids it; its id, or nothing when the row was already there."""
    db.session.flush()
    found: int | None = db.session.connection().execute(_insertion(table, db.engine.dialect.name), values).scalar()
    return found


@cache
def _insertion(table: type[Model], database: str) -> Executable:
    dialect = postgresql if database == "postgresql" else sqlite
    statement: Executable = dialect.insert(table.__table__).on_conflict_do_nothing().returning(table.__table__.c.id)
    return statement


@event.listens_for(Session, "before_flush")
def _refuse_writing_while_reading(session: Session, context: object, instances: object) -> None:
    if is_reading() and (session.new or session.dirty or session.deleted):
        raise RuntimeError("a request that only reads tried to write")
