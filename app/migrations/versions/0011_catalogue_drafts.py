"""Catalogues of criteria written and released in the city; what a lot takes from them.

Revision ID: 0011
Revises: 0010
Create Date: 2026-11-22 15:10:00
"""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

RELEASE = "procurement_catalogue_release"
"""Table whose rows come and never change. Whoever rebuilds it on SQLite makes its triggers again."""

_REFUSE = "BEGIN SELECT RAISE(ABORT, 'what is recorded does not change'); END"
_SQLITE = (
    f"CREATE TRIGGER {RELEASE}_no_update BEFORE UPDATE ON {RELEASE} {_REFUSE}",
    f"CREATE TRIGGER {RELEASE}_no_delete BEFORE DELETE ON {RELEASE} {_REFUSE}",
    # INSERT OR REPLACE deletes without asking the trigger above.
    (
        f"CREATE TRIGGER {RELEASE}_no_replace BEFORE INSERT ON {RELEASE}"  # noqa: S608 - names from this file
        f" WHEN EXISTS (SELECT 1 FROM {RELEASE} WHERE city_id = NEW.city_id AND catalogue = NEW.catalogue"
        f" AND number = NEW.number) {_REFUSE}"
    ),
)
_POSTGRESQL = (
    (
        f"CREATE FUNCTION {RELEASE}_refuse() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN RAISE EXCEPTION 'what is recorded does not change'; END $$"
    ),
    (
        f"CREATE TRIGGER {RELEASE}_no_change BEFORE UPDATE OR DELETE ON {RELEASE}"
        f" FOR EACH ROW EXECUTE FUNCTION {RELEASE}_refuse()"
    ),
    (
        f"CREATE TRIGGER {RELEASE}_no_truncate BEFORE TRUNCATE ON {RELEASE}"
        f" FOR EACH STATEMENT EXECUTE FUNCTION {RELEASE}_refuse()"
    ),
)


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "procurement_catalogue_draft",
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("catalogue", AutoString(length=80), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("base_catalogue", AutoString(length=80), nullable=True),
        sa.Column("base_number", sa.Integer(), nullable=True),
        sa.Column("entries", sa.Text(), nullable=False),
        sa.Column("clauses", sa.Text(), nullable=False),
        sa.Column("asked_by", AutoString(length=36), nullable=True),
        sa.Column("asked_at", UTCDateTime(), nullable=True),
        sa.Column("asked_digest", AutoString(length=71), nullable=True),
        sa.Column("handed_back", sa.Text(), nullable=False),
        sa.Column("created_by", AutoString(length=36), nullable=False),
        sa.Column("changed_at", UTCDateTime(), nullable=False),
        sa.CheckConstraint("version > 0", name="ck_procurement_catalogue_draft_version"),
        sa.CheckConstraint(
            "(base_catalogue IS NULL) = (base_number IS NULL)", name="ck_procurement_catalogue_draft_base"
        ),
        sa.CheckConstraint(
            "(asked_by IS NULL) = (asked_at IS NULL) AND (asked_by IS NULL) = (asked_digest IS NULL)",
            name="ck_procurement_catalogue_draft_asked",
        ),
        sa.ForeignKeyConstraint(["city_id"], ["identity_city.id"]),
        sa.PrimaryKeyConstraint("city_id", "catalogue"),
    )
    op.create_table(
        RELEASE,
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("catalogue", AutoString(length=80), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("asked_by", AutoString(length=36), nullable=False),
        sa.Column("released_by", AutoString(length=36), nullable=False),
        sa.Column("released_at", UTCDateTime(), nullable=False),
        sa.CheckConstraint("asked_by <> released_by", name="ck_procurement_catalogue_release_two_people"),
        sa.ForeignKeyConstraint(["city_id"], ["identity_city.id"]),
        sa.ForeignKeyConstraint(
            ["city_id", "catalogue", "number"],
            [
                "procurement_catalogue_version.city_id",
                "procurement_catalogue_version.catalogue",
                "procurement_catalogue_version.number",
            ],
            name="fk_procurement_catalogue_release_version",
        ),
        sa.PrimaryKeyConstraint("city_id", "catalogue", "number"),
    )
    op.add_column("procurement_lot", sa.Column("terms", sa.Text(), nullable=True))
    for statement in _SQLITE if op.get_context().dialect.name == "sqlite" else _POSTGRESQL:
        op.execute(statement)


def downgrade() -> None:
    """Take the change back."""
    op.drop_column("procurement_lot", "terms")
    op.drop_table(RELEASE)
    if op.get_context().dialect.name != "sqlite":
        op.execute(f"DROP FUNCTION {RELEASE}_refuse()")
    op.drop_table("procurement_catalogue_draft")
