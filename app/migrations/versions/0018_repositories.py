"""Repositories that bids name, with their snapshots.

Revision ID: 0018
Revises: 0017
Create Date: 2026-11-23 01:45:00
"""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "procurement_repository",
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", AutoString(length=200), nullable=False),
        sa.Column("bid", AutoString(length=40), nullable=False),
        sa.Column("url", AutoString(length=500), nullable=False),
        sa.Column("place", AutoString(length=200), nullable=False),
        sa.Column("product", AutoString(length=200), nullable=False),
        sa.Column("offered", AutoString(length=100), nullable=False),
        sa.Column("licence", AutoString(length=400), nullable=False),
        sa.Column("replaces", sa.Integer(), nullable=True),
        sa.Column("named_by", AutoString(length=36), nullable=False),
        sa.Column("named_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["city_id", "slug", "bid"],
            ["procurement_bid.city_id", "procurement_bid.slug", "procurement_bid.bid"],
            name="fk_procurement_repository_bid",
        ),
        sa.ForeignKeyConstraint(["city_id"], ["identity_city.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_procurement_repository_bid", "procurement_repository", ["city_id", "slug", "bid", "id"])
    op.create_table(
        "procurement_repository_fetch",
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("repository_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("job", sa.Integer(), nullable=False),
        sa.Column("asked_by", AutoString(length=36), nullable=False),
        sa.Column("asked_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["city_id"], ["identity_city.id"]),
        sa.ForeignKeyConstraint(["repository_id"], ["procurement_repository.id"]),
        sa.PrimaryKeyConstraint("repository_id", "number"),
    )
    op.create_table(
        "procurement_repository_snapshot",
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("repository_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("fetch", sa.Integer(), nullable=True),
        sa.Column(
            "origin",
            _words(
                (
                    "fetched",
                    "uploaded",
                ),
                "ck_procurement_repository_snapshot_origin",
                60,
            ),
            nullable=False,
        ),
        sa.Column("taken_at", UTCDateTime(), nullable=False),
        sa.Column("taken_by", AutoString(length=36), nullable=False),
        sa.Column(
            "problem",
            _words(
                (
                    "no_forge",
                    "no_version",
                    "not_fetched",
                    "not_answered",
                    "not_read",
                ),
                "ck_procurement_repository_snapshot_problem",
                60,
            ),
            nullable=True,
        ),
        sa.Column("detail", AutoString(length=60), nullable=False),
        sa.Column("facts", sa.Text(), nullable=True),
        sa.Column("archive_name", AutoString(length=255), nullable=False),
        sa.Column("archive_size", sa.Integer(), nullable=False),
        sa.Column("box_key", AutoString(length=36), nullable=False),
        sa.CheckConstraint("problem IS NOT NULL OR facts IS NOT NULL", name="ck_procurement_repository_snapshot_facts"),
        sa.ForeignKeyConstraint(["city_id"], ["identity_city.id"]),
        sa.ForeignKeyConstraint(["repository_id"], ["procurement_repository.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("repository_id", "number", name="uq_procurement_repository_snapshot_number"),
    )
    op.create_table(
        "procurement_repository_withdrawal",
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("repository_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("withdrawn_by", AutoString(length=36), nullable=False),
        sa.Column("withdrawn_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["city_id"], ["identity_city.id"]),
        sa.ForeignKeyConstraint(["repository_id"], ["procurement_repository.id"]),
        sa.PrimaryKeyConstraint("repository_id"),
    )
    op.create_table(
        "procurement_repository_archive",
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("snapshot_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["city_id"], ["identity_city.id"]),
        sa.ForeignKeyConstraint(["snapshot_id"], ["procurement_repository_snapshot.id"]),
        sa.PrimaryKeyConstraint("snapshot_id", "part"),
    )


def downgrade() -> None:
    """Take the change back."""
    for table in (
        "procurement_repository_archive",
        "procurement_repository_withdrawal",
        "procurement_repository_snapshot",
        "procurement_repository_fetch",
        "procurement_repository",
    ):
        op.drop_table(table)


def _words(words: tuple[str, ...], name: str, length: int) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=length)
