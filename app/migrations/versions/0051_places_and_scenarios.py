"""Places in the plan of the queue that somebody has set, what the plan was made of, and scenarios.

Revision ID: 0051
Revises: 0050
Create Date: 2026-11-23 17:00:00
"""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0051"
down_revision = "0050"
branch_labels = None
depends_on = None

CITY = ["identity_city.id"]


def upgrade() -> None:
    """Apply the change. What could still begin is known with the next plan."""
    op.create_table(
        "capacity_plan_basis",
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("document", AutoString(), nullable=False),
        sa.Column("fits", AutoString(), nullable=False),
        sa.ForeignKeyConstraint(["city_id"], CITY),
        sa.PrimaryKeyConstraint("city_id"),
    )
    op.create_table(
        "capacity_place",
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("weeks", AutoString(), nullable=False),
        sa.Column("reason", AutoString(), nullable=False),
        sa.Column("scenario", sa.Integer(), nullable=True),
        sa.Column("person", AutoString(length=36), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["city_id"], CITY),
        sa.ForeignKeyConstraint(["request_id"], ["capacity_request.id"]),
        sa.PrimaryKeyConstraint("request_id"),
    )
    op.create_table(
        "capacity_scenario",
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "offen",
                "angenommen",
                "verworfen",
                "zurueckgenommen",
                name="ck_capacity_scenario_state",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("made_at", UTCDateTime(), nullable=False),
        sa.Column("document", AutoString(), nullable=False),
        sa.Column("decided_by", AutoString(length=36), nullable=True),
        sa.Column("decided_at", UTCDateTime(), nullable=True),
        sa.Column("reason", AutoString(), nullable=False),
        sa.ForeignKeyConstraint(["city_id"], CITY),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "capacity_scenario_place",
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("scenario_id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("is_moved", sa.Boolean(), nullable=False),
        sa.Column("before", sa.Date(), nullable=True),
        sa.Column("weeks", AutoString(), nullable=False),
        sa.ForeignKeyConstraint(["city_id"], CITY),
        sa.ForeignKeyConstraint(["scenario_id"], ["capacity_scenario.id"]),
        sa.ForeignKeyConstraint(["request_id"], ["capacity_request.id"]),
        sa.PrimaryKeyConstraint("scenario_id", "request_id"),
    )


def downgrade() -> None:
    """Take the change back."""
    op.drop_table("capacity_scenario_place")
    op.drop_table("capacity_scenario")
    op.drop_table("capacity_place")
    op.drop_table("capacity_plan_basis")
