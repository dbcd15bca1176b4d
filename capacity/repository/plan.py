"""The plan of the queue, within one transaction."""

from collections.abc import Sequence
from datetime import date

from pydantic import TypeAdapter
from sqlalchemy import delete, func, select
from sqlmodel import Session, col

from capacity.model import PlannedRequest, QuarterFit, QueuePlan
from capacity.tables.plan import PlanBasisRow, PlannedRequestRow, QueuePlanRow
from core.listing import Page
from infra.rows import add_many, city_of

_PLAN, _ENTRY = TypeAdapter(QueuePlan), TypeAdapter(PlannedRequest)
_FITS = TypeAdapter(tuple[QuarterFit, ...])


class PlanRepository:
    """The plan of a city as it was made last.

    Args:
        session: The transaction; the caller commits it.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def put(self, plan: QueuePlan, entries: Sequence[PlannedRequest]) -> None:
        """Store a plan instead of the one before.

        Args:
            plan: The plan.
            entries: Its requests in the order of ranks.
        """
        self._session.execute(delete(PlannedRequestRow))
        self._session.execute(delete(QueuePlanRow))
        row = {"made_at": plan.made_at, "document": _PLAN.dump_json(plan).decode()}
        add_many(self._session, QueuePlanRow, [row])
        rows = (
            {
                "request_id": one.request,
                "place": place,
                "kind": one.kind,
                "starts": one.start,
                "document": _ENTRY.dump_json(one).decode(),
            }
            for place, one in enumerate(entries)
        )
        add_many(self._session, PlannedRequestRow, rows)

    def put_basis(self, document: str, fits: tuple[QuarterFit, ...]) -> None:
        """Store what the plan was made of, and what could still begin in the next quarters."""
        self._session.execute(delete(PlanBasisRow))
        add_many(self._session, PlanBasisRow, [{"document": document, "fits": _FITS.dump_json(fits).decode()}])

    def basis(self) -> str | None:
        """Return what the plan was made of; None where none was made yet."""
        wanted = select(col(PlanBasisRow.document)).where(col(PlanBasisRow.city_id) == city_of(self._session))
        return self._session.execute(wanted).scalar()

    def fits(self) -> tuple[QuarterFit, ...]:
        """Return what could still begin in the next quarters; nothing where no plan was made yet."""
        wanted = select(col(PlanBasisRow.fits)).where(col(PlanBasisRow.city_id) == city_of(self._session))
        text = self._session.execute(wanted).scalar()
        return () if text is None else _FITS.validate_json(text)

    def find(self) -> QueuePlan | None:
        """Return the plan; None where none was made yet."""
        wanted = select(col(QueuePlanRow.document)).where(col(QueuePlanRow.city_id) == city_of(self._session))
        text = self._session.execute(wanted).scalar()
        return None if text is None else _PLAN.validate_json(text)

    def entry(self, request: int) -> PlannedRequest | None:
        """Return a request in the plan; None where it is not in it."""
        wanted = select(PlannedRequestRow).where(col(PlannedRequestRow.request_id) == request)
        row = self._session.execute(wanted).scalar_one_or_none()
        return None if row is None else _ENTRY.validate_json(row.document)

    def starts(self) -> dict[int, date]:
        """Return where requests begin, by number."""
        wanted = select(col(PlannedRequestRow.request_id), col(PlannedRequestRow.starts))
        return {number: day for number, day in self._session.execute(wanted) if day is not None}

    def starts_before(self) -> dict[int, date]:
        """Return where requests began in the plan that this one is compared with, by number."""
        rows = self._session.execute(select(col(PlannedRequestRow.document))).scalars()
        entries = map(_ENTRY.validate_json, rows)
        return {one.request: one.before for one in entries if one.before is not None}

    def page(self, *, page: int, size: int) -> Page[PlannedRequest]:
        """Return one page of the plan: what has no place first, then by start, then in the order of ranks."""
        starts, place = col(PlannedRequestRow.starts), col(PlannedRequestRow.place)
        ordered = select(PlannedRequestRow).order_by(starts.is_not(None), starts, place)
        wanted = ordered.limit(size).offset((page - 1) * size)
        rows = self._session.execute(wanted).scalars()
        total = self._session.execute(select(func.count()).select_from(PlannedRequestRow)).scalar_one()
        return Page(items=tuple(_ENTRY.validate_json(row.document) for row in rows), page=page, size=size, total=total)
