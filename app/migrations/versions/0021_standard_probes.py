"""Files held against open standards, and what came of them.

Revision ID: 0021
Revises: 0016
Create Date: 2026-11-23 02:00:00
"""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

PROBES = "procurement_standard_probe"
CHUNKS = f"{PROBES}_chunk"


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        PROBES,
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", AutoString(length=200), nullable=True),
        sa.Column("bid", AutoString(length=40), nullable=True),
        sa.Column("name", AutoString(length=255), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("digest", AutoString(length=71), nullable=False),
        sa.Column("origin", _words(("uploaded", "bid"), "origin"), nullable=False),
        sa.Column("box_key", AutoString(length=36), nullable=False),
        sa.Column("created_by", AutoString(length=36), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("job", sa.Integer(), nullable=False),
        sa.Column("finished_at", UTCDateTime(), nullable=True),
        sa.Column("standard", AutoString(length=80), nullable=False),
        sa.Column("edition", AutoString(length=120), nullable=False),
        sa.Column(
            "conformance",
            _words(("conforming", "extended", "claimed", "invalid", "unknown"), "conformance"),
            nullable=True,
        ),
        sa.Column("openness", _words(("open", "restricted", "vendor", "undecided"), "openness"), nullable=True),
        sa.Column("document", sa.Text(), nullable=True),
        sa.CheckConstraint("(slug IS NULL) = (bid IS NULL)", name=f"ck_{PROBES}_bid"),
        sa.CheckConstraint("size > 0 AND length(digest) = 71", name=f"ck_{PROBES}_size"),
        sa.ForeignKeyConstraint(
            ["city_id", "slug", "bid"],
            ["procurement_bid.city_id", "procurement_bid.slug", "procurement_bid.bid"],
            name=f"fk_{PROBES}_bid",
        ),
        sa.ForeignKeyConstraint(["city_id"], ["identity_city.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(f"ix_{PROBES}_bid", PROBES, ["city_id", "slug", "bid", "id"])
    op.create_index(f"ix_{PROBES}_person", PROBES, ["city_id", "created_by", "id"])
    op.create_table(
        CHUNKS,
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("probe_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["probe_id"], [f"{PROBES}.id"]),
        sa.ForeignKeyConstraint(["city_id"], ["identity_city.id"]),
        sa.PrimaryKeyConstraint("probe_id", "part"),
    )


def downgrade() -> None:
    """Take the change back."""
    op.drop_table(CHUNKS)
    op.drop_table(PROBES)


def _words(values: tuple[str, ...], name: str) -> sa.Enum:
    return sa.Enum(*values, name=f"ck_{PROBES}_{name}", native_enum=False, create_constraint=True, length=60)
