"""Which procedure is linked to which Digital-Check, within one transaction."""

from datetime import datetime

from sqlmodel import Session, col, delete, select

from infra.rows import city_of
from procurement.model import LinkedProcedure, ProcedureStage
from procurement.tables import CheckLinkRow, ProcedureRow


class CheckLinkRepository:
    """Links as seen, added and removed within one transaction.

    Args:
        session: The transaction; the caller commits it.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, slug: str, check: int, person: str, at: datetime) -> None:
        """Store that a procedure is linked to a check."""
        row = CheckLinkRow(
            city_id=str(city_of(self._session)), slug=slug, check_id=check, linked_by=person, linked_at=at
        )
        self._session.add(row)
        self._session.flush()

    def remove(self, slug: str) -> None:
        """Remove the link of a procedure."""
        self._session.execute(delete(CheckLinkRow).where(col(CheckLinkRow.slug) == slug))

    def check_of(self, slug: str) -> int | None:
        """Return the number of the check that a procedure is linked to, or None."""
        return self._session.exec(select(CheckLinkRow.check_id).where(col(CheckLinkRow.slug) == slug)).one_or_none()

    def procedures_of(self, check: int) -> tuple[LinkedProcedure, ...]:
        """Return the procedures that are linked to a check, the oldest first."""
        found = (
            select(ProcedureRow.slug, ProcedureRow.reference, ProcedureRow.stage)
            .join(CheckLinkRow, col(CheckLinkRow.slug) == col(ProcedureRow.slug))
            .where(col(CheckLinkRow.check_id) == check, col(CheckLinkRow.city_id) == col(ProcedureRow.city_id))
            .order_by(col(ProcedureRow.id))
        )
        return tuple(
            LinkedProcedure(slug=slug, reference=reference, stage=ProcedureStage(stage))
            for slug, reference, stage in self._session.exec(found)
        )
