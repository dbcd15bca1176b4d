"""Bids and their examination.

Revision ID: 0009
Revises: 0008
Create Date: 2026-11-22 11:05:00
"""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

FROZEN = {
    "procurement_opening": ("slug", "publication", "round"),
}
"""Tables whose rows come and never change, with their keys. Whoever rebuilds one on SQLite makes its triggers again."""

_REFUSE = "BEGIN SELECT RAISE(ABORT, 'what is recorded does not change'); END"


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "procurement_bid",
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("slug", AutoString(length=200), nullable=False),
        sa.Column("bid", AutoString(length=40), nullable=False),
        sa.Column("publication", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("lot", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("tenderer", AutoString(length=400), nullable=False),
        sa.Column("received_at", UTCDateTime(), nullable=False),
        sa.Column("receipt_digest", AutoString(length=71), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "received",
                "late",
                "withdrawn",
                "replaced",
                name="ck_procurement_bid_state",
                native_enum=False,
                create_constraint=True,
                length=60,
            ),
            nullable=False,
        ),
        sa.Column(
            "decision",
            sa.Enum(
                "undecided",
                "admitted",
                "excluded",
                name="ck_procurement_bid_decision",
                native_enum=False,
                create_constraint=True,
                length=60,
            ),
            nullable=False,
        ),
        sa.Column("exclusion_code", AutoString(length=64), nullable=False),
        sa.Column("exclusion_reason", sa.Text(), nullable=False),
        sa.Column("imported_by", AutoString(length=36), nullable=False),
        sa.Column("imported_at", UTCDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(decision = 'excluded') = (exclusion_code <> '')", name="ck_procurement_bid_exclusion"),
        sa.CheckConstraint("length(receipt_digest) = 71", name="ck_procurement_bid_digest"),
        sa.CheckConstraint("lot > 0 AND number > 0 AND round > 0 AND version > 0", name="ck_procurement_bid_numbers"),
        sa.ForeignKeyConstraint(
            ["city_id", "slug"],
            ["procurement_procedure.city_id", "procurement_procedure.slug"],
            name="fk_procurement_bid_procedure",
        ),
        sa.ForeignKeyConstraint(
            ["city_id"],
            ["identity_city.id"],
        ),
        sa.PrimaryKeyConstraint("city_id", "slug", "bid"),
        sa.UniqueConstraint(
            "city_id", "slug", "publication", "round", "lot", "number", name="uq_procurement_bid_place"
        ),
    )
    op.create_table(
        "procurement_opening",
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("slug", AutoString(length=200), nullable=False),
        sa.Column("publication", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("opened_at", UTCDateTime(), nullable=False),
        sa.Column("first_person", AutoString(length=200), nullable=False),
        sa.Column("second_person", AutoString(length=200), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("recorded_by", AutoString(length=36), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.CheckConstraint("first_person <> second_person", name="ck_procurement_opening_two_people"),
        sa.ForeignKeyConstraint(
            ["city_id", "slug"],
            ["procurement_procedure.city_id", "procurement_procedure.slug"],
            name="fk_procurement_opening_procedure",
        ),
        sa.ForeignKeyConstraint(
            ["city_id"],
            ["identity_city.id"],
        ),
        sa.PrimaryKeyConstraint("city_id", "slug", "publication", "round"),
    )
    op.create_table(
        "procurement_bid_file",
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("slug", AutoString(length=200), nullable=False),
        sa.Column("bid", AutoString(length=40), nullable=False),
        sa.Column("name", AutoString(length=255), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("digest", AutoString(length=71), nullable=False),
        sa.Column("with_price", sa.Boolean(), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.CheckConstraint("size >= 0 AND length(digest) = 71", name="ck_procurement_bid_file_digest"),
        sa.ForeignKeyConstraint(
            ["city_id", "slug", "bid"],
            ["procurement_bid.city_id", "procurement_bid.slug", "procurement_bid.bid"],
            name="fk_procurement_bid_file_bid",
        ),
        sa.ForeignKeyConstraint(
            ["city_id"],
            ["identity_city.id"],
        ),
        sa.PrimaryKeyConstraint("city_id", "slug", "bid", "name"),
    )
    op.create_table(
        "procurement_bid_price",
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("slug", AutoString(length=200), nullable=False),
        sa.Column("bid", AutoString(length=40), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["city_id", "slug", "bid"],
            ["procurement_bid.city_id", "procurement_bid.slug", "procurement_bid.bid"],
            name="fk_procurement_bid_price_bid",
        ),
        sa.ForeignKeyConstraint(
            ["city_id"],
            ["identity_city.id"],
        ),
        sa.PrimaryKeyConstraint("city_id", "slug", "bid"),
    )
    op.create_table(
        "procurement_check",
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("slug", AutoString(length=200), nullable=False),
        sa.Column("bid", AutoString(length=40), nullable=False),
        sa.Column("item", AutoString(length=80), nullable=False),
        sa.Column(
            "answer",
            sa.Enum(
                "open",
                "met",
                "not-met",
                "not-applicable",
                name="ck_procurement_check_answer",
                native_enum=False,
                create_constraint=True,
                length=60,
            ),
            nullable=False,
        ),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("changed_by", AutoString(length=36), nullable=False),
        sa.Column("changed_at", UTCDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("version > 0", name="ck_procurement_check_version"),
        sa.ForeignKeyConstraint(
            ["city_id", "slug", "bid"],
            ["procurement_bid.city_id", "procurement_bid.slug", "procurement_bid.bid"],
            name="fk_procurement_check_bid",
        ),
        sa.ForeignKeyConstraint(
            ["city_id"],
            ["identity_city.id"],
        ),
        sa.PrimaryKeyConstraint("city_id", "slug", "bid", "item"),
    )
    op.create_table(
        "procurement_inquiry",
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("slug", AutoString(length=200), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("publication", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("bid", AutoString(length=40), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "question",
                "clarification",
                "document-request",
                "price-clarification",
                name="ck_procurement_inquiry_kind",
                native_enum=False,
                create_constraint=True,
                length=60,
            ),
            nullable=False,
        ),
        sa.Column("subject", AutoString(length=400), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("asked_by", AutoString(length=36), nullable=False),
        sa.Column("asked_at", UTCDateTime(), nullable=False),
        sa.Column("due_at", UTCDateTime(), nullable=True),
        sa.Column(
            "outcome",
            sa.Enum(
                "open",
                "answered",
                "unanswered",
                name="ck_procurement_inquiry_outcome",
                native_enum=False,
                create_constraint=True,
                length=60,
            ),
            nullable=False,
        ),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_at", UTCDateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("number > 0 AND version > 0", name="ck_procurement_inquiry_numbers"),
        sa.ForeignKeyConstraint(
            ["city_id", "slug", "bid"],
            ["procurement_bid.city_id", "procurement_bid.slug", "procurement_bid.bid"],
            name="fk_procurement_inquiry_bid",
        ),
        sa.ForeignKeyConstraint(
            ["city_id", "slug"],
            ["procurement_procedure.city_id", "procurement_procedure.slug"],
            name="fk_procurement_inquiry_procedure",
        ),
        sa.ForeignKeyConstraint(
            ["city_id"],
            ["identity_city.id"],
        ),
        sa.PrimaryKeyConstraint("city_id", "slug", "number"),
    )
    for table in FROZEN:
        for statement in _sqlite(table) if op.get_context().dialect.name == "sqlite" else _postgresql(table):
            op.execute(statement)


def downgrade() -> None:
    """Take the change back."""
    op.drop_table("procurement_inquiry")
    op.drop_table("procurement_check")
    op.drop_table("procurement_bid_price")
    op.drop_table("procurement_bid_file")
    op.drop_table("procurement_opening")
    op.drop_table("procurement_bid")
    if op.get_context().dialect.name != "sqlite":
        for table in FROZEN:
            op.execute(f"DROP FUNCTION {table}_refuse()")


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
