"""Holds, disposal of files, proofs of deletion. Rows that never change go with their whole file, and only then.

Revision ID: 0036
Revises: 0035
Create Date: 2026-11-23 13:00:00
"""

from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

HOLD, DISPOSITION, DISPOSAL = "procurement_hold", "procurement_disposition", "procurement_disposal"
PROCEDURE = "procurement_procedure"

_BY_SLUG = f"SELECT 1 FROM {DISPOSAL} d WHERE d.city_id = OLD.city_id AND d.slug = OLD.slug"  # noqa: S608 - names from this file
_BY_REPOSITORY = (
    f"SELECT 1 FROM procurement_repository r JOIN {DISPOSAL} d ON d.city_id = r.city_id AND d.slug = r.slug"  # noqa: S608 - as above
    " WHERE r.id = "
)
_OF_REPOSITORY = f"{_BY_REPOSITORY}OLD.repository_id"
_OF_SNAPSHOT = (
    f"{_BY_REPOSITORY}(SELECT s.repository_id FROM procurement_repository_snapshot s WHERE s.id = OLD.snapshot_id)"  # noqa: S608 - as above
)
_OF_EVALUATION = (
    f"SELECT 1 FROM procurement_evaluation e JOIN {DISPOSAL} d ON d.city_id = e.city_id AND d.reference = e.reference"  # noqa: S608 - as above
    " WHERE e.city_id = OLD.city_id AND e.slug = OLD.slug"
)
GUARDED = {
    "procurement_publication": _BY_SLUG,
    "procurement_opening": _BY_SLUG,
    "procurement_conflict_declaration": _BY_SLUG,
    "procurement_score": _BY_SLUG,
    "procurement_award_entry": _BY_SLUG,
    "procurement_award_letter": _BY_SLUG,
    "procurement_bid_statement": _BY_SLUG,
    "procurement_points_decision": _BY_SLUG,
    "procurement_answer_effect": _BY_SLUG,
    "procurement_alternative_search": _BY_SLUG,
    "procurement_repository": _BY_SLUG,
    "procurement_repository_fetch": _OF_REPOSITORY,
    "procurement_repository_snapshot": _OF_REPOSITORY,
    "procurement_repository_withdrawal": _OF_REPOSITORY,
    "procurement_repository_archive": _OF_SNAPSHOT,
    "procurement_pruefvermerk": _OF_EVALUATION,
}
"""Tables whose rows never change, with what says that the file of a row is deleted as a whole."""
UNGUARDED_BEFORE = tuple(GUARDED)[6:]
"""Those that nothing but the rights of the role of requests protected before."""

_RECORDED = "what is recorded does not change"
_HELD = "what is held is not deleted"
_GONE = "what was deleted does not come back"


def upgrade() -> None:
    """Apply the change."""
    _make_tables()
    is_sqlite = op.get_context().dialect.name == "sqlite"
    for statement in _sqlite() if is_sqlite else _postgresql():
        op.execute(statement)


def downgrade() -> None:
    """Take the change back; proofs of deletion are lost."""
    is_sqlite = op.get_context().dialect.name == "sqlite"
    for statement in _undone_sqlite() if is_sqlite else _undone_postgresql():
        op.execute(statement)
    for table in (DISPOSAL, DISPOSITION, HOLD):
        op.drop_table(table)


def _make_tables() -> None:
    op.create_table(
        HOLD,
        *_of_file(),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("reason", _words(("review", "funding", "audit", "other"), f"ck_{HOLD}_reason"), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("set_by", AutoString(length=36), nullable=False),
        sa.Column("set_at", UTCDateTime(), nullable=False),
        sa.Column("lifted_by", AutoString(length=36), nullable=True),
        sa.Column("lifted_at", UTCDateTime(), nullable=True),
        sa.Column("lift_note", sa.Text(), nullable=False),
        sa.CheckConstraint("number > 0", name=f"ck_{HOLD}_number"),
        sa.CheckConstraint("(lifted_at IS NULL) = (lifted_by IS NULL)", name=f"ck_{HOLD}_lifted"),
        sa.PrimaryKeyConstraint("city_id", "slug", "number"),
        _of_procedure(HOLD),
    )
    op.create_table(
        DISPOSITION,
        *_of_file(),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("offered_on", sa.Date(), nullable=True),
        sa.Column("offer_note", sa.Text(), nullable=False),
        sa.Column("answer", _words(("taken", "declined"), f"ck_{DISPOSITION}_answer"), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("answer_note", sa.Text(), nullable=False),
        sa.Column("asked_by", AutoString(length=36), nullable=True),
        sa.Column("asked_at", UTCDateTime(), nullable=True),
        sa.CheckConstraint("version > 0", name=f"ck_{DISPOSITION}_version"),
        sa.CheckConstraint("answer IS NULL OR offered_on IS NOT NULL", name=f"ck_{DISPOSITION}_offered"),
        sa.CheckConstraint("asked_by IS NULL OR answer IS NOT NULL", name=f"ck_{DISPOSITION}_asked"),
        sa.PrimaryKeyConstraint("city_id", "slug"),
        _of_procedure(DISPOSITION),
    )
    op.create_table(
        DISPOSAL,
        *_of_file(),
        sa.Column("reference", AutoString(length=200), nullable=False),
        sa.Column("search_text", AutoString(length=600), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("digest", AutoString(length=71), nullable=False),
        sa.Column("asked_by", AutoString(length=36), nullable=False),
        sa.Column("decided_by", AutoString(length=36), nullable=False),
        sa.Column("decided_at", UTCDateTime(), nullable=False),
        sa.CheckConstraint("length(digest) = 71", name=f"ck_{DISPOSAL}_digest"),
        sa.CheckConstraint("asked_by <> decided_by", name=f"ck_{DISPOSAL}_two_people"),
        sa.PrimaryKeyConstraint("city_id", "slug"),
        sa.UniqueConstraint("city_id", "reference", name=f"uq_{DISPOSAL}_reference"),
    )


def _of_file() -> tuple[sa.Column[str] | sa.Constraint, ...]:
    return (
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("slug", AutoString(length=200), nullable=False),
        sa.ForeignKeyConstraint(["city_id"], ["identity_city.id"]),
    )


def _of_procedure(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["city_id", "slug"], [f"{PROCEDURE}.city_id", f"{PROCEDURE}.slug"], name=f"fk_{table}_procedure"
    )


def _words(words: tuple[str, ...], name: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=60)


_OPEN_HOLD = f"SELECT 1 FROM {HOLD} h WHERE h.city_id = NEW.city_id AND h.slug = NEW.slug AND h.lifted_at IS NULL"  # noqa: S608 - names from this file
_WAS_DELETED = (
    f"SELECT 1 FROM {DISPOSAL} d WHERE d.city_id = NEW.city_id"  # noqa: S608 - as above
    " AND (d.slug = NEW.slug OR d.reference = NEW.reference)"
)


def _sqlite() -> Iterator[str]:
    for table, is_disposed in GUARDED.items():
        if table not in UNGUARDED_BEFORE:
            yield f"DROP TRIGGER {table}_no_delete"
        yield _on_sqlite(f"{table}_no_delete", f"DELETE ON {table}", f"NOT EXISTS ({is_disposed})", _RECORDED)
    yield _on_sqlite(f"{DISPOSAL}_no_update", f"UPDATE ON {DISPOSAL}", "1", _RECORDED)
    yield _on_sqlite(f"{DISPOSAL}_no_delete", f"DELETE ON {DISPOSAL}", "1", _RECORDED)
    # INSERT OR REPLACE deletes without asking the trigger above.
    yield _on_sqlite(f"{DISPOSAL}_no_replace", f"INSERT ON {DISPOSAL}", f"EXISTS ({_WAS_DELETED})", _RECORDED)
    yield _on_sqlite(f"{DISPOSAL}_not_held", f"INSERT ON {DISPOSAL}", f"EXISTS ({_OPEN_HOLD})", _HELD)
    yield _on_sqlite(f"{HOLD}_no_delete", f"DELETE ON {HOLD}", "OLD.lifted_at IS NULL", _HELD)
    yield _on_sqlite(f"{PROCEDURE}_not_again", f"INSERT ON {PROCEDURE}", f"EXISTS ({_WAS_DELETED})", _GONE)


def _on_sqlite(name: str, event: str, condition: str, words: str) -> str:
    return f"CREATE TRIGGER {name} BEFORE {event} WHEN {condition} BEGIN SELECT RAISE(ABORT, '{words}'); END"


def _postgresql() -> Iterator[str]:
    for table, is_disposed in GUARDED.items():
        is_kept = f"NOT EXISTS ({is_disposed})"
        if table in UNGUARDED_BEFORE:
            yield from _on_postgresql(f"{table}_no_delete", f"DELETE ON {table}", is_kept, _RECORDED)
        else:
            yield _refusing(f"{table}_refuse", f"TG_OP <> 'DELETE' OR {is_kept}", _RECORDED)
    yield from _on_postgresql(f"{DISPOSAL}_no_change", f"UPDATE OR DELETE ON {DISPOSAL}", "true", _RECORDED)
    yield from _on_postgresql(f"{DISPOSAL}_not_held", f"INSERT ON {DISPOSAL}", f"EXISTS ({_OPEN_HOLD})", _HELD)
    yield from _on_postgresql(f"{HOLD}_no_delete", f"DELETE ON {HOLD}", "OLD.lifted_at IS NULL", _HELD)
    yield from _on_postgresql(f"{PROCEDURE}_not_again", f"INSERT ON {PROCEDURE}", f"EXISTS ({_WAS_DELETED})", _GONE)
    yield (
        f"CREATE TRIGGER {DISPOSAL}_no_truncate BEFORE TRUNCATE ON {DISPOSAL}"
        f" FOR EACH STATEMENT EXECUTE FUNCTION {DISPOSAL}_no_change()"
    )


def _on_postgresql(name: str, event: str, condition: str, words: str) -> tuple[str, str]:
    trigger = f"CREATE TRIGGER {name} BEFORE {event} FOR EACH ROW EXECUTE FUNCTION {name}()"
    return _refusing(name, condition, words), trigger


def _refusing(name: str, condition: str, words: str) -> str:
    """Return the function of a trigger; statements that empty a table have no row and are always refused."""
    return (
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        f" IF TG_OP = 'TRUNCATE' THEN RAISE EXCEPTION '{words}'; END IF;"
        f" IF {condition} THEN RAISE EXCEPTION '{words}'; END IF;"
        " IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$"
    )


def _undone_sqlite() -> Iterator[str]:
    yield f"DROP TRIGGER {PROCEDURE}_not_again"
    for table in GUARDED:
        yield f"DROP TRIGGER {table}_no_delete"
        if table not in UNGUARDED_BEFORE:
            yield _on_sqlite(f"{table}_no_delete", f"DELETE ON {table}", "1", _RECORDED)


def _undone_postgresql() -> Iterator[str]:
    for table in GUARDED:
        if table in UNGUARDED_BEFORE:
            yield f"DROP TRIGGER {table}_no_delete ON {table}"
            yield f"DROP FUNCTION {table}_no_delete()"
        else:
            yield _refusing(f"{table}_refuse", "true", _RECORDED)
    yield f"DROP TRIGGER {PROCEDURE}_not_again ON {PROCEDURE}"
    for name in (f"{PROCEDURE}_not_again", f"{HOLD}_no_delete", f"{DISPOSAL}_not_held", f"{DISPOSAL}_no_change"):
        yield f"DROP FUNCTION {name}() CASCADE"
