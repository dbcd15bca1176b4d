"""Working days of cities, and the response clocks of requests for IT capacity.

Revision ID: 0029
Revises: 0028
Create Date: 2026-11-23 05:31:00
"""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "capacity_calendar",
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("digest", AutoString(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.CheckConstraint("length(digest) = 64", name="ck_capacity_calendar_digest"),
        sa.ForeignKeyConstraint(
            ["city_id"],
            ["identity_city.id"],
        ),
        sa.PrimaryKeyConstraint("city_id", "digest"),
    )
    op.create_table(
        "capacity_closing_day",
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("reason", AutoString(length=200), nullable=False),
        sa.Column("person", AutoString(length=36), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["city_id"],
            ["identity_city.id"],
        ),
        sa.PrimaryKeyConstraint("city_id", "day"),
    )
    op.create_table(
        "capacity_clock",
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("topic", AutoString(length=40), nullable=False),
        sa.Column(
            "party",
            sa.Enum(
                "fachamt",
                "adit",
                "dezernat",
                "datenschutz",
                "sicherheit",
                "vergabe",
                name="ck_capacity_clock_party",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("calendar", AutoString(length=64), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("began", sa.Date(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("paused_on", sa.Date(), nullable=True),
        sa.Column("left", sa.Integer(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("was_missed", sa.Boolean(), nullable=False),
        sa.CheckConstraint("days > 0", name="ck_capacity_clock_days"),
        sa.ForeignKeyConstraint(
            ["city_id"],
            ["identity_city.id"],
        ),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["capacity_request.id"],
        ),
        sa.PrimaryKeyConstraint("request_id", "number"),
    )
    op.create_index("ix_capacity_clock_open", "capacity_clock", ["city_id", "ended_on", "due"], unique=False)
    op.create_table(
        "capacity_reminder",
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("clock", sa.Integer(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["city_id"],
            ["identity_city.id"],
        ),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["capacity_request.id"],
        ),
        sa.PrimaryKeyConstraint("request_id", "clock", "level"),
    )


def downgrade() -> None:
    """Take the change back."""
    op.drop_table("capacity_reminder")
    op.drop_index("ix_capacity_clock_open", table_name="capacity_clock")
    op.drop_table("capacity_clock")
    op.drop_table("capacity_closing_day")
    op.drop_table("capacity_calendar")
