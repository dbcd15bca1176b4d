"""Fields that are saved one by one; the auditors' Prüfvermerke.

Revision ID: 0005
Revises: 0002
Create Date: 2026-11-22 03:45:00
"""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "field_value",
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("kind", AutoString(length=40), nullable=False),
        sa.Column("record_id", AutoString(length=240), nullable=False),
        sa.Column("field", AutoString(length=40), nullable=False),
        sa.Column("owner_id", AutoString(length=36), nullable=True),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_by", AutoString(length=40), nullable=False),
        sa.Column("changed_at", UTCDateTime(), nullable=False),
        sa.Column("form", AutoString(length=36), nullable=True),
        sa.CheckConstraint("version > 0", name="ck_field_value_version"),
        sa.ForeignKeyConstraint(["city_id"], ["identity_city.id"]),
        sa.PrimaryKeyConstraint("city_id", "kind", "record_id", "field"),
    )
    op.create_table(
        "procurement_pruefvermerk",
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("slug", AutoString(length=200), nullable=False),
        sa.Column("person_id", AutoString(length=36), nullable=False),
        sa.Column("completed_at", UTCDateTime(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("digest", AutoString(length=71), nullable=False),
        sa.CheckConstraint("length(digest) = 71", name="ck_procurement_pruefvermerk_digest"),
        sa.ForeignKeyConstraint(["city_id"], ["identity_city.id"]),
        sa.ForeignKeyConstraint(
            ["city_id", "person_id"],
            ["identity_person.city_id", "identity_person.id"],
            name="fk_procurement_pruefvermerk_person",
        ),
        sa.ForeignKeyConstraint(
            ["city_id", "slug"],
            ["procurement_evaluation.city_id", "procurement_evaluation.slug"],
            name="fk_procurement_pruefvermerk_evaluation",
        ),
        sa.PrimaryKeyConstraint("city_id", "slug", "person_id"),
    )


def downgrade() -> None:
    """Take the change back."""
    op.drop_table("procurement_pruefvermerk")
    op.drop_table("field_value")
