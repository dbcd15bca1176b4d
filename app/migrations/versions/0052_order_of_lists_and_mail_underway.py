"""Indexes along which lists are walked, and whether a daily mail is underway.

Revision ID: 0052
Revises: 0051
Create Date: 2026-11-23 20:45:00
"""

import sqlalchemy as sa
from alembic import op

revision = "0052"
down_revision = "0051"
branch_labels = None
depends_on = None

RUNS = "ended_on IS NULL AND paused_on IS NULL"


def upgrade() -> None:
    """Apply the change. No mail is underway while tables change."""
    op.add_column(
        "capacity_subscription", sa.Column("is_underway", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.create_index("ix_capacity_standing_order", "capacity_standing", ["city_id", "request_id", "stage"])
    op.create_index(
        "ix_capacity_clock_turn",
        "capacity_clock",
        ["city_id", "party", "request_id"],
        postgresql_where=sa.text(RUNS),
        sqlite_where=sa.text(RUNS),
    )
    op.create_index("ix_procurement_evaluation_city", "procurement_evaluation", ["city_id", "id"])


def downgrade() -> None:
    """Take the change back."""
    op.drop_column("capacity_subscription", "is_underway")
    op.drop_index("ix_procurement_evaluation_city", "procurement_evaluation")
    op.drop_index("ix_capacity_clock_turn", "capacity_clock")
    op.drop_index("ix_capacity_standing_order", "capacity_standing")
