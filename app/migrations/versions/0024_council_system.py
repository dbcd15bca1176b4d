"""Readings of council systems, and agendas that were imported.

Revision ID: 0024
Revises: 0023
Create Date: 2026-11-23 02:00:00
"""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def _city() -> tuple[sa.Column[str], sa.ForeignKeyConstraint]:
    return (
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.ForeignKeyConstraint(["city_id"], ["identity_city.id"]),
    )


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "digitalcheck_council_reading",
        *_city(),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("system", AutoString(length=2000), nullable=False),
        sa.Column("name", AutoString(length=200), nullable=False),
        sa.Column("cursor", sa.Text(), nullable=False),
        sa.Column("begun_at", UTCDateTime(), nullable=False),
        sa.Column("read_at", UTCDateTime(), nullable=False),
        sa.Column("finished_at", UTCDateTime(), nullable=True),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("papers", sa.Integer(), nullable=False),
        sa.Column("is_whole", sa.Boolean(), nullable=False),
        sa.Column("failure", AutoString(length=300), nullable=False),
        sa.CheckConstraint("pages >= 0 AND papers >= 0", name="ck_digitalcheck_council_reading_pages"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_digitalcheck_council_reading_city", "digitalcheck_council_reading", ["city_id", "id"])
    op.create_table(
        "digitalcheck_council_object",
        *_city(),
        sa.Column("reading_id", sa.Integer(), nullable=False),
        sa.Column("kind", AutoString(length=20), nullable=False),
        sa.Column("key", AutoString(length=64), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["reading_id"], ["digitalcheck_council_reading.id"]),
        sa.PrimaryKeyConstraint("reading_id", "kind", "key"),
    )
    op.create_table(
        "digitalcheck_council_paper",
        *_city(),
        sa.Column("reading_id", sa.Integer(), nullable=False),
        sa.Column("key", AutoString(length=64), nullable=False),
        sa.Column("reference_key", AutoString(length=200), nullable=False),
        sa.Column("kind_key", AutoString(length=200), nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("quarter", sa.Integer(), nullable=False),
        sa.Column("has_check", sa.Boolean(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["reading_id"], ["digitalcheck_council_reading.id"]),
        sa.PrimaryKeyConstraint("reading_id", "key"),
    )
    op.create_index(
        "ix_digitalcheck_council_paper_reference", "digitalcheck_council_paper", ["reading_id", "reference_key"]
    )
    op.create_index(
        "ix_digitalcheck_council_paper_kind",
        "digitalcheck_council_paper",
        ["reading_id", "kind_key", "year", "quarter"],
    )
    op.create_table(
        "digitalcheck_council_publication",
        *_city(),
        sa.Column("check_id", sa.Integer(), nullable=False),
        sa.Column("state", AutoString(length=20), nullable=False),
        sa.Column("seen_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["check_id"], ["digitalcheck_release.check_id"]),
        sa.PrimaryKeyConstraint("check_id"),
    )
    op.create_table(
        "digitalcheck_agenda",
        *_city(),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", AutoString(length=200), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("source", AutoString(length=255), nullable=False),
        sa.Column("digest", AutoString(length=71), nullable=False),
        sa.Column("imported_by", AutoString(length=36), nullable=False),
        sa.Column("imported_at", UTCDateTime(), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("is_current", sa.Boolean(), nullable=False),
        sa.CheckConstraint("length(digest) = 71", name="ck_digitalcheck_agenda_digest"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_digitalcheck_agenda_day", "digitalcheck_agenda", ["city_id", "is_current", "day", "id"])
    op.create_table(
        "digitalcheck_agenda_entry",
        *_city(),
        sa.Column("agenda_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("number", AutoString(length=500), nullable=False),
        sa.Column("reference", AutoString(length=500), nullable=False),
        sa.Column("title", AutoString(length=500), nullable=False),
        sa.Column("office", AutoString(length=500), nullable=False),
        sa.ForeignKeyConstraint(["agenda_id"], ["digitalcheck_agenda.id"]),
        sa.PrimaryKeyConstraint("agenda_id", "position"),
    )


def downgrade() -> None:
    """Take the change back."""
    for table in (
        "digitalcheck_agenda_entry",
        "digitalcheck_agenda",
        "digitalcheck_council_publication",
        "digitalcheck_council_paper",
        "digitalcheck_council_object",
        "digitalcheck_council_reading",
    ):
        op.drop_table(table)
