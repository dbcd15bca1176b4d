"""Corrected prices within one transaction."""

from dataclasses import fields
from datetime import datetime

from sqlalchemy import select, update
from sqlmodel import Session, col

from infra.rows import city_of
from procurement.model import PriceCorrectionRequest
from procurement.tables import PriceCorrectionRow


class PriceCorrectionRepository:
    """Corrections as seen and changed within one transaction. Whoever writes holds the procedure's row.

    Args:
        session: The transaction; the caller commits it.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, slug: str, request: PriceCorrectionRequest) -> None:
        """Store a request that nobody decided yet."""
        values = {name.name: getattr(request, name.name) for name in fields(request)}
        row = {"city_id": city_of(self._session), "slug": slug, **values}
        self._session.add(PriceCorrectionRow.model_validate(row))
        self._session.flush()

    def decide(
        self, slug: str, request: PriceCorrectionRequest, person: str, at: datetime, *, is_accepted: bool
    ) -> None:
        """Store what another person decided about a request that is open."""
        here = (
            col(PriceCorrectionRow.slug) == slug,
            col(PriceCorrectionRow.bid) == request.bid,
            col(PriceCorrectionRow.number) == request.number,
            col(PriceCorrectionRow.is_accepted).is_(None),
        )
        change = update(PriceCorrectionRow).where(*here)
        self._session.execute(change.values(decided_by=person, decided_at=at, is_accepted=is_accepted))

    def last(self, slug: str) -> dict[str, PriceCorrectionRequest]:
        """Return the last request about each bid of a procedure, by the id of the bid."""
        order = (col(PriceCorrectionRow.bid), col(PriceCorrectionRow.number))
        found = select(PriceCorrectionRow).where(col(PriceCorrectionRow.slug) == slug).order_by(*order)
        rows = self._session.execute(found.execution_options(populate_existing=True)).scalars()
        names = [name.name for name in fields(PriceCorrectionRequest)]
        return {row.bid: PriceCorrectionRequest(**{name: getattr(row, name) for name in names}) for row in rows}
