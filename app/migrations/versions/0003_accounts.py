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
    person = sa.table("identity_person", *(sa.column(name) for name in ("id", "name", "account", "search_text")))
    people = sa.select(person.c.id, person.c.name, person.c.account)
    for row in [] if op.get_context().as_sql else op.get_bind().execute(people).all():  # printed, there is nobody yet
        folded = f"{row.name} {row.account}".casefold()  # not in SQL: SQLite folds ASCII letters only
        op.execute(person.update().where(person.c.id == row.id).values(search_text=folded[:260]))
    with op.batch_alter_table("identity_person", schema=None) as batch_op:
        batch_op.alter_column("search_text", existing_type=AutoString(length=260), nullable=False)
        batch_op.create_index("ix_identity_person_search", ["city_id", "search_text", "id"], unique=False)


def downgrade() -> None:
    """Take the change back."""
    with op.batch_alter_table("identity_person", schema=None) as batch_op:
        batch_op.drop_index("ix_identity_person_search")
        batch_op.drop_column("password_expires_at")
        batch_op.drop_column("search_text")
