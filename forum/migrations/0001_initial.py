"""The first tables."""

import sqlalchemy as sa
from alembic import op

from lms.db import UtcDateTime

revision = "forum_0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Creates the tables, parents before children."""
    _forum_thread()
    _forum_post()
    _forum_post_version()


def _forum_thread() -> None:
    op.create_table(
        "forum_thread",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("course", sa.String(length=60), nullable=False),
        sa.Column("key", sa.String(length=130), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("ask", sa.Text(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("opened_at", UtcDateTime(), nullable=False),
        sa.Column("last_at", UtcDateTime(), nullable=False),
        sa.Column("answers", sa.Integer(), nullable=False),
        sa.Column("replies", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_forum_thread")),
        sa.UniqueConstraint("course", "key", name=op.f("uq_forum_thread_course_key")),
    )
    op.create_index("ix_forum_thread_course_last_at", "forum_thread", ["course", "last_at"], unique=False)


def _forum_post() -> None:
    op.create_table(
        "forum_post",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("thread_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("answer_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("edited_at", UtcDateTime(), nullable=True),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.Column("by_trainer", sa.Boolean(), nullable=False),
        sa.Column("opening", sa.Boolean(), nullable=False),
        sa.Column("token", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(
            ["answer_id"], ["forum_post.id"], name=op.f("fk_forum_post_answer_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["author_id"], ["person.id"], name=op.f("fk_forum_post_author_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["forum_post.id"], name=op.f("fk_forum_post_parent_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["thread_id"], ["forum_thread.id"], name=op.f("fk_forum_post_thread_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_forum_post")),
        sa.UniqueConstraint("token", name=op.f("uq_forum_post_token")),
    )
    op.create_index(op.f("ix_forum_post_answer_id"), "forum_post", ["answer_id"], unique=False)
    op.create_index("ix_forum_post_author", "forum_post", ["author_id", "thread_id"], unique=False)
    op.create_index(op.f("ix_forum_post_parent_id"), "forum_post", ["parent_id"], unique=False)
    op.create_index("ix_forum_post_thread", "forum_post", ["thread_id", "answer_id", "id"], unique=False)


def _forum_post_version() -> None:
    op.create_table(
        "forum_post_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("until", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["post_id"], ["forum_post.id"], name=op.f("fk_forum_post_version_post_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_forum_post_version")),
    )
    op.create_index(op.f("ix_forum_post_version_post_id"), "forum_post_version", ["post_id"], unique=False)
    op.create_index("ix_forum_post_version_until", "forum_post_version", ["until"], unique=False)
