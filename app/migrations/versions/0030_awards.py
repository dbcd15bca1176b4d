"""Awards: what two people decided, letters to bidders, objections; three more stages of a procedure.

Revision ID: 0030
Revises: 0029
Create Date: 2026-11-23 05:15:00
"""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

STAGES = (
    "preparation",
    "release-requested",
    "abandoned",
    "published",
    "change",
    "change-requested",
    "participation",
    "selection-requested",
    "invited",
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
NEW_STAGES = ("award-requested", "award-decided", "awarded")
ENTRY, LETTER, OBJECTION = "procurement_award_entry", "procurement_award_letter", "procurement_objection"
FROZEN = (ENTRY, LETTER)
"""Tables whose rows come and never change. Whoever rebuilds one on SQLite makes its triggers again."""

_REFUSE = "BEGIN SELECT RAISE(ABORT, 'what is recorded does not change'); END"


def upgrade() -> None:
    """Apply the change."""
    _stages(STAGES, (*STAGES, *NEW_STAGES))
    op.create_table(
        ENTRY,
        *_numbered(),
        sa.Column("kind", _words(("decision", "award"), f"ck_{ENTRY}_kind"), nullable=False),
        sa.Column("publication", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("digest", AutoString(length=71), nullable=False),
        sa.Column("asked_by", AutoString(length=36), nullable=True),
        sa.Column("decided_by", AutoString(length=36), nullable=False),
        sa.Column("decided_at", UTCDateTime(), nullable=False),
        sa.CheckConstraint("number > 0", name=f"ck_{ENTRY}_number"),
        sa.CheckConstraint("length(digest) = 71", name=f"ck_{ENTRY}_digest"),
        sa.CheckConstraint("(kind = 'decision') = (asked_by IS NOT NULL)", name=f"ck_{ENTRY}_asked"),
        sa.CheckConstraint("asked_by <> decided_by", name=f"ck_{ENTRY}_two_people"),
        _of_procedure(ENTRY),
    )
    kinds = ("before-award", "after-award", "on-request")
    op.create_table(
        LETTER,
        *_numbered(),
        sa.Column("publication", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("bid", AutoString(length=40), nullable=False),
        sa.Column("kind", _words(kinds, f"ck_{LETTER}_kind"), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("digest", AutoString(length=71), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.Column("is_electronic", sa.Boolean(), nullable=False),
        sa.Column("recorded_by", AutoString(length=36), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.CheckConstraint("number > 0", name=f"ck_{LETTER}_number"),
        sa.CheckConstraint("length(digest) = 71", name=f"ck_{LETTER}_digest"),
        sa.ForeignKeyConstraint(
            ["city_id", "slug", "bid"],
            ["procurement_bid.city_id", "procurement_bid.slug", "procurement_bid.bid"],
            name=f"fk_{LETTER}_bid",
        ),
    )
    outcomes = ("open", "remedied", "refused", "withdrawn")
    op.create_table(
        OBJECTION,
        *_numbered(),
        sa.Column("kind", _words(("ruege", "review"), f"ck_{OBJECTION}_kind"), nullable=False),
        sa.Column("tenderer", AutoString(length=400), nullable=False),
        sa.Column("subject", AutoString(length=400), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("known_on", sa.Date(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("outcome", _words(outcomes, f"ck_{OBJECTION}_outcome"), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("recorded_by", AutoString(length=36), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("number > 0 AND version > 0", name=f"ck_{OBJECTION}_number"),
        sa.CheckConstraint("outcome = 'open' OR answered_on IS NOT NULL", name=f"ck_{OBJECTION}_answer"),
        _of_procedure(OBJECTION),
    )
    for table in FROZEN:
        for statement in _sqlite(table) if op.get_context().dialect.name == "sqlite" else _postgresql(table):
            op.execute(statement)


def downgrade() -> None:
    """Take the change back; awards count as fixed results again."""
    for table in (LETTER, ENTRY, OBJECTION):
        op.drop_table(table)
        if table in FROZEN and op.get_context().dialect.name != "sqlite":
            op.execute(f"DROP FUNCTION {table}_refuse()")
    op.execute(
        "UPDATE procurement_procedure SET stage = 'result-fixed'"
        " WHERE stage IN ('award-requested', 'award-decided', 'awarded')"
    )
    _stages((*STAGES, *NEW_STAGES), STAGES)


def _numbered() -> tuple[sa.Column[str] | sa.Column[int] | sa.Constraint, ...]:
    return (
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("slug", AutoString(length=200), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["city_id"], ["identity_city.id"]),
        sa.PrimaryKeyConstraint("city_id", "slug", "number"),
    )


def _of_procedure(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["city_id", "slug"],
        ["procurement_procedure.city_id", "procurement_procedure.slug"],
        name=f"fk_{table}_procedure",
    )


def _stages(before: tuple[str, ...], after: tuple[str, ...]) -> None:
    """Change which words name a stage."""
    name = "ck_procurement_procedure_stage"
    with op.batch_alter_table("procurement_procedure") as batch:
        batch.alter_column("stage", existing_type=_words(before, name), type_=_words(after, name), nullable=False)


def _words(words: tuple[str, ...], name: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=60)


def _sqlite(table: str) -> tuple[str, ...]:
    same = " AND ".join(f"{key} = NEW.{key}" for key in ("city_id", "slug", "number"))
    return (
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {_REFUSE}",
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {_REFUSE}",
        # INSERT OR REPLACE deletes without asking the trigger above.
        (
            f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table}"  # noqa: S608 - names from this file
            f" WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) {_REFUSE}"
        ),
    )


def _postgresql(table: str) -> tuple[str, ...]:
    return (
        (
            f"CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN RAISE EXCEPTION 'what is recorded does not change'; END $$"
        ),
        (
            f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table}"
            f" FOR EACH ROW EXECUTE FUNCTION {table}_refuse()"
        ),
        (
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}"
            f" FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse()"
        ),
    )
