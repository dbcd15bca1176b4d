"""Requests that wait for the decision, made straight through the services."""

from dataclasses import replace
from decimal import Decimal

from app.house import House
from capacity.model import CapacityRequest, CapacityState, Demand, RequestedEffort, RequestStage
from capacity.repository import CapacityRepository
from capacity.services.prioritising import keep_priority
from infra.clock import official_day
from infra.parameters import load_parameters
from infra.policy.model import Actor
from infra.policy.table import Action


def proposed(
    house: House, who: Actor, title: str, days: str = "10", *, stage: RequestStage = RequestStage.PRIORISIERT
) -> int:
    """Store a request that was put before the Digitaldezernat, with its priority, and return its number."""
    with house.transactions.write(who, Action.WRITE_REQUEST) as writing:
        effort = RequestedEffort(role="Projektleitung", quarter="2027-Q1", days_from=Decimal(1), days_to=Decimal(days))
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
