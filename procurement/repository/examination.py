"""What was found about bids, and exchanges with bidders, within one transaction."""

from dataclasses import fields

from sqlalchemy import func, select
from sqlmodel import Session, col

from infra.rows import city_of
from procurement.model import Check, Inquiry, InquiryOutcome
from procurement.tables import CheckRow, InquiryRow


class ExaminationRepository:
    """Checks and inquiries as seen and changed within one transaction. Whoever writes holds the procedure's row.

    Args:
        session: The transaction; the caller commits it.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def checks(self, slug: str) -> tuple[Check, ...]:
        """Return everything that was found about the bids of a procedure."""
        rows = self._session.execute(select(CheckRow).where(col(CheckRow.slug) == slug)).scalars()
        return tuple(Check(**{name.name: getattr(row, name.name) for name in fields(Check)}) for row in rows)

    def put_check(self, slug: str, check: Check) -> None:
        """Store what was found; the caller has compared versions in the same transaction."""
        values = {name.name: getattr(check, name.name) for name in fields(check)}
        self._session.merge(CheckRow.model_validate({"city_id": city_of(self._session), "slug": slug, **values}))
        self._session.flush()

    def inquiries(self, slug: str) -> tuple[Inquiry, ...]:
        """Return the inquiries of a procedure in the order of their numbers."""
        found = select(InquiryRow).where(col(InquiryRow.slug) == slug).order_by(col(InquiryRow.number))
        rows = self._session.execute(found).scalars()
        return tuple(Inquiry(**{name.name: getattr(row, name.name) for name in fields(Inquiry)}) for row in rows)

    def put_inquiry(self, slug: str, inquiry: Inquiry) -> None:
        """Store an inquiry; the caller has compared versions in the same transaction."""
        values = {name.name: getattr(inquiry, name.name) for name in fields(inquiry)}
        self._session.merge(InquiryRow.model_validate({"city_id": city_of(self._session), "slug": slug, **values}))
        self._session.flush()

    def next_inquiry(self, slug: str) -> int:
        """Return the number that the next inquiry gets."""
        last = select(func.max(col(InquiryRow.number))).where(col(InquiryRow.slug) == slug)
        return int(self._session.execute(last).scalar_one() or 0) + 1

    def open_inquiries(self, slug: str, publication: int, bid_round: int) -> int:
        """Return how many inquiries of a round wait for an answer."""
        here = (
            col(InquiryRow.slug) == slug,
            col(InquiryRow.publication) == publication,
            col(InquiryRow.round) == bid_round,
            col(InquiryRow.outcome) == InquiryOutcome.OPEN,
        )
        return int(self._session.execute(select(func.count()).select_from(InquiryRow).where(*here)).scalar_one())
