"""Lists of the city that requests are classified by, and what requests hold of them.

Revision ID: 0038
Revises: 0036
Create Date: 2026-11-23 13:00:00
"""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0038"
down_revision = "0036"
branch_labels = None
depends_on = None

CHOICE, LABEL = "capacity_choice", "capacity_label"


def upgrade() -> None:
    """Apply the change. What requests hold already is found from now on, too."""
    op.create_table(
        CHOICE,
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column(
            "list",
            sa.Enum(
                "handlungsfeld",
                "ziel-2031",
                "projektkategorie",
                "dezernat",
                "rolle",
                name="ck_capacity_choice_list",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("value", AutoString(length=200), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("person", AutoString(length=36), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.CheckConstraint("until IS NULL OR until >= since", name="ck_capacity_choice_days"),
        sa.CheckConstraint("length(value) > 0", name="ck_capacity_choice_value"),
        sa.ForeignKeyConstraint(["city_id"], ["identity_city.id"]),
        sa.PrimaryKeyConstraint("city_id", "list", "value"),
    )
    op.create_table(
        LABEL,
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("field", AutoString(length=40), nullable=False),
        sa.Column("value", AutoString(length=200), nullable=False),
        sa.ForeignKeyConstraint(["city_id"], ["identity_city.id"]),
        sa.ForeignKeyConstraint(["request_id"], ["capacity_request.id"]),
        sa.PrimaryKeyConstraint("request_id", "field"),
    )
    op.create_index(f"ix_{LABEL}_value", LABEL, ["city_id", "field", "value", "request_id"], unique=False)
    op.execute(
        "INSERT INTO capacity_label (city_id, request_id, field, value) "
        "SELECT city_id, CAST(record_id AS INTEGER), field, substr(trim(value), 1, 200) FROM field_value "
        "WHERE kind = 'capacity-request' AND owner_id IS NULL AND trim(value) <> '' AND "
        "field IN ('handlungsfeld', 'ziel-2031', 'projektkategorie', 'dezernat', 'klasse')"
    )


def downgrade() -> None:
    """Take the change back."""
    op.drop_index(f"ix_{LABEL}_value", table_name=LABEL)
    op.drop_table(LABEL)
    op.drop_table(CHOICE)
