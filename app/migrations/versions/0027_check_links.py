"""Procedures that began from a Digital-Check.

Revision ID: 0027
Revises: 0026
Create Date: 2026-11-23 06:00:00
"""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

LINK = "procurement_check_link"


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        LINK,
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("slug", AutoString(length=200), nullable=False),
        sa.Column("check_id", sa.Integer(), nullable=False),
        sa.Column("linked_by", AutoString(length=36), nullable=False),
        sa.Column("linked_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["city_id"], ["identity_city.id"]),
        sa.ForeignKeyConstraint(
            ["city_id", "slug"],
            ["procurement_procedure.city_id", "procurement_procedure.slug"],
            name=f"fk_{LINK}_procedure",
        ),
        sa.ForeignKeyConstraint(["check_id"], ["digitalcheck_check.id"]),
        sa.PrimaryKeyConstraint("city_id", "slug"),
    )
    op.create_index(f"ix_{LINK}_check", LINK, ["city_id", "check_id"])


def downgrade() -> None:
    """Take the change back."""
    op.drop_table(LINK)
