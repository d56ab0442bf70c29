"""The first tables."""

import sqlalchemy as sa
from alembic import op

from lms.db import UtcDateTime

revision = "quizzes_0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Creates the tables, parents before children."""
    _quiz_answer()
    _quiz_draw()
    _quiz_reflection()
    _quiz_selfcheck()


def _quiz_answer() -> None:
    op.create_table(
        "quiz_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("course", sa.String(length=60), nullable=False),
        sa.Column("unit", sa.String(length=60), nullable=False),
        sa.Column("block", sa.String(length=60), nullable=False),
        sa.Column("question", sa.String(length=60), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("shape", sa.String(length=12), nullable=False),
        sa.Column("nth", sa.Integer(), nullable=False),
        sa.Column("given", sa.JSON(), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("best", sa.Double(), nullable=False),
        sa.Column("latest", sa.Boolean(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("nth >= 1", name=op.f("ck_quiz_answer_answers_count_from_one")),
        sa.CheckConstraint("score >= 0 AND score <= 1", name=op.f("ck_quiz_answer_score_is_a_share")),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_quiz_answer_enrolment_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_quiz_answer_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quiz_answer")),
        sa.UniqueConstraint(
            "enrolment_id", "unit", "block", "question", "edition", "shape", "nth", name="uq_quiz_answer_turn"
        ),
    )
    op.create_index(
        "ix_quiz_answer_latest",
        "quiz_answer",
        ["enrolment_id", "unit", "block"],
        unique=False,
        sqlite_where=sa.text("latest"),
        postgresql_where=sa.text("latest"),
    )
    op.create_index("ix_quiz_answer_person_id", "quiz_answer", ["person_id"], unique=False)


def _quiz_draw() -> None:
    op.create_table(
        "quiz_draw",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("course", sa.String(length=60), nullable=False),
        sa.Column("unit", sa.String(length=60), nullable=False),
        sa.Column("block", sa.String(length=60), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("questions", sa.JSON(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_quiz_draw_enrolment_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_quiz_draw_person_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quiz_draw")),
        sa.UniqueConstraint(
            "enrolment_id", "unit", "block", "edition", name=op.f("uq_quiz_draw_enrolment_id_unit_block_edition")
        ),
    )
    op.create_index("ix_quiz_draw_person_id", "quiz_draw", ["person_id"], unique=False)


def _quiz_reflection() -> None:
    op.create_table(
        "quiz_reflection",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("course", sa.String(length=60), nullable=False),
        sa.Column("unit", sa.String(length=60), nullable=False),
        sa.Column("block", sa.String(length=60), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_quiz_reflection_enrolment_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_quiz_reflection_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quiz_reflection")),
        sa.UniqueConstraint("enrolment_id", "unit", "block", name=op.f("uq_quiz_reflection_enrolment_id_unit_block")),
    )
    op.create_index("ix_quiz_reflection_person_id", "quiz_reflection", ["person_id"], unique=False)


def _quiz_selfcheck() -> None:
    op.create_table(
        "quiz_selfcheck",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("course", sa.String(length=60), nullable=False),
        sa.Column("unit", sa.String(length=60), nullable=False),
        sa.Column("block", sa.String(length=60), nullable=False),
        sa.Column("marks", sa.JSON(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_quiz_selfcheck_enrolment_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_quiz_selfcheck_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quiz_selfcheck")),
        sa.UniqueConstraint("enrolment_id", "unit", "block", name=op.f("uq_quiz_selfcheck_enrolment_id_unit_block")),
    )
    op.create_index("ix_quiz_selfcheck_person_id", "quiz_selfcheck", ["person_id"], unique=False)
