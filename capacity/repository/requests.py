"""Requests for capacity within one transaction."""

from collections.abc import Collection
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import delete, select, update
from sqlmodel import Session, col

from capacity.errors import RequestNotFoundError
from capacity.model import CapacityRequest, Demand, RequestedEffort, RequestStage
from capacity.rules.words import folded, words_of
from capacity.tables.requests import (
    CapacityRequestRow,
    RequestDependencyRow,
    RequestedEffortRow,
    RequestStandingRow,
    RequestTextRow,
)
from core.errors import VersionConflictError
from infra.rows import add_many, city_of

_COSTS = ("cost_once_eur", "cost_yearly_eur", "cost_total_eur")
_STANDING = ("stage", "created_at", "proposed_by", "window_from", "resubmit_on", "merged_into")
_SEARCHED = 200
_PLAIN = ("state", "since", "until", "reason", "decided_by", "decided_at", "handed_in_by", "changed_at", "version")


class CapacityRepository:
    """Requests as seen and changed within one transaction.

    Args:
        session: The transaction; the caller commits it.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, request: CapacityRequest) -> int:
        """Store a new request and return its number."""
        row = CapacityRequestRow.model_validate({"city_id": city_of(self._session), **_values(request)})
        self._session.add(row)
        self._session.flush()
        number = int(row.id or 0)
        self._put_efforts(number, request.demand.efforts)
        standing = {"city_id": city_of(self._session), "request_id": number, **_standing(request)}
        self._session.add(RequestStandingRow.model_validate(standing))
        self._session.flush()
        return number

    def find(self, number: int) -> CapacityRequest | None:
        """Return a request, or None."""
        wanted = REQUESTS.where(col(CapacityRequestRow.id) == number)
        row = self._session.execute(wanted).one_or_none()
        return None if row is None else request_of(row[0], row[1], self._efforts(number))

    def titles(self, numbers: Collection[int]) -> dict[int, str]:
        """Return the titles of requests by number."""
        wanted = select(col(CapacityRequestRow.id), col(CapacityRequestRow.title))
        rows = self._session.execute(wanted.where(col(CapacityRequestRow.id).in_(numbers)))
        return {int(number): title for number, title in rows}

    def slots(self, stages: Collection[RequestStage]) -> dict[int, tuple[date, date]]:
        """Return first and last days of the slots that requests in some stages have, by number."""
        first, last = col(RequestStandingRow.window_from), col(CapacityRequestRow.until)
        same = col(RequestStandingRow.request_id) == col(CapacityRequestRow.id)
        wanted = select(col(CapacityRequestRow.id), first, last).join(RequestStandingRow, same)
        booked = (col(RequestStandingRow.stage).in_(sorted(stages)), first.is_not(None), last.is_not(None))
        return {int(number): (begin, end) for number, begin, end in self._session.execute(wanted.where(*booked))}

    def save(self, request: CapacityRequest, seen: int) -> None:
        """Store a request as it became.

        Args:
            request: With its new version.
            seen: Its version when it was read.

        Raises:
            RequestNotFoundError: There is none of this number.
            VersionConflictError: Somebody else has changed it.
        """
        here = col(CapacityRequestRow.id) == request.number
        change = update(CapacityRequestRow).where(here, col(CapacityRequestRow.version) == seen)
        changed = self._session.execute(change.values(**_values(request)).execution_options(synchronize_session=False))
        if changed.rowcount != 1:  # type: ignore[attr-defined]  # a cursor's result
            now = self._session.execute(select(col(CapacityRequestRow.version)).where(here)).scalar_one_or_none()
            if now is None:
                raise RequestNotFoundError
            raise VersionConflictError(now)
        self._session.execute(delete(RequestedEffortRow).where(col(RequestedEffortRow.request_id) == request.number))
        self._put_efforts(request.number, request.demand.efforts)
        stands = update(RequestStandingRow).where(col(RequestStandingRow.request_id) == request.number)
        self._session.execute(stands.values(**_standing(request)).execution_options(synchronize_session=False))

    def put_words(self, number: int, text: str) -> None:
        """Store the words by which a request is found to be like another."""
        self._session.execute(delete(RequestTextRow).where(col(RequestTextRow.request_id) == number))
        add_many(self._session, RequestTextRow, [{"request_id": number, "words": " ".join(words_of(text))}])

    def depends_on(self, number: int) -> tuple[int, ...]:
        """Return the numbers of the requests that must be finished before."""
        wanted = select(col(RequestDependencyRow.on_request_id))
        found = self._session.execute(wanted.where(col(RequestDependencyRow.request_id) == number)).scalars()
        return tuple(sorted(found))

    def put_dependencies(self, number: int, others: Collection[int]) -> None:
        """Store which requests must be finished before; unknown numbers and the request itself are left out."""
        self._session.execute(delete(RequestDependencyRow).where(col(RequestDependencyRow.request_id) == number))
        asked = [one for one in others if one != number]
        known = select(col(CapacityRequestRow.id)).where(col(CapacityRequestRow.id).in_(asked))
        rows = ({"request_id": number, "on_request_id": one} for one in self._session.execute(known).scalars())
        add_many(self._session, RequestDependencyRow, rows)

    def _efforts(self, number: int) -> tuple[RequestedEffort, ...]:
        of_it = select(RequestedEffortRow).where(col(RequestedEffortRow.request_id) == number)
        rows = self._session.execute(of_it.order_by(col(RequestedEffortRow.number))).scalars()
        return tuple(
            RequestedEffort(
                role=row.role, quarter=row.quarter, days_from=Decimal(row.days_from), days_to=Decimal(row.days_to)
            )
            for row in rows
        )

    def _put_efforts(self, number: int, efforts: tuple[RequestedEffort, ...]) -> None:
        rows = (
            {
                "request_id": number,
                "number": place,
                "role": one.role,
                "quarter": one.quarter,
                "days_from": format(one.days_from, "f"),
                "days_to": format(one.days_to, "f"),
            }
            for place, one in enumerate(efforts, 1)
        )
        add_many(self._session, RequestedEffortRow, rows)


def _values(request: CapacityRequest) -> dict[str, Any]:
    demand = request.demand
    costs = {name: getattr(demand, name) for name in _COSTS}
    return {
        "office_id": demand.office,
        "title": demand.title,
        "begins": demand.begins,
        "go_live": demand.go_live,
        **{name: None if value is None else format(value, "f") for name, value in costs.items()},
        **{name: getattr(request, name) for name in _PLAIN},
    }


def _standing(request: CapacityRequest) -> dict[str, Any]:
    found = {name: getattr(request, name) for name in _STANDING}
    text = folded(f"{request.demand.title} {request.number or ''}")[:_SEARCHED]
    return {**found, "created_at": request.created_at or request.changed_at, "search_text": text}


def request_of(
    row: CapacityRequestRow, standing: RequestStandingRow, efforts: tuple[RequestedEffort, ...]
) -> CapacityRequest:
    """Return a request as it is stored."""
    costs = {name: getattr(row, name) for name in _COSTS}
    demand = Demand(
        title=row.title,
        office=row.office_id,
        efforts=efforts,
        begins=row.begins,
        go_live=row.go_live,
        **{name: None if value is None else Decimal(value) for name, value in costs.items()},
    )
    stands = {name: getattr(standing, name) for name in _STANDING}
    plain = {name: getattr(row, name) for name in _PLAIN}
    return CapacityRequest(number=int(row.id or 0), demand=demand, **plain, **stands)


REQUESTS = (
    select(CapacityRequestRow, RequestStandingRow)
    .join(RequestStandingRow, col(RequestStandingRow.request_id) == col(CapacityRequestRow.id))
    .execution_options(populate_existing=True)
)
"""Requests with where they stand."""
