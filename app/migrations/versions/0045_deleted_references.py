"""The number of a deleted file is not given again to an evaluation either.

Revision ID: 0045
Revises: 0044
Create Date: 2026-11-23 16:10:00
"""

from alembic import op

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None

TABLE = "procurement_evaluation"
TRIGGER = f"{TABLE}_not_again"

_WAS_DELETED = (
    "EXISTS (SELECT 1 FROM procurement_disposal d WHERE d.city_id = NEW.city_id AND d.reference = NEW.reference)"
)
_GONE = "what was deleted does not come back"


def upgrade() -> None:
    """Apply the change. What was stored meanwhile under such a number stays: it may count."""
    for event in ("insert", "update"):
        when = "INSERT" if event == "insert" else "UPDATE OF reference"
        for statement in _statements(f"{TRIGGER}_{event}", f"BEFORE {when} ON {TABLE}"):
            op.execute(statement)


def downgrade() -> None:
    """Take the change back."""
    is_sqlite = op.get_context().dialect.name == "sqlite"
    for event in ("insert", "update"):
        op.execute(f"DROP TRIGGER {TRIGGER}_{event}{'' if is_sqlite else f' ON {TABLE}'}")
        if not is_sqlite:
            op.execute(f"DROP FUNCTION {TRIGGER}_{event}()")


def _statements(name: str, event: str) -> tuple[str, ...]:
    if op.get_context().dialect.name == "sqlite":
        return (f"CREATE TRIGGER {name} {event} WHEN {_WAS_DELETED} BEGIN SELECT RAISE(ABORT, '{_GONE}'); END",)
    body = f"IF {_WAS_DELETED} THEN RAISE EXCEPTION '{_GONE}'; END IF; RETURN NEW;"
    return (
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$",
        f"CREATE TRIGGER {name} {event} FOR EACH ROW EXECUTE FUNCTION {name}()",
    )
