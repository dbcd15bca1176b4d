"""Open-source products a city knows, and alternatives weighed up for a procedure.

Revision ID: 0017
Revises: 0016
Create Date: 2026-11-23 01:45:00
"""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "procurement_product_import",
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source", AutoString(length=200), nullable=False),
        sa.Column("dated", sa.Date(), nullable=False),
        sa.Column(
            "kind", _words(("publiccode", "table", "export"), "ck_procurement_product_import_kind", 60), nullable=False
        ),
        sa.Column("file_name", AutoString(length=255), nullable=False),
        sa.Column("file_digest", AutoString(length=71), nullable=False),
        sa.Column("products", sa.Integer(), nullable=False),
        sa.Column("left_out", sa.Text(), nullable=False),
        sa.Column("imported_by", AutoString(length=36), nullable=False),
        sa.Column("imported_at", UTCDateTime(), nullable=False),
        sa.CheckConstraint("length(file_digest) = 71", name="ck_procurement_product_import_digest"),
        sa.ForeignKeyConstraint(["city_id"], ["identity_city.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_procurement_product_import_source", "procurement_product_import", ["city_id", "source", "id"])
    op.create_table(
        "procurement_product",
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("category_text", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["city_id"], ["identity_city.id"]),
        sa.ForeignKeyConstraint(["import_id"], ["procurement_product_import.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_procurement_product_import", "procurement_product", ["import_id", "id"])
    op.create_table(
        "procurement_alternative",
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("slug", AutoString(length=200), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("origin", _words(("catalogue", "hand"), "ck_procurement_alternative_origin", 60), nullable=False),
        sa.Column("name", AutoString(length=400), nullable=False),
        sa.Column("url", AutoString(length=500), nullable=False),
        sa.Column("licence", AutoString(length=400), nullable=False),
        sa.Column("product_version", AutoString(length=100), nullable=False),
        sa.Column("summary", AutoString(length=1000), nullable=False),
        sa.Column("source", AutoString(length=400), nullable=False),
        sa.Column("digest", AutoString(length=71), nullable=False),
        sa.Column("added_by", AutoString(length=36), nullable=False),
        sa.Column("added_at", UTCDateTime(), nullable=False),
        sa.Column("is_removed", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["city_id", "slug"],
            ["procurement_procedure.city_id", "procurement_procedure.slug"],
            name="fk_procurement_alternative_procedure",
        ),
        sa.ForeignKeyConstraint(["city_id"], ["identity_city.id"]),
        sa.PrimaryKeyConstraint("city_id", "slug", "number"),
    )
    op.create_table(
        "procurement_alternative_search",
        sa.Column("slug", AutoString(length=200), nullable=False),
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("words", AutoString(length=200), nullable=False),
        sa.Column("found", sa.Integer(), nullable=False),
        sa.Column("sources", sa.Text(), nullable=False),
        sa.Column("searched_by", AutoString(length=36), nullable=False),
        sa.Column("searched_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["city_id", "slug"],
            ["procurement_procedure.city_id", "procurement_procedure.slug"],
            name="fk_procurement_alternative_search_procedure",
        ),
        sa.ForeignKeyConstraint(["city_id"], ["identity_city.id"]),
        sa.PrimaryKeyConstraint("slug", "city_id", "number"),
    )


def downgrade() -> None:
    """Take the change back."""
    for table in (
        "procurement_alternative_search",
        "procurement_alternative",
        "procurement_product",
        "procurement_product_import",
    ):
        op.drop_table(table)


def _words(words: tuple[str, ...], name: str, length: int) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=length)
