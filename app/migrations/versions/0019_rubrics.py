"""Rubrics of the open-source criterion that a city publishes.

Revision ID: 0019
Revises: 0018
Create Date: 2026-11-23 01:45:00
"""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

TABLE = "procurement_rubric"


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        TABLE,
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("version", AutoString(length=80), nullable=False),
        sa.Column("title", AutoString(length=400), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("digest", AutoString(length=71), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("added_by", AutoString(length=36), nullable=False),
        sa.Column("added_at", UTCDateTime(), nullable=False),
        sa.CheckConstraint("number > 0 AND length(digest) = 71", name=f"ck_{TABLE}_number"),
        sa.ForeignKeyConstraint(["city_id"], ["identity_city.id"]),
        sa.PrimaryKeyConstraint("city_id", "number"),
        sa.UniqueConstraint("city_id", "version", name=f"uq_{TABLE}_version"),
    )


def downgrade() -> None:
    """Take the change back."""
    op.drop_table(TABLE)
