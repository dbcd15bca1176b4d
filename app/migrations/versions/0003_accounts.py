"""Accounts: people are searched in the database, one-time passwords end.

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    with op.batch_alter_table("identity_person", schema=None) as batch_op:
        batch_op.add_column(sa.Column("search_text", AutoString(length=260), nullable=True))
        batch_op.add_column(sa.Column("password_expires_at", UTCDateTime(), nullable=True))
    # The next change of a person writes it anew, with letters folded that SQLite leaves alone.
    op.execute("UPDATE identity_person SET search_text = lower(name || ' ' || account)")
    with op.batch_alter_table("identity_person", schema=None) as batch_op:
        batch_op.alter_column("search_text", existing_type=AutoString(length=260), nullable=False)
        batch_op.create_index("ix_identity_person_search", ["city_id", "search_text", "id"], unique=False)


def downgrade() -> None:
    """Take the change back."""
    with op.batch_alter_table("identity_person", schema=None) as batch_op:
        batch_op.drop_index("ix_identity_person_search")
        batch_op.drop_column("password_expires_at")
        batch_op.drop_column("search_text")
