"""Kurzbewertungen of light routes. What was signed never changes.

Revision ID: 0035
Revises: 0034
Create Date: 2026-11-23 11:00:00
"""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

ASSESSMENT, RECORD = "procurement_short_assessment", "procurement_short_assessment_record"
KEYS = {RECORD: "assessment_id"}
"""Tables whose rows come and never change. Whoever rebuilds one on SQLite makes its triggers again."""

_REFUSE = "BEGIN SELECT RAISE(ABORT, 'what is recorded does not change'); END"


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        ASSESSMENT,
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", AutoString(length=120), nullable=False),
        sa.Column("search_text", AutoString(length=200), nullable=False),
        sa.Column("office", AutoString(length=36), nullable=False),
        sa.Column(
            "stage",
            sa.Enum(
                "entwurf",
                "vorgelegt",
                "gezeichnet",
                name="ck_procurement_short_assessment_stage",
                native_enum=False,
                create_constraint=True,
                length=60,
            ),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_by", AutoString(length=36), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("changed_at", UTCDateTime(), nullable=False),
        sa.Column("asked_by", AutoString(length=36), nullable=True),
        sa.Column("asked_at", UTCDateTime(), nullable=True),
        sa.Column("handed_back", AutoString(length=500), nullable=False),
        sa.CheckConstraint("version > 0", name=f"ck_{ASSESSMENT}_version"),
        sa.ForeignKeyConstraint(["city_id"], ["identity_city.id"]),
        sa.ForeignKeyConstraint(
            ["city_id", "office"], ["identity_office.city_id", "identity_office.id"], name=f"fk_{ASSESSMENT}_office"
        ),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_index(f"ix_{ASSESSMENT}_office", ASSESSMENT, ["city_id", "office", "id"], unique=False)
    op.create_table(
        RECORD,
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("assessment_id", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("digest", AutoString(length=71), nullable=False),
        sa.Column("signed_by", AutoString(length=36), nullable=False),
        sa.Column("signed_at", UTCDateTime(), nullable=False),
        sa.CheckConstraint("length(digest) = 71", name=f"ck_{RECORD}_digest"),
        sa.ForeignKeyConstraint(["assessment_id"], [f"{ASSESSMENT}.id"]),
        sa.ForeignKeyConstraint(["city_id"], ["identity_city.id"]),
        sa.PrimaryKeyConstraint("assessment_id"),
    )
    for table, key in KEYS.items():
        for statement in _sqlite(table, key) if op.get_context().dialect.name == "sqlite" else _postgresql(table):
            op.execute(statement)


def downgrade() -> None:
    """Take the change back."""
    op.drop_table(RECORD)
    op.drop_table(ASSESSMENT)
    if op.get_context().dialect.name != "sqlite":
        op.execute(f"DROP FUNCTION {RECORD}_refuse()")


def _sqlite(table: str, key: str) -> tuple[str, ...]:
    return (
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {_REFUSE}",
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {_REFUSE}",
        # INSERT OR REPLACE deletes without asking the trigger above.
        (
            f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table}"  # noqa: S608 - names from this file
            f" WHEN EXISTS (SELECT 1 FROM {table} WHERE {key} = NEW.{key}) {_REFUSE}"
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
