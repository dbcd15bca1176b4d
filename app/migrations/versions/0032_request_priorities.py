"""The order of requests for IT capacity: priorities, ranks set by hand, what roles can work.

Revision ID: 0032
Revises: 0031
Create Date: 2026-11-23 09:20:00
"""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

CRITERIA = ("nutzen", "entlastung", "pflicht", "abloesung", "strategie", "reife")
CITY = ["identity_city.id"]
REQUEST = ["capacity_request.id"]


def upgrade() -> None:
    """Apply the change. Priorities of requests that wait already are computed the next morning."""
    op.create_table(
        "capacity_priority",
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("is_proposed", sa.Boolean(), nullable=False),
        *(sa.Column(f"anchor_{one}", sa.Integer(), nullable=True) for one in CRITERIA),
        sa.Column(
            "urgency",
            sa.Enum(
                "a",
                "b",
                "c",
                name="ck_capacity_priority_urgency",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=True,
        ),
        sa.Column("score_tenths", sa.Integer(), nullable=False),
        sa.Column("known_percent", sa.Integer(), nullable=False),
        sa.Column("waited_days", sa.Integer(), nullable=False),
        sa.Column("ageing_tenths", sa.Integer(), nullable=False),
        sa.Column("is_protected", sa.Boolean(), nullable=False),
        sa.Column("slack_weeks", sa.Integer(), nullable=True),
        sa.Column("closeness_milli", sa.Integer(), nullable=False),
        sa.Column("effort_centi", sa.Integer(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("is_first_tier", sa.Boolean(), nullable=False),
        sa.Column("drive", sa.BigInteger(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("effort_centi >= 100", name="ck_capacity_priority_effort"),
        sa.ForeignKeyConstraint(["city_id"], CITY),
        sa.ForeignKeyConstraint(["request_id"], REQUEST),
        sa.PrimaryKeyConstraint("request_id"),
    )
    op.create_index(
        "ix_capacity_priority_rank",
        "capacity_priority",
        ["city_id", "is_proposed", "is_first_tier", "value", "request_id"],
        unique=False,
    )
    op.create_table(
        "capacity_set_rank",
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("reason", AutoString(length=500), nullable=False),
        sa.Column("person", AutoString(length=36), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.CheckConstraint("rank > 0", name="ck_capacity_set_rank_rank"),
        sa.ForeignKeyConstraint(["city_id"], CITY),
        sa.ForeignKeyConstraint(["request_id"], REQUEST),
        sa.PrimaryKeyConstraint("request_id"),
        sa.UniqueConstraint("city_id", "rank", name="uq_capacity_set_rank"),
    )
    op.create_table(
        "capacity_supply",
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("role", AutoString(length=64), nullable=False),
        sa.Column("quarter", AutoString(length=24), nullable=False),
        sa.Column("days", AutoString(length=24), nullable=False),
        sa.Column("person", AutoString(length=36), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["city_id"], CITY),
        sa.PrimaryKeyConstraint("city_id", "role", "quarter"),
    )


def downgrade() -> None:
    """Take the change back."""
    op.drop_table("capacity_supply")
    op.drop_table("capacity_set_rank")
    op.drop_index("ix_capacity_priority_rank", table_name="capacity_priority")
    op.drop_table("capacity_priority")
