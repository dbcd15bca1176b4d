"""The register of contracts and systems with its alarms and alternative checks.

Revision ID: 0048
Revises: 0047
Create Date: 2026-11-23 17:00:00
"""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0048"
down_revision = "0047"
branch_labels = None
depends_on = None

ENTRY, CHANGE, ALARM, CHECK = (f"procurement_register_{name}" for name in ("entry", "change", "alarm", "check"))
KEYS = {CHANGE: ("entry_id", "version"), ALARM: ("entry_id", "kind", "ends_on", "months")}
"""Tables whose rows come and never change. Whoever rebuilds one on SQLite makes its triggers again."""

_REFUSE = "BEGIN SELECT RAISE(ABORT, 'what is recorded does not change'); END"
_LICENCES = ("unbekannt", "quelloffen", "kauf", "miete", "dienst", "eigen")
_BROWSER = ("unbekannt", "ja", "teilweise", "nein")
_ORIGINS = ("hand", "tabelle", "zuschlag", "kurzbewertung")
_ENDS = ("vertrag", "unterstuetzung", "abschaltung")
_OUTCOMES = ("verlaengern", "ersetzen", "ausschreiben", "beenden")


def upgrade() -> None:
    """Apply the change."""
    _add_entries()
    op.create_table(
        CHANGE,
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("changed_by", AutoString(length=40), nullable=False),
        sa.Column("changed_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["city_id"], ["identity_city.id"]),
        sa.ForeignKeyConstraint(["entry_id"], [f"{ENTRY}.id"]),
        sa.PrimaryKeyConstraint("entry_id", "version"),
    )
    op.create_table(
        ALARM,
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("kind", _words(f"ck_{ALARM}_kind", _ENDS), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("months", sa.Integer(), nullable=False),
        sa.Column("given_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["city_id"], ["identity_city.id"]),
        sa.ForeignKeyConstraint(["entry_id"], [f"{ENTRY}.id"]),
        sa.PrimaryKeyConstraint("entry_id", "kind", "ends_on", "months"),
    )
    _add_checks()
    for table, key in KEYS.items():
        for statement in _sqlite(table, key) if op.get_context().dialect.name == "sqlite" else _postgresql(table):
            op.execute(statement)


def downgrade() -> None:
    """Take the change back."""
    for table in (CHECK, ALARM, CHANGE, ENTRY):
        op.drop_table(table)
    if op.get_context().dialect.name != "sqlite":
        for table in KEYS:
            op.execute(f"DROP FUNCTION {table}_refuse()")


def _add_entries() -> None:
    op.create_table(
        ENTRY,
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("product", AutoString(length=120), nullable=False),
        sa.Column("purpose", AutoString(length=200), nullable=False),
        sa.Column("office", AutoString(length=36), nullable=True),
        sa.Column("supplier", AutoString(length=200), nullable=False),
        sa.Column("contract", AutoString(length=120), nullable=False),
        sa.Column("licence_kind", _words(f"ck_{ENTRY}_licence_kind", _LICENCES), nullable=False),
        sa.Column("licence", AutoString(length=200), nullable=False),
        sa.Column("browser", _words(f"ck_{ENTRY}_browser", _BROWSER), nullable=False),
        sa.Column("product_version", AutoString(length=60), nullable=False),
        sa.Column("support_end", sa.Date(), nullable=True),
        sa.Column("contract_end", sa.Date(), nullable=True),
        sa.Column("notice_months", sa.Integer(), nullable=True),
        sa.Column("is_legacy", sa.Boolean(), nullable=False),
        sa.Column("switch_off", sa.Date(), nullable=True),
        sa.Column("out_of_use", sa.Date(), nullable=True),
        sa.Column("note", AutoString(length=500), nullable=False),
        sa.Column("search_text", AutoString(length=600), nullable=False),
        sa.Column("origin", _words(f"ck_{ENTRY}_origin", _ORIGINS), nullable=False),
        sa.Column("source", AutoString(length=120), nullable=True),
        sa.Column("lot", sa.Integer(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("changed_at", UTCDateTime(), nullable=False),
        sa.CheckConstraint("version > 0", name=f"ck_{ENTRY}_version"),
        sa.ForeignKeyConstraint(["city_id"], ["identity_city.id"]),
        sa.ForeignKeyConstraint(
            ["city_id", "office"], ["identity_office.city_id", "identity_office.id"], name=f"fk_{ENTRY}_office"
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("city_id", "origin", "source", "lot", name=f"uq_{ENTRY}_source"),
        sqlite_autoincrement=True,
    )
    op.create_index(f"ix_{ENTRY}_office", ENTRY, ["city_id", "office", "id"], unique=False)
    for name in ("contract_end", "support_end", "switch_off"):
        op.create_index(f"ix_{ENTRY}_{name}", ENTRY, ["city_id", name], unique=False)


def _add_checks() -> None:
    op.create_table(
        CHECK,
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", _words(f"ck_{CHECK}_kind", _ENDS), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("words", AutoString(length=200), nullable=False),
        sa.Column("found", sa.Integer(), nullable=False),
        sa.Column("sources", sa.JSON(), nullable=False),
        sa.Column("opened_at", UTCDateTime(), nullable=False),
        sa.Column("outcome", _words(f"ck_{CHECK}_outcome", _OUTCOMES), nullable=True),
        sa.Column("reason", AutoString(length=1000), nullable=False),
        sa.Column("decided_by", AutoString(length=40), nullable=True),
        sa.Column("decided_at", UTCDateTime(), nullable=True),
        sa.CheckConstraint(
            "(outcome IS NULL) = (decided_by IS NULL) AND (outcome IS NULL) = (decided_at IS NULL)",
            name=f"ck_{CHECK}_decided",
        ),
        sa.ForeignKeyConstraint(["city_id"], ["identity_city.id"]),
        sa.ForeignKeyConstraint(["entry_id"], [f"{ENTRY}.id"]),
        sa.PrimaryKeyConstraint("entry_id", "number"),
        sa.UniqueConstraint("entry_id", "kind", "ends_on", name=f"uq_{CHECK}_end"),
    )


def _words(name: str, words: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=60)


def _sqlite(table: str, key: tuple[str, ...]) -> tuple[str, ...]:
    same = " AND ".join(f"{one} = NEW.{one}" for one in key)
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
