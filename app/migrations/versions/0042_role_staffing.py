"""How roles are staffed, what external pools add; sums of capacity by week or quarter.

Revision ID: 0042
Revises: 0041
Create Date: 2026-11-23 13:10:00
"""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None

CITY = ["identity_city.id"]


def upgrade() -> None:
    """Apply the change. Sums that were entered by quarter stay what they are."""
    op.execute("ALTER TABLE capacity_supply RENAME COLUMN quarter TO period")
    op.create_table(
        "capacity_staffing",
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("role", AutoString(length=64), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("fte", AutoString(length=24), nullable=False),
        sa.Column("base_percent", sa.Integer(), nullable=False),
        sa.Column("person", AutoString(length=36), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.CheckConstraint("base_percent BETWEEN 0 AND 100", name="ck_capacity_staffing_base_percent"),
        sa.ForeignKeyConstraint(["city_id"], CITY),
        sa.PrimaryKeyConstraint("city_id", "role", "valid_from"),
    )
    op.create_table(
        "capacity_pool",
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("name", AutoString(length=120), nullable=False),
        sa.Column("role", AutoString(length=64), nullable=False),
        sa.Column("begins", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=False),
        sa.Column("days", AutoString(length=24), nullable=False),
        sa.Column("budget_eur", AutoString(length=24), nullable=True),
        sa.Column("person", AutoString(length=36), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.CheckConstraint("begins <= ends", name="ck_capacity_pool_ends"),
        sa.ForeignKeyConstraint(["city_id"], CITY),
        sa.PrimaryKeyConstraint("city_id", "name", "role", "begins"),
    )


def downgrade() -> None:
    """Take the change back; sums by week have no place any more."""
    op.drop_table("capacity_pool")
    op.drop_table("capacity_staffing")
    op.execute("DELETE FROM capacity_supply WHERE period LIKE '%-W%'")
    op.execute("ALTER TABLE capacity_supply RENAME COLUMN period TO quarter")
