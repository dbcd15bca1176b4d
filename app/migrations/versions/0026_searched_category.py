"""The category that a search for alternatives was narrowed to.

Revision ID: 0026
Revises: 0024
Create Date: 2026-11-23 05:10:00
"""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString

revision = "0026"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    op.add_column(
        "procurement_alternative_search",
        sa.Column("category", AutoString(length=200), nullable=False, server_default=""),
    )


def downgrade() -> None:
    """Take the change back."""
    op.drop_column("procurement_alternative_search", "category")
