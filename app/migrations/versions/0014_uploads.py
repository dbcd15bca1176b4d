"""Large files that arrive in pieces.

Revision ID: 0014
Revises: 0013
Create Date: 2026-11-22 18:20:00
"""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "upload",
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("id", AutoString(length=36), nullable=False),
        sa.Column("person_id", AutoString(length=36), nullable=False),
        sa.Column("name", AutoString(length=200), nullable=False),
        sa.Column("about", AutoString(length=320), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("received", sa.Integer(), nullable=False),
        sa.Column("begun_at", UTCDateTime(), nullable=False),
        sa.Column("touched_at", UTCDateTime(), nullable=False),
        sa.Column("closed_at", UTCDateTime(), nullable=True),
        sa.CheckConstraint("size > 0", name="ck_upload_size"),
        sa.CheckConstraint("received >= 0 AND received <= size", name="ck_upload_received"),
        sa.ForeignKeyConstraint(["city_id"], ["identity_city.id"]),
        sa.PrimaryKeyConstraint("city_id", "id"),
    )
    op.create_index("ix_upload_person", "upload", ["city_id", "person_id", "begun_at"])
    op.create_index("ix_upload_touched", "upload", ["city_id", "touched_at"])
    op.create_table(
        "upload_piece",
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("upload_id", AutoString(length=36), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.CheckConstraint("place >= 0", name="ck_upload_piece_place"),
        sa.ForeignKeyConstraint(
            ["city_id", "upload_id"], ["upload.city_id", "upload.id"], name="fk_upload_piece_upload"
        ),
        sa.ForeignKeyConstraint(["city_id"], ["identity_city.id"]),
        sa.PrimaryKeyConstraint("city_id", "upload_id", "place"),
    )


def downgrade() -> None:
    """Take the change back."""
    op.drop_table("upload_piece")
    op.drop_table("upload")
