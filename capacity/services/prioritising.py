"""Keeping the priority of requests: computed where something changes, and anew every morning."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from typing import Any

from capacity.model import Assessment, CapacityRequest, RequestedEffort, RequestStage, UrgencyClass
from capacity.repository import CapacityRepository, PriorityRepository, RequestSearch, SupplyRepository
from capacity.rules.form import DUE
from capacity.rules.priority.criteria import anchors_in
from capacity.rules.priority.factors import assessed, priority_figures
from capacity.rules.priority.supply import UrgentShare, bottleneck_shares, plannable
from capacity.rules.role_weeks import Cell
from capacity.services.role_weeks import RoleWeeks, weeks_ahead
from capacity.services.shared import FORM, efforts_of
from core.german import read_day
from core.parameters import ParameterSet
from infra.clock import official_day
from infra.jobs.context import JobContext
from infra.jobs.kinds import JobKind, Payload
from infra.policy.table import Action
from infra.transactions import Reading, Writing

KIND = "rank-requests"
PROMISED = (RequestStage.FREIGEGEBEN, RequestStage.EINGEPLANT, RequestStage.BLOCKIERT, RequestStage.IN_UMSETZUNG)
"""Stages whose person-days are given away already."""

RANKED = (RequestStage.BEWERTUNG, RequestStage.PRIORISIERT)
"""Stages whose requests have a priority; a rank takes only what was put before the Digitaldezernat."""

_TOGETHER = 200
_WITHOUT_DATE = frozenset({"", "keiner"})


def keep_priority(writing: Writing, request: CapacityRequest, figures: ParameterSet) -> None:
    """Compute the priority of a request anew; one that waits for nothing any more has none."""
    _keep(writing, [request], figures)


def shares_now(reading: Reading, figures: ParameterSet, day: date) -> dict[str, int]:
    """Return how scarce each role is, in percent of the scarcest."""
    ahead, supply = weeks_ahead(reading, figures, day), dict[str, Decimal]()
    for (role, _), days in ahead.quarters.items():
        supply[role] = supply.get(role, Decimal(0)) + days
    asked = SupplyRepository(reading.session).asked(RANKED, PROMISED, ahead.first, ahead.last) if supply else {}
    return bottleneck_shares(asked, supply)


def left_to_plan(reading: Reading, ahead: RoleWeeks) -> dict[Cell, Decimal]:
    """Return what is left of the plannable share by role and quarter; nothing where no capacity is entered."""
    promised = SupplyRepository(reading.session).promised(PROMISED)
    return plannable(ahead.quarters, promised, ahead.plannable_percent)


def urgent_share(reading: Reading, ahead: RoleWeeks, cap_percent: int) -> UrgentShare | None:
    """Return what classes A and B ask for within the weeks ahead, waiting or promised; None without capacity.

    Args:
        reading: The transaction; the caller has asked the policy.
        ahead: What roles can give.
        cap_percent: How much of what may be planned may be urgent.
    """
    if not ahead.quarters:
        return None
    urgencies = (UrgencyClass.A, UrgencyClass.B)
    asked = SupplyRepository(reading.session).asked(
        (RequestStage.PRIORISIERT,), PROMISED, ahead.first, ahead.last, urgencies
    )
    whole = sum(plannable(ahead.quarters, (), ahead.plannable_percent).values(), Decimal(0))
    return UrgentShare(asked=sum(asked.values(), Decimal(0)), plannable=whole, cap_percent=cap_percent)


@dataclass(frozen=True, slots=True, kw_only=True)
class Prioritising:
    """Computes all priorities of a city every morning: waiting counts, and dates come nearer.

    Args:
        figures: Weights and limits.
    """

    figures: ParameterSet

    def kind(self) -> JobKind:
        """Return the kind of its jobs."""
        return JobKind(name=KIND, action=Action.RUN_CLOCKS, work=self.work, daily_at=time(4, 30))

    def work(self, context: JobContext, _payload: Payload) -> Mapping[str, Any]:
        """Compute them, many in one transaction. Doing so twice changes nothing."""
        with context.read(Action.RUN_CLOCKS) as reading:
            search = RequestSearch(reading.session)
            numbers = [number for stage in RANKED for number in search.in_stage(stage)]
        for begun in range(0, len(numbers), _TOGETHER):
            context.progress(begun, len(numbers))
            with context.write(Action.RUN_CLOCKS) as writing:
                repository = CapacityRepository(writing.session)
                found = (repository.find(one) for one in numbers[begun : begun + _TOGETHER])
                _keep(writing, [one for one in found if one is not None], self.figures)
        return {"ranked": len(numbers)}


def _keep(writing: Writing, requests: Sequence[CapacityRequest], figures: ParameterSet) -> None:
    repository, day = PriorityRepository(writing.session), official_day(writing.now)
    ranked = [one for one in requests if one.stage in RANKED]
    for request in requests:
        if request.stage is not RequestStage.PRIORISIERT:
            repository.drop(request.number)
    if not ranked:
        return
    weights, shares = priority_figures(figures, day), shares_now(writing, figures, day)
    for request in ranked:
        priority = assessed(_assessment(writing, request), weights, shares, day)
        repository.put(request.number, priority, is_proposed=request.stage is RequestStage.PRIORISIERT)


def _assessment(reading: Reading, request: CapacityRequest) -> Assessment:
    values = {name: one.value for name, one in FORM.values(reading, FORM.record(str(request.number))).items()}
    urgency = values["klasse"]
    return Assessment(
        anchors=anchors_in(values),
        urgency=UrgencyClass(urgency) if urgency in set(UrgencyClass) else None,
        waits_since=request.since,
        due=_due(request, values),
        days_by_role=_days(efforts_of(request, values)),
    )


def _due(request: CapacityRequest, values: Mapping[str, str]) -> date | None:
    """Return the day it is needed: of the form, else the start of operation that a Digital-Check names."""
    return request.demand.go_live if values["anlass"] in _WITHOUT_DATE else read_day(values[DUE])


def _days(efforts: Sequence[RequestedEffort]) -> dict[str, Decimal]:
    roles: Iterator[str] = (one.role for one in efforts)
    found = dict.fromkeys(roles, Decimal(0))
    for one in efforts:
        found[one.role] += one.days_to
    return found
