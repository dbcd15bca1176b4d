"""Rules of the house for licences in versions of a city; each result names the version it was judged by.

Revision ID: 0055
Revises: 0054
Create Date: 2026-11-23 21:40:00
"""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0055"
down_revision = "0054"
branch_labels = None
depends_on = None

TABLE, ANALYSIS, RESULT = "procurement_house_rules", "procurement_analysis", "procurement_analysis_result"


def upgrade() -> None:
    """Apply the change. Until now there was one version, the one that ships: nobody has chosen it among others."""
    op.create_table(
        TABLE,
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("version", AutoString(length=80), nullable=False),
        sa.Column("title", AutoString(length=400), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("digest", AutoString(length=71), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("added_by", AutoString(length=36), nullable=False),
        sa.Column("added_at", UTCDateTime(), nullable=False),
        sa.CheckConstraint("number > 0 AND length(digest) = 71", name=f"ck_{TABLE}_number"),
        sa.ForeignKeyConstraint(["city_id"], ["identity_city.id"]),
        sa.PrimaryKeyConstraint("city_id", "number"),
        sa.UniqueConstraint("city_id", "version", name=f"uq_{TABLE}_version"),
    )
    op.add_column(RESULT, sa.Column("rules_number", sa.Integer(), nullable=False, server_default="0"))
    op.add_column(RESULT, sa.Column("rules_digest", AutoString(length=71), nullable=False, server_default=""))
    op.execute(f"UPDATE {ANALYSIS} SET rules = ''")  # noqa: S608 - a name from this file


def downgrade() -> None:
    """Take the change back; versions of cities are lost."""
    op.execute(f"UPDATE {ANALYSIS} SET rules = '1'")  # noqa: S608 - a name from this file
    op.drop_column(RESULT, "rules_digest")
    op.drop_column(RESULT, "rules_number")
    op.drop_table(TABLE)
