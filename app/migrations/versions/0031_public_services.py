"""Lists of Verwaltungsleistungen.

Revision ID: 0031
Revises: 0030
Create Date: 2026-11-23 09:30:00
"""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

LIST, SERVICE = "digitalcheck_service_list", "digitalcheck_service"


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        LIST,
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", AutoString(length=200), nullable=False),
        sa.Column("dated", sa.Date(), nullable=False),
        sa.Column("source", AutoString(length=255), nullable=False),
        sa.Column("digest", AutoString(length=71), nullable=False),
        sa.Column("services", sa.Integer(), nullable=False),
        sa.Column("imported_by", AutoString(length=36), nullable=False),
        sa.Column("imported_at", UTCDateTime(), nullable=False),
        sa.CheckConstraint("length(digest) = 71", name=f"ck_{LIST}_digest"),
        sa.ForeignKeyConstraint(["city_id"], ["identity_city.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        SERVICE,
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("list_id", sa.Integer(), nullable=False),
        sa.Column("key", AutoString(length=14), nullable=False),
        sa.Column("name", AutoString(length=500), nullable=False),
        sa.Column("search_text", AutoString(length=1000), nullable=False),
        sa.ForeignKeyConstraint(["city_id"], ["identity_city.id"]),
        sa.ForeignKeyConstraint(["list_id"], [f"{LIST}.id"]),
        sa.PrimaryKeyConstraint("list_id", "key"),
    )


def downgrade() -> None:
    """Take the change back."""
    op.drop_table(SERVICE)
    op.drop_table(LIST)
