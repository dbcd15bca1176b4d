"""Requests to participate, the eligibility matrix, and the deadline of each round of offers.

Revision ID: 0012
Revises: 0011
Create Date: 2026-11-22 15:20:00
"""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0012"
down_revision = "0011"
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
NEW_STAGES = ("participation", "selection-requested", "invited")

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
        batch.add_column(sa.Column("eligibility", sa.Text(), nullable=True))
    _stages(STAGES, (*STAGES, *NEW_STAGES))
    op.execute(_WAITING)
    table = "procurement_participation_request"
    op.create_table(
        table,
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("slug", AutoString(length=200), nullable=False),
        sa.Column("publication", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("candidate", AutoString(length=400), nullable=False),
        sa.Column("received_at", UTCDateTime(), nullable=False),
        sa.Column("state", _words(("received", "late", "withdrawn", "replaced"), f"ck_{table}_state"), nullable=False),
        sa.Column("decision", _words(("undecided", "admitted", "excluded"), f"ck_{table}_decision"), nullable=False),
        sa.Column("exclusion_code", AutoString(length=64), nullable=False),
        sa.Column("exclusion_reason", sa.Text(), nullable=False),
        sa.Column("findings", sa.Text(), nullable=False),
        sa.Column("is_drawn", sa.Boolean(), nullable=False),
        sa.Column("drawing", sa.Text(), nullable=False),
        sa.Column("outcome", _words(("open", "invited", "declined"), f"ck_{table}_outcome"), nullable=False),
        sa.Column("outcome_reason", sa.Text(), nullable=False),
        sa.Column("recorded_by", AutoString(length=36), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("number > 0 AND publication > 0 AND version > 0", name=f"ck_{table}_numbers"),
        sa.CheckConstraint("(decision = 'excluded') = (exclusion_code <> '')", name=f"ck_{table}_exclusion"),
        sa.CheckConstraint("(outcome = 'open') = (outcome_reason = '')", name=f"ck_{table}_reason"),
        sa.ForeignKeyConstraint(
            ["city_id", "slug"],
            ["procurement_procedure.city_id", "procurement_procedure.slug"],
            name=f"fk_{table}_procedure",
        ),
        sa.ForeignKeyConstraint(["city_id"], ["identity_city.id"]),
        sa.PrimaryKeyConstraint("city_id", "slug", "publication", "number"),
    )


def downgrade() -> None:
    """Take the change back; procedures that wait for bids of a round wait for their opening again."""
    op.drop_table("procurement_participation_request")
    op.execute("UPDATE procurement_procedure SET stage = 'opened' WHERE stage = 'invited'")
    op.execute(
        "UPDATE procurement_procedure SET stage = 'published' WHERE stage IN ('participation', 'selection-requested')"
    )
    _stages((*STAGES, *NEW_STAGES), STAGES)
    with op.batch_alter_table("procurement_procedure") as batch:
        batch.drop_column("eligibility")
        batch.drop_column("round_deadline")


def _stages(before: tuple[str, ...], after: tuple[str, ...]) -> None:
    """Change which words name a stage."""
    name = "ck_procurement_procedure_stage"
    with op.batch_alter_table("procurement_procedure") as batch:
        batch.alter_column("stage", existing_type=_words(before, name), type_=_words(after, name), nullable=False)


def _words(words: tuple[str, ...], name: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=60)
