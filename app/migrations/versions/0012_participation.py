"""Requests to participate, the eligibility matrix, and the deadline of each round of offers.

Revision ID: 0012
Revises: 0010
Create Date: 2026-11-22 15:20:00
"""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import UTCDateTime

revision = "0012"
down_revision = "0010"
branch_labels = None
depends_on = None

STAGES = (
    "preparation",
    "release-requested",
    "abandoned",
    "published",
    "change",
    "change-requested",
    "opened",
    "examination",
    "scoring",
    "consensus",
    "quality-fixed",
    "pricing",
    "result-requested",
    "result-fixed",
    "annulled",
)
NEW_STAGES = ("invited",)

# Later rounds that waited for their opening had no deadline: it is the moment at which they were begun.
_WAITING = """
UPDATE procurement_procedure SET stage = 'invited', round_deadline = changed_at
WHERE stage = 'opened' AND round > 1 AND NOT EXISTS (
  SELECT 1 FROM procurement_opening AS o WHERE o.city_id = procurement_procedure.city_id
  AND o.slug = procurement_procedure.slug AND o.publication = procurement_procedure.publications
  AND o.round = procurement_procedure.round)
"""


def upgrade() -> None:
    """Apply the change."""
    with op.batch_alter_table("procurement_procedure") as batch:
        batch.add_column(sa.Column("round_deadline", UTCDateTime(), nullable=True))
    _stages(STAGES, (*STAGES, *NEW_STAGES))
    op.execute(_WAITING)


def downgrade() -> None:
    """Take the change back; procedures that wait for bids of a round wait for their opening again."""
    op.execute("UPDATE procurement_procedure SET stage = 'opened' WHERE stage = 'invited'")
    _stages((*STAGES, *NEW_STAGES), STAGES)
    with op.batch_alter_table("procurement_procedure") as batch:
        batch.drop_column("round_deadline")


def _stages(before: tuple[str, ...], after: tuple[str, ...]) -> None:
    """Change which words name a stage."""
    name = "ck_procurement_procedure_stage"
    with op.batch_alter_table("procurement_procedure") as batch:
        batch.alter_column("stage", existing_type=_words(before, name), type_=_words(after, name), nullable=False)


def _words(words: tuple[str, ...], name: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=60)
