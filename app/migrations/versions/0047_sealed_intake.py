"""Sealed intake: keys of people, intakes with their wrapped key and slots, who is there to open, openings.

Revision ID: 0047
Revises: 0046
Create Date: 2026-11-23 13:10:00
"""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0047"
down_revision = "0046"
branch_labels = None
depends_on = None

KEY, INTAKE, WRAP = "procurement_seal_key", "procurement_sealed_intake", "procurement_seal_wrap"
SLOT, PRESENCE, OPENING = "procurement_intake_slot", "procurement_seal_presence", "procurement_sealed_opening"
PLACE = ("city_id", "slug", "number")
KEYS = {INTAKE: PLACE, WRAP: (*PLACE, "first_person", "second_person"), OPENING: PLACE}
"""Tables whose rows never change and go with their file. Whoever rebuilds one on SQLite makes its triggers again."""

_DISPOSED = "SELECT 1 FROM procurement_disposal d WHERE d.city_id = OLD.city_id AND d.slug = OLD.slug"
_IS_KEPT = f"NOT EXISTS ({_DISPOSED})"
_REFUSE = "BEGIN SELECT RAISE(ABORT, 'what is recorded does not change'); END"


def upgrade() -> None:
    """Apply the change."""
    _people()
    op.create_table(
        INTAKE,
        *_place(),
        sa.Column("recipient", AutoString(length=100), nullable=False),
        sa.Column("slots", sa.Integer(), nullable=False),
        sa.Column("slot_bytes", sa.Integer(), nullable=False),
        sa.Column("made_by", AutoString(length=36), nullable=False),
        sa.Column("made_at", UTCDateTime(), nullable=False),
        sa.CheckConstraint("number > 0 AND slots > 0 AND slot_bytes > 0", name=f"ck_{INTAKE}_numbers"),
        sa.ForeignKeyConstraint(
            ["city_id", "slug"],
            ["procurement_procedure.city_id", "procurement_procedure.slug"],
            name=f"fk_{INTAKE}_procedure",
        ),
        sa.PrimaryKeyConstraint(*PLACE),
    )
    _inside()
    for table, keys in KEYS.items():
        is_sqlite = op.get_context().dialect.name == "sqlite"
        for statement in _sqlite(table, keys) if is_sqlite else _postgresql(table):
            op.execute(statement)


def downgrade() -> None:
    """Take the change back."""
    for table in (OPENING, PRESENCE, SLOT, WRAP, INTAKE, KEY):
        op.drop_table(table)
        if table in KEYS and op.get_context().dialect.name != "sqlite":
            op.execute(f"DROP FUNCTION {table}_refuse()")


def _people() -> None:
    op.create_table(
        KEY,
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("person_id", AutoString(length=36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        _group(KEY),
        sa.Column("recipient", AutoString(length=100), nullable=False),
        sa.Column("made_at", UTCDateTime(), nullable=False),
        sa.Column("confirmed_at", UTCDateTime(), nullable=True),
        sa.Column("ended_at", UTCDateTime(), nullable=True),
        sa.CheckConstraint("number > 0", name=f"ck_{KEY}_number"),
        sa.ForeignKeyConstraint(["city_id"], ["identity_city.id"]),
        sa.ForeignKeyConstraint(
            ["city_id", "person_id"],
            ["identity_person.city_id", "identity_person.id"],
            name=f"fk_{KEY}_person_id",
        ),
        sa.PrimaryKeyConstraint("city_id", "person_id", "number"),
    )


def _inside() -> None:
    op.create_table(
        WRAP,
        *_place(),
        sa.Column("first_person", AutoString(length=36), nullable=False),
        sa.Column("second_person", AutoString(length=36), nullable=False),
        _group(WRAP),
        sa.Column("recipient", AutoString(length=100), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("first_person <> second_person", name=f"ck_{WRAP}_two_people"),
        _of_intake(WRAP),
        sa.PrimaryKeyConstraint(*PLACE, "first_person", "second_person"),
    )
    op.create_table(
        SLOT,
        *_place(),
        sa.Column("slot", AutoString(length=36), nullable=False),
        sa.Column("access", AutoString(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        _of_intake(SLOT),
        sa.PrimaryKeyConstraint(*PLACE, "slot"),
        sa.UniqueConstraint("city_id", "access", name=f"uq_{SLOT}_access"),
    )
    op.create_table(
        PRESENCE,
        *_place(),
        sa.Column("person_id", AutoString(length=36), nullable=False),
        sa.Column("partner", AutoString(length=36), nullable=False),
        _group(PRESENCE),
        sa.Column("present_at", UTCDateTime(), nullable=False),
        sa.Column("inner", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("person_id <> partner", name=f"ck_{PRESENCE}_two_people"),
        _of_intake(PRESENCE),
        sa.PrimaryKeyConstraint(*PLACE, "person_id", "partner"),
    )
    op.create_table(
        OPENING,
        *_place(),
        sa.Column("opened_at", UTCDateTime(), nullable=False),
        sa.Column("first_person", AutoString(length=36), nullable=False),
        sa.Column("second_person", AutoString(length=36), nullable=False),
        _group(OPENING),
        sa.Column("bids", sa.Integer(), nullable=False),
        sa.Column("unreadable", sa.Integer(), nullable=False),
        sa.CheckConstraint("first_person <> second_person", name=f"ck_{OPENING}_two_people"),
        sa.CheckConstraint("bids >= 0 AND unreadable >= 0", name=f"ck_{OPENING}_numbers"),
        _of_intake(OPENING),
        sa.PrimaryKeyConstraint(*PLACE),
    )


def _place() -> tuple[sa.schema.SchemaItem, ...]:
    return (
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("slug", AutoString(length=200), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["city_id"], ["identity_city.id"]),
    )


def _of_intake(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(PLACE, [f"{INTAKE}.{name}" for name in PLACE], name=f"fk_{table}_intake")


def _group(table: str) -> sa.Column[str]:
    words = sa.Enum(
        "officers", "auditors", name=f"ck_{table}_group", native_enum=False, create_constraint=True, length=60
    )
    return sa.Column("key_group", words, nullable=False)


def _sqlite(table: str, keys: tuple[str, ...]) -> tuple[str, ...]:
    same = " AND ".join(f"{key} = NEW.{key}" for key in keys)
    return (
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {_REFUSE}",
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} WHEN {_IS_KEPT} {_REFUSE}",
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
            " $$ BEGIN IF TG_OP <> 'DELETE' THEN RAISE EXCEPTION 'what is recorded does not change'; END IF;"
            f" IF {_IS_KEPT} THEN RAISE EXCEPTION 'what is recorded does not change'; END IF; RETURN OLD; END $$"
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
