"""Catalogues of criteria in versions, and their criteria for searching.

Revision ID: 0008
Revises: 0007
Create Date: 2026-11-22 07:45:00
"""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "procurement_catalogue_version",
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("catalogue", AutoString(length=80), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", AutoString(length=200), nullable=False),
        sa.Column("dated", sa.Date(), nullable=False),
        sa.Column("licence", AutoString(length=200), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("digest", AutoString(length=71), nullable=False),
        sa.Column("stored_at", UTCDateTime(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.CheckConstraint("number > 0 AND entries > 0", name="ck_procurement_catalogue_version_numbers"),
        sa.CheckConstraint("length(digest) = 71", name="ck_procurement_catalogue_version_digest"),
        sa.ForeignKeyConstraint(["city_id"], ["identity_city.id"]),
        sa.PrimaryKeyConstraint("city_id", "catalogue", "number"),
    )
    op.create_table(
        "procurement_catalogue_entry",
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("catalogue", AutoString(length=80), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("entry_key", AutoString(length=64), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "A",
                "B",
                "I",
                name="ck_procurement_catalogue_entry_kind",
                native_enum=False,
                create_constraint=True,
                length=1,
            ),
            nullable=False,
        ),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("group_title", AutoString(length=200), nullable=False),
        sa.Column("search_text", AutoString(length=600), nullable=False),
        sa.ForeignKeyConstraint(["city_id"], ["identity_city.id"]),
        sa.ForeignKeyConstraint(
            ["city_id", "catalogue", "number"],
            [
                "procurement_catalogue_version.city_id",
                "procurement_catalogue_version.catalogue",
                "procurement_catalogue_version.number",
            ],
            name="fk_procurement_catalogue_entry_version",
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("city_id", "catalogue", "number", "entry_key", name="uq_procurement_catalogue_entry_place"),
    )


def downgrade() -> None:
    """Take the change back."""
    op.drop_table("procurement_catalogue_entry")
    op.drop_table("procurement_catalogue_version")
