"""The tables of answers, self-checks and reflections."""

import sqlalchemy as sa
from alembic import op

from lms.db import UtcDateTime

revision = "quizzes_0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Creates the tables."""
    op.create_table(
        "quiz_answer",
        *_place("quiz_answer"),
        sa.Column("question", sa.String(length=60), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("shape", sa.String(length=12), nullable=False),
        sa.Column("nth", sa.Integer(), nullable=False),
        sa.Column("given", sa.JSON(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("best", sa.Float(), nullable=False),
        sa.Column("latest", sa.Boolean(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.UniqueConstraint(
            "enrolment_id",
            "unit",
            "block",
            "question",
            "edition",
            "shape",
            "nth",
            name="uq_quiz_answer_turn",
        ),
        sa.CheckConstraint("score >= 0 AND score <= 1", name=op.f("ck_quiz_answer_score_is_a_share")),
        sa.CheckConstraint("nth >= 1", name=op.f("ck_quiz_answer_answers_count_from_one")),
    )
    op.create_index("ix_quiz_answer_person_id", "quiz_answer", ["person_id"])
    op.create_index(
        "ix_quiz_answer_latest",
        "quiz_answer",
        ["enrolment_id", "unit", "block"],
        sqlite_where=sa.text("latest"),
        postgresql_where=sa.text("latest"),
    )
    _private("quiz_selfcheck", sa.Column("marks", sa.JSON(), nullable=False))
    _private("quiz_reflection", sa.Column("text", sa.Text(), nullable=False))


def _private(table: str, column: "sa.Column[object]") -> None:
    op.create_table(
        table,
        *_place(table),
        column,
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.UniqueConstraint("enrolment_id", "unit", "block", name=op.f(f"uq_{table}_enrolment_id_unit_block")),
    )
    op.create_index(f"ix_{table}_person_id", table, ["person_id"])


def _place(table: str) -> "list[sa.schema.SchemaItem]":
    """The columns that say whose it is and where it belongs."""
    return [
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("course", sa.String(length=60), nullable=False),
        sa.Column("unit", sa.String(length=60), nullable=False),
        sa.Column("block", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f(f"fk_{table}_person_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f(f"fk_{table}_enrolment_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    ]
