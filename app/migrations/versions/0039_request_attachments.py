"""Files of requests for IT capacity.

Revision ID: 0039
Revises: 0038
Create Date: 2026-11-23 13:30:00
"""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None

FILE, PART = "capacity_attachment", "capacity_attachment_part"


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        FILE,
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", AutoString(length=255), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("digest", AutoString(length=71), nullable=False),
        sa.Column("box_key", AutoString(length=36), nullable=False),
        sa.Column("person", AutoString(length=36), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("removed_at", UTCDateTime(), nullable=True),
        sa.CheckConstraint("number > 0 AND size > 0", name="ck_capacity_attachment_size"),
        sa.ForeignKeyConstraint(["city_id"], ["identity_city.id"]),
        sa.ForeignKeyConstraint(["request_id"], ["capacity_request.id"]),
        sa.PrimaryKeyConstraint("request_id", "number"),
    )
    op.create_table(
        PART,
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["city_id"], ["identity_city.id"]),
        sa.ForeignKeyConstraint(
            ["request_id", "number"], [f"{FILE}.request_id", f"{FILE}.number"], name="fk_capacity_attachment_part_file"
        ),
        sa.PrimaryKeyConstraint("request_id", "number", "part"),
    )


def downgrade() -> None:
    """Take the change back."""
    op.drop_table(PART)
    op.drop_table(FILE)
