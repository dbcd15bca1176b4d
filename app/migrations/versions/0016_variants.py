"""Variants (Nebenangebote): what a bidder calls a bid that is one.

Revision ID: 0016
Revises: 0013
Create Date: 2026-11-22 18:30:00
"""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString

revision = "0016"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    op.add_column("procurement_bid", sa.Column("variant", AutoString(length=200), nullable=False, server_default=""))


def downgrade() -> None:
    """Take the change back."""
    op.drop_column("procurement_bid", "variant")
