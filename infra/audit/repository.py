"""The audit log within one transaction: append, read; nothing else."""

from collections.abc import Mapping
from datetime import datetime

from sqlmodel import Session, col, select

from infra.audit.chain import GENESIS, body_of, chained
from infra.audit.model import Event, Subject
from infra.audit.tables import AuditRow
from infra.rows import city_of


class AuditRepository:
    """The chain of the city that the session is open for.

    Args:
        session: The transaction; the caller commits it.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def append(
        self, event: Event, subject: Subject, details: Mapping[str, object], *, actor: str, at: datetime
    ) -> None:
        """Write the next entry. Writers come one after another, so the last entry stays the last until the commit."""
        city = city_of(self._session)
        if city is None:
            raise ValueError("an entry belongs to a city")
        sequence, previous = self._head()
        body = body_of(
            city=city, sequence=sequence + 1, at=at, actor=actor, event=event, subject=subject, details=details
        )
        self._session.add(
            AuditRow(
                city_id=city,
                sequence=sequence + 1,
                at=at,
                actor=actor,
                event=event.value,
                subject_kind=subject.kind,
                subject_id=subject.id,
                body=body,
                previous=previous,
                hash=chained(previous, body),
            )
        )
        self._session.flush()

    def _head(self) -> tuple[int, str]:
        last = select(AuditRow.sequence, AuditRow.hash).order_by(col(AuditRow.sequence).desc()).limit(1)
        row = self._session.exec(last).first()
        return (0, GENESIS) if row is None else (row[0], row[1])
