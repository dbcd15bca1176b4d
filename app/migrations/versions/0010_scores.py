"""Who scores bids, and what they found.

Revision ID: 0010
Revises: 0009
Create Date: 2026-11-22 11:05:00
"""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

FROZEN = {
    "procurement_conflict_declaration": ("slug", "bid", "person_id", "number"),
    "procurement_score": ("slug", "bid", "person_id", "criterion"),
}
"""Tables whose rows come and never change, with their keys. Whoever rebuilds one on SQLite makes its triggers again."""

_REFUSE = "BEGIN SELECT RAISE(ABORT, 'what is recorded does not change'); END"


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "procurement_evaluator",
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("slug", AutoString(length=200), nullable=False),
        sa.Column("publication", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("lot", sa.Integer(), nullable=False),
        sa.Column("person_id", AutoString(length=36), nullable=False),
        sa.Column("appointed_by", AutoString(length=36), nullable=False),
        sa.Column("appointed_at", UTCDateTime(), nullable=False),
        sa.Column("submitted_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["city_id", "person_id"],
            ["identity_person.city_id", "identity_person.id"],
            name="fk_procurement_evaluator_person",
        ),
        sa.ForeignKeyConstraint(
            ["city_id", "slug"],
            ["procurement_procedure.city_id", "procurement_procedure.slug"],
            name="fk_procurement_evaluator_procedure",
        ),
        sa.ForeignKeyConstraint(
            ["city_id"],
            ["identity_city.id"],
        ),
        sa.PrimaryKeyConstraint("city_id", "slug", "publication", "round", "lot", "person_id"),
    )
    op.create_table(
        "procurement_lot_draw",
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("slug", AutoString(length=200), nullable=False),
        sa.Column("publication", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("lot", sa.Integer(), nullable=False),
        sa.Column("plan", sa.Text(), nullable=False),
        sa.Column("plan_digest", AutoString(length=71), nullable=False),
        sa.Column("planned_by", AutoString(length=36), nullable=False),
        sa.Column("planned_at", UTCDateTime(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("drawn_at", UTCDateTime(), nullable=True),
        sa.CheckConstraint("(outcome IS NULL) = (drawn_at IS NULL)", name="ck_procurement_lot_draw_outcome"),
        sa.CheckConstraint("length(plan_digest) = 71", name="ck_procurement_lot_draw_digest"),
        sa.ForeignKeyConstraint(
            ["city_id", "slug"],
            ["procurement_procedure.city_id", "procurement_procedure.slug"],
            name="fk_procurement_lot_draw_procedure",
        ),
        sa.ForeignKeyConstraint(
            ["city_id"],
            ["identity_city.id"],
        ),
        sa.PrimaryKeyConstraint("city_id", "slug", "publication", "round", "lot"),
    )
    op.create_table(
        "procurement_conflict_declaration",
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("slug", AutoString(length=200), nullable=False),
        sa.Column("bid", AutoString(length=40), nullable=False),
        sa.Column("person_id", AutoString(length=36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("has_conflict", sa.Boolean(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("declared_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["city_id", "person_id"],
            ["identity_person.city_id", "identity_person.id"],
            name="fk_procurement_conflict_declaration_person",
        ),
        sa.ForeignKeyConstraint(
            ["city_id", "slug", "bid"],
            ["procurement_bid.city_id", "procurement_bid.slug", "procurement_bid.bid"],
            name="fk_procurement_conflict_declaration_bid",
        ),
        sa.ForeignKeyConstraint(
            ["city_id"],
            ["identity_city.id"],
        ),
        sa.PrimaryKeyConstraint("city_id", "slug", "bid", "person_id", "number"),
    )
    op.create_table(
        "procurement_presentation",
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("slug", AutoString(length=200), nullable=False),
        sa.Column("bid", AutoString(length=40), nullable=False),
        sa.Column("held_at", UTCDateTime(), nullable=False),
        sa.Column("minutes_taken", sa.Integer(), nullable=False),
        sa.Column("attendees", sa.Text(), nullable=False),
        sa.Column("minutes", sa.Text(), nullable=False),
        sa.Column("criteria", sa.Text(), nullable=False),
        sa.Column("changed_by", AutoString(length=36), nullable=False),
        sa.Column("changed_at", UTCDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["city_id", "slug", "bid"],
            ["procurement_bid.city_id", "procurement_bid.slug", "procurement_bid.bid"],
            name="fk_procurement_presentation_bid",
        ),
        sa.ForeignKeyConstraint(
            ["city_id"],
            ["identity_city.id"],
        ),
        sa.PrimaryKeyConstraint("city_id", "slug", "bid"),
    )
    op.create_table(
        "procurement_score",
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("slug", AutoString(length=200), nullable=False),
        sa.Column("bid", AutoString(length=40), nullable=False),
        sa.Column("person_id", AutoString(length=36), nullable=False),
        sa.Column("criterion", AutoString(length=64), nullable=False),
        sa.Column("points", AutoString(length=24), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("frozen_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["city_id", "slug", "bid"],
            ["procurement_bid.city_id", "procurement_bid.slug", "procurement_bid.bid"],
            name="fk_procurement_score_bid",
        ),
        sa.ForeignKeyConstraint(
            ["city_id"],
            ["identity_city.id"],
        ),
        sa.PrimaryKeyConstraint("city_id", "slug", "bid", "person_id", "criterion"),
    )
    _resize(240, 320)
    for table in FROZEN:
        for statement in _sqlite(table) if op.get_context().dialect.name == "sqlite" else _postgresql(table):
            op.execute(statement)


def downgrade() -> None:
    """Take the change back."""
    op.drop_table("procurement_score")
    op.drop_table("procurement_presentation")
    op.drop_table("procurement_conflict_declaration")
    op.drop_table("procurement_lot_draw")
    op.drop_table("procurement_evaluator")
    if op.get_context().dialect.name != "sqlite":
        for table in FROZEN:
            op.execute(f"DROP FUNCTION {table}_refuse()")
    _resize(320, 240)


def _resize(before: int, after: int) -> None:
    """Change how long the id of a record with fields may be."""
    with op.batch_alter_table("field_value") as batch:
        batch.alter_column(
            "record_id",
            existing_type=AutoString(length=before),
            type_=AutoString(length=after),
            existing_nullable=False,
        )


def _sqlite(table: str) -> tuple[str, ...]:
    same = " AND ".join(f"{key} = NEW.{key}" for key in ("city_id", *FROZEN[table]))
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
