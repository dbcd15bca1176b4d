"""Requests that wait for the decision, made straight through the services."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

from sqlalchemy import event

from app.house import House
from capacity.model import CapacityRequest, CapacityState, Demand, RequestedEffort, RequestStage
from capacity.repository import CapacityRepository
from capacity.services.prioritising import keep_priority
from capacity.tables.priority import PriorityRow
from capacity.tables.requests import CapacityRequestRow, RequestStandingRow
from infra.clock import official_day
from infra.parameters import load_parameters
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.rows import add_many

FIRST_OF_MANY = 1_000


def proposed(
    house: House,
    who: Actor,
    title: str,
    days: str = "10",
    *,
    stage: RequestStage = RequestStage.PRIORISIERT,
    quarter: str = "2027-Q1",
) -> int:
    """Store a request that was put before the Digitaldezernat, with its priority, and return its number."""
    with house.transactions.write(who, Action.WRITE_REQUEST) as writing:
        effort = RequestedEffort(role="Projektleitung", quarter=quarter, days_from=Decimal(1), days_to=Decimal(days))
        request = CapacityRequest(
            number=0,
            demand=Demand(title=title, office=str(who.office), efforts=(effort,)),
            state=CapacityState.TEILWEISE,
            stage=stage,
            since=official_day(writing.now),
            handed_in_by=str(who.person),
            changed_at=writing.now,
        )
        request = replace(request, number=CapacityRepository(writing.session).add(request))
        keep_priority(writing, request, load_parameters("capacity"))
        return request.number


def many(house: House, who: Actor, count: int) -> None:
    """Store many requests that wait for the decision straight in the tables, each with a higher index than the last."""
    with house.transactions.database.write(who.city) as session:
        day = datetime(2026, 11, 23, tzinfo=UTC)
        numbers = range(FIRST_OF_MANY, FIRST_OF_MANY + count)
        request: dict[str, object] = {"office_id": who.office, "state": "teilweise", "since": day.date(), "reason": ""}
        request |= {"handed_in_by": who.person, "changed_at": day, "version": 1}
        add_many(session, CapacityRequestRow, ({"id": one, "title": f"Vorhaben {one}", **request} for one in numbers))
        stands = {"stage": "priorisiert", "created_at": day, "search_text": ""}
        add_many(session, RequestStandingRow, ({"request_id": one, **stands} for one in numbers))
        factors: dict[str, object] = {
            "is_proposed": True,
            "score_tenths": 300,
            "known_percent": 0,
            "waited_days": 0,
            "ageing_tenths": 0,
        }
        factors |= {"is_protected": False, "closeness_milli": 1_000, "as_of": day.date(), "tier": 0}
        rows = (
            {"request_id": one, **factors, "effort_centi": one, "drive": 10**9 // one, "value": 300 * (10**9 // one)}
            for one in numbers
        )
        add_many(session, PriorityRow, rows)


@contextmanager
def counted(house: House, statements: list[str]) -> Iterator[None]:
    """Write down the statements that the database gets meanwhile."""

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        statements.append(statement)

    event.listen(house.transactions.database.engine, "before_cursor_execute", note)
    try:
        yield
    finally:
        event.remove(house.transactions.database.engine, "before_cursor_execute", note)
