"""How people want to hear of what waits for them: daily mail and calendar.

Revision ID: 0041
Revises: 0040
Create Date: 2026-11-23 13:15:00
"""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None

SUBSCRIPTION = "capacity_subscription"


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        SUBSCRIPTION,
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("person", AutoString(length=36), nullable=False),
        sa.Column("address", AutoString(length=254), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("calendar", AutoString(length=64), nullable=True),
        sa.ForeignKeyConstraint(["city_id"], ["identity_city.id"]),
        sa.ForeignKeyConstraint(
            ["city_id", "person"],
            ["identity_person.city_id", "identity_person.id"],
            name="fk_capacity_subscription_person",
        ),
        sa.PrimaryKeyConstraint("city_id", "person"),
    )
    op.create_index("ix_capacity_subscription_calendar", SUBSCRIPTION, ["calendar"])


def downgrade() -> None:
    """Take the change back."""
    op.drop_index("ix_capacity_subscription_calendar", table_name=SUBSCRIPTION)
    op.drop_table(SUBSCRIPTION)
