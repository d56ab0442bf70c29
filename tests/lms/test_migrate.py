"""Migrations bring a filled database to the newest state, and the tables are what the models say."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from sqlalchemy import create_engine, func, select, text

from lms.core.clock import now
from lms.core.errors import LmsError
from lms.db import db
from lms.demo.filling import fill
from lms.features import Feature, Features, built_in
from lms.migrate import histories, pending, upgrade
from lms.people.models import Person
from lms.progress.models import EvidenceRow
from lms.testing import let_go, make_app

FIRST = '''
"""A parent and its children."""
import sqlalchemy as sa
from alembic import op

revision = "trees_0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    op.create_table("tree", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("name", sa.String(20)))
    op.create_table(
        "leaf",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("tree_id", sa.Integer(), sa.ForeignKey("tree.id", ondelete="CASCADE")),
    )
'''
SECOND = '''
"""The parent changes in a way that SQLite can do only by copying the table."""
import sqlalchemy as sa
from alembic import op

revision = "trees_0002"
down_revision = "trees_0001"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("tree") as batch:
        batch.alter_column("name", existing_type=sa.String(20), type_=sa.Text(), nullable=False)
'''
BROKEN = '''
"""A child loses its parent."""
from alembic import op

revision = "trees_0003"
down_revision = "trees_0002"
branch_labels = None
depends_on = None


def upgrade():
    op.execute("DELETE FROM tree")
'''


@pytest.fixture
def town(tmp_path: Path, empty_database_url: str) -> Iterator[Flask]:
    """The whole product, migrated from nothing and filled."""
    app = make_app(tmp_path / "data", built_in(), database_url=empty_database_url)
    fill(app, at=now(), say=lambda line: None)
    yield app
    let_go(app)


def trees(folder: Path, *revisions: str) -> Feature:
    """A feature whose history has these revisions."""
    folder.mkdir(exist_ok=True)
    for n, revision in enumerate(revisions, 1):
        (folder / f"{n:04}_trees.py").write_text(revision)
    return Feature("trees", migrations=folder)


def count(app: Flask) -> tuple[int, int]:
    """People and pieces of evidence."""
    with app.app_context():
        people = db.session.scalar(select(func.count(Person.id)))
        evidence = db.session.scalar(select(func.count(EvidenceRow.id)))
    return people or 0, evidence or 0


@pytest.mark.slow
def test_a_filled_database_goes_through_every_revision_and_loses_nothing(town: Flask, tmp_path: Path) -> None:
    settings = town.extensions["lms"].settings
    before = count(town)
    let_go(town)
    first = Features((*built_in(), trees(tmp_path / "trees", FIRST)))
    assert upgrade(settings, first) == ["trees"]
    engine = create_engine(settings.database)
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO tree (id, name) VALUES (1, 'Linde')"))
        connection.execute(text("INSERT INTO leaf (id, tree_id) VALUES (1, 1), (2, 1)"))
    second = Features((*built_in(), trees(tmp_path / "trees", FIRST, SECOND)))
    assert pending(engine, second) == ["trees"]
    assert upgrade(settings, second) == ["trees"]
    assert upgrade(settings, second) == []
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM leaf")).scalar() == 2
    engine.dispose()
    assert count(town) == before
    assert before[0] == 40


@pytest.mark.slow
def test_the_tables_are_what_the_models_say(town: Flask) -> None:
    with town.app_context(), db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        differences = [
            change
            for change in compare_metadata(context, db.metadata)
            if not (change[0] == "remove_table" and change[1].name.startswith("lms_version_"))
        ]
    assert differences == []


@pytest.mark.parametrize("empty_database_url", [""])
def test_sqlite_keeps_a_copy_and_refuses_children_without_parents(tmp_path: Path, empty_database_url: str) -> None:
    app = make_app(tmp_path / "data", ())
    settings = app.extensions["lms"].settings
    let_go(app)
    upgrade(settings, Features((trees(tmp_path / "trees", FIRST, SECOND),)))
    assert list(settings.data.glob("lms.sqlite3.*.bak"))
    engine = create_engine(settings.database)
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO tree (id, name) VALUES (1, 'Linde')"))
        connection.execute(text("INSERT INTO leaf (id, tree_id) VALUES (1, 1)"))
    engine.dispose()
    with pytest.raises(LmsError, match="leaf"):
        upgrade(settings, Features((trees(tmp_path / "trees", FIRST, SECOND, BROKEN),)))


def test_the_kernels_history_runs_first_and_features_follow_by_name() -> None:
    names = [name for name, _ in histories(Features(built_in()))]
    assert names[0] == "kernel"
    assert names[1:] == sorted(names[1:])
