"""Letters about an annulment: one more kind of letter. What letters are stored stays, and what refuses to change them.

Revision ID: 0054
Revises: 0053
Create Date: 2026-11-23 20:30:00
"""

from collections.abc import Iterator

from alembic import op
from sqlalchemy import text

revision = "0054"
down_revision = "0053"
branch_labels = None
depends_on = None

LETTER, CHECK = "procurement_award_letter", "ck_procurement_award_letter_kind"
BEFORE = ("before-award", "after-award", "on-request")
AFTER = (*BEFORE, "annulment")


def upgrade() -> None:
    """Apply the change."""
    _change(BEFORE, AFTER)


def downgrade() -> None:
    """Take the change back; letters about an annulment are lost."""
    _change(AFTER, BEFORE)


def _change(before: tuple[str, ...], after: tuple[str, ...]) -> None:
    is_sqlite = op.get_context().dialect.name == "sqlite"
    for statement in _sqlite(before, after) if is_sqlite else _postgresql(after):
        op.execute(statement)


def _postgresql(after: tuple[str, ...]) -> Iterator[str]:
    yield f"ALTER TABLE {LETTER} DROP CONSTRAINT {CHECK}"
    if after == BEFORE:
        yield f"ALTER TABLE {LETTER} DISABLE TRIGGER USER"
        yield f"DELETE FROM {LETTER} WHERE NOT ({_is_one_of(after)})"  # noqa: S608 - names from this file
        yield f"ALTER TABLE {LETTER} ENABLE TRIGGER USER"
    yield f"ALTER TABLE {LETTER} ADD CONSTRAINT {CHECK} CHECK ({_is_one_of(after)})"


def _sqlite(before: tuple[str, ...], after: tuple[str, ...]) -> Iterator[str]:
    """Yield what builds the table anew from its own text: with all its checks, and then all its triggers."""
    stored = op.get_bind().execute(
        text("SELECT type, sql FROM sqlite_master WHERE tbl_name = :table AND sql IS NOT NULL"), {"table": LETTER}
    )
    texts = [(row.type, row.sql) for row in stored]
    (table,) = [sql for kind, sql in texts if kind == "table"]
    old, new = _is_one_of(before), _is_one_of(after)
    if table.count(old) != 1:
        raise RuntimeError(f"{LETTER} does not have the check that is to be changed")
    yield table.replace(old, new).replace(LETTER, f"{LETTER}_new", 1)
    yield f"INSERT INTO {LETTER}_new SELECT * FROM {LETTER} WHERE {new}"  # noqa: S608 - names from this file
    yield f"DROP TABLE {LETTER}"
    yield f"ALTER TABLE {LETTER}_new RENAME TO {LETTER}"
    yield from (sql for kind, sql in texts if kind != "table")


def _is_one_of(kinds: tuple[str, ...]) -> str:
    return f"kind IN ({', '.join(repr(one) for one in kinds)})"
