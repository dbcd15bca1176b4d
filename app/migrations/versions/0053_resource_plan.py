"""The resource plan by budget year, role and account, and what person-days of roles cost.

Revision ID: 0053
Revises: 0052
Create Date: 2026-11-23 20:30:00
"""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0053"
down_revision = "0052"
branch_labels = None
depends_on = None

CITY = ["identity_city.id"]


def upgrade() -> None:
    """Apply the change. The resource plan is there with the next plan of the queue."""
    op.create_table(
        "capacity_rate",
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("role", AutoString(length=64), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("eur_per_day", AutoString(length=24), nullable=False),
        sa.Column("person", AutoString(length=36), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["city_id"], CITY),
        sa.PrimaryKeyConstraint("city_id", "role", "valid_from"),
    )
    op.create_table(
        "capacity_resource_line",
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("dezernat", AutoString(length=200), nullable=False),
        sa.Column("account", AutoString(length=200), nullable=False),
        sa.Column("mip", AutoString(length=20), nullable=False),
        sa.Column("role", AutoString(length=64), nullable=False),
        sa.Column("is_planned", sa.Boolean(), nullable=False),
        sa.Column("quarter_days", sa.Integer(), nullable=False),
        sa.Column("quarter_cents", sa.BigInteger(), nullable=False),
        sa.Column("unpriced", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["city_id"], CITY),
        sa.PrimaryKeyConstraint("city_id", "year", "place"),
    )


def downgrade() -> None:
    """Take the change back."""
    op.drop_table("capacity_resource_line")
    op.drop_table("capacity_rate")
