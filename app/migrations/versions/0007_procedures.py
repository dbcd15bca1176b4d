"""Tender procedures, their lots and their published versions, which never change.

Revision ID: 0007
Revises: 0006
Create Date: 2026-11-22 07:40:00
"""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

KINDS = (
    "open",
    "restricted",
    "neg-w-call",
    "neg-wo-call",
    "comp-dial",
    "innovation",
    "oeffentliche-ausschreibung",
    "beschraenkte-ausschreibung-mit-teilnahmewettbewerb",
    "beschraenkte-ausschreibung-ohne-teilnahmewettbewerb",
    "verhandlungsvergabe-mit-teilnahmewettbewerb",
    "verhandlungsvergabe-ohne-teilnahmewettbewerb",
    "direktauftrag",
)
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

# A migration that rebuilds the table (batch mode on SQLite) loses its triggers and has to make them again.
_SQLITE = (
    (
        "CREATE TRIGGER procurement_publication_no_update BEFORE UPDATE ON procurement_publication"
        " BEGIN SELECT RAISE(ABORT, 'what is published does not change'); END"
    ),
    (
        "CREATE TRIGGER procurement_publication_no_delete BEFORE DELETE ON procurement_publication"
        " BEGIN SELECT RAISE(ABORT, 'what is published does not change'); END"
    ),
    # INSERT OR REPLACE deletes without asking the trigger above.
    (
        "CREATE TRIGGER procurement_publication_no_replace BEFORE INSERT ON procurement_publication"
        " WHEN EXISTS (SELECT 1 FROM procurement_publication"
        " WHERE city_id = NEW.city_id AND slug = NEW.slug AND number = NEW.number)"
        " BEGIN SELECT RAISE(ABORT, 'what is published does not change'); END"
    ),
)
_POSTGRESQL = (
    (
        "CREATE FUNCTION procurement_publication_refuse() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN RAISE EXCEPTION 'what is published does not change'; END $$"
    ),
    (
        "CREATE TRIGGER procurement_publication_no_change BEFORE UPDATE OR DELETE ON procurement_publication"
        " FOR EACH ROW EXECUTE FUNCTION procurement_publication_refuse()"
    ),
    (
        "CREATE TRIGGER procurement_publication_no_truncate BEFORE TRUNCATE ON procurement_publication"
        " FOR EACH STATEMENT EXECUTE FUNCTION procurement_publication_refuse()"
    ),
)


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "procurement_procedure",
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", AutoString(length=200), nullable=False),
        sa.Column("reference", AutoString(length=200), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("office_id", AutoString(length=36), nullable=True),
        sa.Column("kind", _words(KINDS, "ck_procurement_procedure_kind"), nullable=True),
        sa.Column("bid_deadline", UTCDateTime(), nullable=True),
        sa.Column("participation_deadline", UTCDateTime(), nullable=True),
        sa.Column("stage", _words(STAGES, "ck_procurement_procedure_stage"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("publications", sa.Integer(), nullable=False),
        sa.Column("two_envelopes", sa.Boolean(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("opened", sa.Integer(), nullable=True),
        sa.Column("changed_at", UTCDateTime(), nullable=False),
        sa.Column("search_text", AutoString(length=600), nullable=False),
        sa.Column("asked_by", AutoString(length=36), nullable=True),
        sa.Column("asked_at", UTCDateTime(), nullable=True),
        sa.Column("asked_digest", AutoString(length=71), nullable=True),
        sa.Column("created_by", AutoString(length=36), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("handed_back", sa.Text(), nullable=False),
        sa.Column("need", sa.Text(), nullable=True),
        sa.CheckConstraint("length(slug) BETWEEN 1 AND 200", name="ck_procurement_procedure_slug"),
        sa.CheckConstraint("length(reference) BETWEEN 1 AND 200", name="ck_procurement_procedure_reference"),
        sa.CheckConstraint("version > 0 AND publications >= 0 AND round > 0", name="ck_procurement_procedure_numbers"),
        sa.ForeignKeyConstraint(["city_id"], ["identity_city.id"]),
        sa.ForeignKeyConstraint(
            ["city_id", "office_id"],
            ["identity_office.city_id", "identity_office.id"],
            name="fk_procurement_procedure_office",
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("city_id", "slug", name="uq_procurement_procedure_slug"),
        sa.UniqueConstraint("city_id", "reference", name="uq_procurement_procedure_reference"),
    )
    op.create_index("ix_procurement_procedure_search_text", "procurement_procedure", ["search_text"])
    op.create_table(
        "procurement_lot",
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("slug", AutoString(length=200), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", AutoString(length=200), nullable=False),
        sa.Column("document", sa.Text(), nullable=True),
        sa.CheckConstraint("number > 0", name="ck_procurement_lot_number"),
        sa.ForeignKeyConstraint(["city_id"], ["identity_city.id"]),
        _of_procedure("fk_procurement_lot_procedure"),
        sa.PrimaryKeyConstraint("city_id", "slug", "number"),
    )
    op.create_table(
        "procurement_publication",
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("slug", AutoString(length=200), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("digest", AutoString(length=71), nullable=False),
        sa.Column("internal_digest", AutoString(length=71), nullable=False),
        sa.Column("asked_by", AutoString(length=36), nullable=False),
        sa.Column("released_by", AutoString(length=36), nullable=False),
        sa.Column("published_at", UTCDateTime(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("internal", sa.Text(), nullable=False),
        sa.CheckConstraint("number > 0", name="ck_procurement_publication_number"),
        sa.CheckConstraint("asked_by <> released_by", name="ck_procurement_publication_two_people"),
        sa.CheckConstraint(
            "length(digest) = 71 AND length(internal_digest) = 71", name="ck_procurement_publication_digests"
        ),
        sa.ForeignKeyConstraint(["city_id"], ["identity_city.id"]),
        _of_procedure("fk_procurement_publication_procedure"),
        sa.PrimaryKeyConstraint("city_id", "slug", "number"),
    )
    for statement in _SQLITE if op.get_context().dialect.name == "sqlite" else _POSTGRESQL:
        op.execute(statement)


def downgrade() -> None:
    """Take the change back."""
    op.drop_table("procurement_publication")
    if op.get_context().dialect.name != "sqlite":
        op.execute("DROP FUNCTION procurement_publication_refuse()")
    op.drop_table("procurement_lot")
    op.drop_index("ix_procurement_procedure_search_text", "procurement_procedure")
    op.drop_table("procurement_procedure")


def _words(words: tuple[str, ...], name: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=60)


def _of_procedure(name: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["city_id", "slug"], ["procurement_procedure.city_id", "procurement_procedure.slug"], name=name
    )
