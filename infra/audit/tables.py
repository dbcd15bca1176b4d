"""Table of the audit log. Only the repository names it; the database itself refuses to change it (migration 0004)."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, Text
from sqlmodel import Field

from infra.rows import CityOwned

HASH_LENGTH = 64


class AuditRow(CityOwned, table=True):
    """One entry. The columns besides ``body`` serve the search; verification compares them with the body."""

    __tablename__ = "audit_entry"
    __table_args__ = (
        CheckConstraint("sequence > 0", name="ck_audit_entry_sequence"),
        CheckConstraint(
            f"length(hash) = {HASH_LENGTH} AND length(previous) = {HASH_LENGTH}", name="ck_audit_entry_hashes"
        ),
        Index("ix_audit_entry_subject", "city_id", "subject_kind", "subject_id", "sequence"),
        Index("ix_audit_entry_event", "city_id", "event", "sequence"),
        Index("ix_audit_entry_actor", "city_id", "actor", "sequence"),
        Index("ix_audit_entry_at", "city_id", "at", "sequence"),
    )

    city_id: str = Field(foreign_key="identity_city.id", primary_key=True, max_length=40)
    sequence: int = Field(primary_key=True)
    at: datetime
    actor: str = Field(max_length=40)
    event: str = Field(max_length=40)
    subject_kind: str = Field(max_length=40)
    subject_id: str = Field(max_length=200)
    body: str = Field(sa_type=Text)
    previous: str = Field(max_length=HASH_LENGTH)
    hash: str = Field(max_length=HASH_LENGTH)
