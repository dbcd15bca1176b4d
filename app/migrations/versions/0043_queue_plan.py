"""The plan of the queue, computed and computed anew.

Revision ID: 0043
Revises: 0042
Create Date: 2026-11-23 13:20:00
"""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None

CITY = ["identity_city.id"]


def upgrade() -> None:
    """Apply the change. The first plan is made the next morning."""
    op.create_table(
        "capacity_plan",
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("made_at", UTCDateTime(), nullable=False),
        sa.Column("document", AutoString(), nullable=False),
        sa.ForeignKeyConstraint(["city_id"], CITY),
        sa.PrimaryKeyConstraint("city_id"),
    )
    op.create_table(
        "capacity_plan_entry",
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "weich",
                "fest",
                "eingefroren",
                name="ck_capacity_plan_entry_kind",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("starts", sa.Date(), nullable=True),
        sa.Column("document", AutoString(), nullable=False),
        sa.ForeignKeyConstraint(["city_id"], CITY),
        sa.ForeignKeyConstraint(["request_id"], ["capacity_request.id"]),
        sa.PrimaryKeyConstraint("request_id"),
    )


def downgrade() -> None:
    """Take the change back."""
    op.drop_table("capacity_plan_entry")
    op.drop_table("capacity_plan")
