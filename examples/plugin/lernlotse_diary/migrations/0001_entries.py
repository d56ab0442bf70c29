"""The diary's entries."""

import sqlalchemy as sa
from alembic import op

from lms.db import UtcDateTime

revision = "diary_0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Creates the table."""
    op.create_table(
        "diary_entry",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("person.id", ondelete="CASCADE"), nullable=False),
        sa.Column("course", sa.String(60), nullable=False),
        sa.Column("key", sa.String(130), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
    )
    op.create_index("ix_diary_entry_person_id", "diary_entry", ["person_id"])
