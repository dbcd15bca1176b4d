"""Is the database still refusing to change the audit log? Asked of the database itself; made by migration 0004."""

from sqlalchemy import text
from sqlmodel import Session

_GUARDS = {
    "sqlite": (
        {"audit_entry_no_update", "audit_entry_no_delete", "audit_entry_no_replace"},
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit_entry'",
    ),
    "postgresql": (
        {"audit_entry_no_change", "audit_entry_no_truncate"},
        # Enabled for sessions of every kind; a disabled one stays in the catalogue.
        "SELECT tgname FROM pg_trigger WHERE tgrelid = 'audit_entry'::regclass AND tgenabled IN ('O', 'A')",
    ),
}


def missing_guards(session: Session) -> list[str]:
    """Return the names of the triggers that should refuse changes of the log and are gone or switched off."""
    expected, question = _GUARDS[session.get_bind().dialect.name]
    return sorted(expected - set(session.execute(text(question)).scalars()))
