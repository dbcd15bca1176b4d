"""Variants (Nebenangebote): what a bidder calls a bid that is one. Files of requests to participate.

Revision ID: 0016
Revises: 0015
Create Date: 2026-11-22 18:30:00
"""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

FILES = "procurement_participation_file"
REQUESTS = "procurement_participation_request"


def upgrade() -> None:
    """Apply the change."""
    op.add_column("procurement_bid", sa.Column("variant", AutoString(length=200), nullable=False, server_default=""))
    op.create_table(
        FILES,
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("slug", AutoString(length=200), nullable=False),
        sa.Column("publication", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", AutoString(length=255), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("digest", AutoString(length=71), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.CheckConstraint("size >= 0 AND length(digest) = 71", name=f"ck_{FILES}_digest"),
        sa.ForeignKeyConstraint(
            ["city_id", "slug", "publication", "number"],
            [
                f"{REQUESTS}.city_id",
                f"{REQUESTS}.slug",
                f"{REQUESTS}.publication",
                f"{REQUESTS}.number",
            ],
            name=f"fk_{FILES}_request",
        ),
        sa.ForeignKeyConstraint(["city_id"], ["identity_city.id"]),
        sa.PrimaryKeyConstraint("city_id", "slug", "publication", "number", "name"),
    )


def downgrade() -> None:
    """Take the change back."""
    op.drop_table(FILES)
    op.drop_column("procurement_bid", "variant")
