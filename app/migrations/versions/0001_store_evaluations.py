"""Store evaluations.

Revision ID: 0001
Revises:
Create Date: 2026-11-21 23:47:02.600372
"""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

STATE = sa.Enum(
    "draft", "final", name="ck_procurement_evaluation_state", native_enum=False, create_constraint=True, length=20
)


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "procurement_evaluation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", AutoString(length=200), nullable=False),
        sa.Column("reference", AutoString(length=200), nullable=False),
        sa.Column("lot", AutoString(length=200), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("method", AutoString(length=60), nullable=False),
        sa.Column("state", STATE, nullable=False),
        sa.Column("tenderers", sa.Integer(), nullable=False),
        sa.Column("stored_at", UTCDateTime(), nullable=False),
        sa.Column("search_text", AutoString(length=600), nullable=False),
        sa.Column("document_digest", AutoString(length=71), nullable=False),
        sa.Column("result_digest", AutoString(length=71), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "length(document_digest) = 71 AND length(result_digest) = 71", name="ck_procurement_evaluation_digests"
        ),
        sa.CheckConstraint("length(lot) <= 200", name="ck_procurement_evaluation_lot"),
        sa.CheckConstraint("length(method) > 0", name="ck_procurement_evaluation_method"),
        sa.CheckConstraint("length(reference) BETWEEN 1 AND 200", name="ck_procurement_evaluation_reference"),
        sa.CheckConstraint("length(slug) BETWEEN 1 AND 200", name="ck_procurement_evaluation_slug"),
        sa.CheckConstraint("tenderers > 0", name="ck_procurement_evaluation_tenderers"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("reference", "lot", "method", name="uq_procurement_evaluation_reference_lot_method"),
        sa.UniqueConstraint("slug", name="uq_procurement_evaluation_slug"),
    )
    with op.batch_alter_table("procurement_evaluation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_procurement_evaluation_search_text"), ["search_text"], unique=False)


def downgrade() -> None:
    """Take the change back."""
    with op.batch_alter_table("procurement_evaluation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_procurement_evaluation_search_text"))

    op.drop_table("procurement_evaluation")
