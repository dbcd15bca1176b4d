"""Decisions that let a request go on although it is not agreed.

Revision ID: 0034
Revises: 0033
Create Date: 2026-11-23 10:50:00
"""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

LIFT = "capacity_lift"


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        LIFT,
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "ground",
            sa.Enum(
                "entscheidung",
                "beschluss",
                name="ck_capacity_lift_ground",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("reason", AutoString(length=500), nullable=False),
        sa.Column("line", AutoString(length=300), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("person", AutoString(length=36), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.CheckConstraint("ground = 'beschluss' OR until IS NOT NULL", name="ck_capacity_lift_until"),
        sa.CheckConstraint("length(line) > 0", name="ck_capacity_lift_line"),
        sa.ForeignKeyConstraint(["city_id"], ["identity_city.id"]),
        sa.ForeignKeyConstraint(["request_id"], ["capacity_request.id"]),
        sa.PrimaryKeyConstraint("request_id", "number"),
    )


def downgrade() -> None:
    """Take the change back."""
    op.drop_table(LIFT)
