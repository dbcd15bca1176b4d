"""Prices corrected for arithmetical errors, and why bids were admitted.

Revision ID: 0013
Revises: 0012
Create Date: 2026-11-22 15:20:00
"""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    op.add_column("procurement_bid", sa.Column("admission_reason", sa.Text(), nullable=False, server_default=""))
    op.create_table(
        "procurement_price_correction",
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("slug", AutoString(length=200), nullable=False),
        sa.Column("bid", AutoString(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("asked_by", AutoString(length=36), nullable=False),
        sa.Column("asked_at", UTCDateTime(), nullable=False),
        sa.Column("decided_by", AutoString(length=36), nullable=True),
        sa.Column("decided_at", UTCDateTime(), nullable=True),
        sa.Column("is_accepted", sa.Boolean(), nullable=True),
        sa.CheckConstraint("number > 0", name="ck_procurement_price_correction_number"),
        sa.CheckConstraint(
            "(decided_by IS NULL) = (decided_at IS NULL) AND (decided_by IS NULL) = (is_accepted IS NULL)",
            name="ck_procurement_price_correction_decision",
        ),
        sa.CheckConstraint("decided_by <> asked_by", name="ck_procurement_price_correction_two_people"),
        sa.ForeignKeyConstraint(
            ["city_id", "slug", "bid"],
            ["procurement_bid.city_id", "procurement_bid.slug", "procurement_bid.bid"],
            name="fk_procurement_price_correction_bid",
        ),
        sa.ForeignKeyConstraint(["city_id"], ["identity_city.id"]),
        sa.PrimaryKeyConstraint("city_id", "slug", "bid", "number"),
    )


def downgrade() -> None:
    """Take the change back."""
    op.drop_table("procurement_price_correction")
    op.drop_column("procurement_bid", "admission_reason")
