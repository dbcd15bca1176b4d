"""Working days that response clocks stood still and ran, for the figures of answers.

Revision ID: 0040
Revises: 0039
Create Date: 2026-11-23 13:00:00
"""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None

CLOCK = "capacity_clock"
ENDED = "ix_capacity_clock_ended"


def upgrade() -> None:
    """Apply the change. Of clocks that ended before, nobody knows how long they ran."""
    op.add_column(CLOCK, sa.Column("waited", sa.Integer(), nullable=False, server_default="0"))
    op.add_column(CLOCK, sa.Column("used", sa.Integer(), nullable=True))
    op.create_index(ENDED, CLOCK, ["city_id", "topic", "party", "was_missed", "used", "ended_on"])


def downgrade() -> None:
    """Take the change back."""
    op.drop_index(ENDED, table_name=CLOCK)
    op.drop_column(CLOCK, "used")
    op.drop_column(CLOCK, "waited")
