"""Openness of bids: what they say about signals, what answers change, what evaluators decided on suggested points.

Revision ID: 0020
Revises: 0019
Create Date: 2026-11-23 01:50:00
"""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

STATEMENTS, EFFECTS, DECISIONS = (
    "procurement_bid_statement",
    "procurement_answer_effect",
    "procurement_points_decision",
)
SIGNALS = ("S1", "S2", "S3", "S4", "S6", "S7")
STATES = ("proven", "declared", "absent", "unknown")


def _one_of(table: str, name: str, words: tuple[str, ...]) -> sa.Column[str]:
    kind = sa.Enum(*words, name=f"ck_{table}_{name}", native_enum=False, create_constraint=True, length=60)
    return sa.Column(name, kind, nullable=False)


def _of_bid(table: str) -> tuple[sa.Constraint, ...]:
    return (
        sa.ForeignKeyConstraint(["city_id"], ["identity_city.id"]),
        sa.ForeignKeyConstraint(
            ["city_id", "slug", "bid"],
            ["procurement_bid.city_id", "procurement_bid.slug", "procurement_bid.bid"],
            name=f"fk_{table}_bid",
        ),
        sa.PrimaryKeyConstraint("city_id", "slug", "number"),
    )


def _place() -> tuple[sa.Column[str] | sa.Column[int], ...]:
    return (
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("slug", AutoString(length=200), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("bid", AutoString(length=40), nullable=False),
    )


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        STATEMENTS,
        *_place(),
        _one_of(STATEMENTS, "signal", SIGNALS),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("osi", AutoString(length=40), nullable=False),
        sa.Column("lists", AutoString(length=200), nullable=False),
        sa.Column("file", AutoString(length=255), nullable=False),
        sa.Column("digest", AutoString(length=71), nullable=False),
        sa.Column("place", AutoString(length=200), nullable=False),
        sa.Column("noted_by", AutoString(length=36), nullable=False),
        sa.Column("noted_at", UTCDateTime(), nullable=False),
        sa.CheckConstraint("number > 0 AND length(digest) = 71", name=f"ck_{STATEMENTS}_number"),
        *_of_bid(STATEMENTS),
    )
    op.create_index(f"ix_{STATEMENTS}_bid", STATEMENTS, ["city_id", "slug", "bid", "number"])
    op.create_table(
        EFFECTS,
        *_place(),
        sa.Column("inquiry", sa.Integer(), nullable=False),
        _one_of(EFFECTS, "signal", SIGNALS),
        _one_of(EFFECTS, "state", STATES),
        sa.Column("anchor", AutoString(length=80), nullable=False),
        sa.Column("answer_digest", AutoString(length=71), nullable=False),
        sa.Column("noted_by", AutoString(length=36), nullable=False),
        sa.Column("noted_at", UTCDateTime(), nullable=False),
        sa.CheckConstraint("number > 0", name=f"ck_{EFFECTS}_number"),
        sa.ForeignKeyConstraint(
            ["city_id", "slug", "inquiry"],
            ["procurement_inquiry.city_id", "procurement_inquiry.slug", "procurement_inquiry.number"],
            name=f"fk_{EFFECTS}_inquiry",
        ),
        *_of_bid(EFFECTS),
    )
    op.create_table(
        DECISIONS,
        *_place(),
        sa.Column("criterion", AutoString(length=64), nullable=False),
        sa.Column("person", AutoString(length=36), nullable=False),
        sa.Column("seal", AutoString(length=71), nullable=False),
        sa.Column("least", AutoString(length=60), nullable=False),
        sa.Column("most", AutoString(length=60), nullable=False),
        sa.Column("points", AutoString(length=60), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_at", UTCDateTime(), nullable=False),
        sa.CheckConstraint("number > 0", name=f"ck_{DECISIONS}_number"),
        *_of_bid(DECISIONS),
    )


def downgrade() -> None:
    """Take the change back."""
    for table in (DECISIONS, EFFECTS, STATEMENTS):
        op.drop_table(table)
