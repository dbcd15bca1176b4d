"""Gathering what the plan of the queue is made of."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date

from capacity.model import BudgetLine, CapacityRequest, RequestPriority, RequestStage
from capacity.planning.queue_problem import QueuedRequest
from capacity.repository import CapacityRepository, PlaceRepository, PriorityRepository, RequestSearch
from capacity.rules.form import (
    ACCOUNT,
    BINDING,
    BUDGET_STATE,
    BUDGET_YEAR,
    DEZERNAT,
    DUE,
    MIP,
    OCCASION,
    WISHED,
    depends_on,
)
from capacity.rules.gates import budget_of, expected_from
from capacity.services.ranking import ranked_numbers
from capacity.services.shared import FORM, efforts_of
from capacity.services.standing import slot_of
from core.german import read_day
from infra.transactions import Reading

_FIRST = (
    RequestStage.IN_UMSETZUNG,
    RequestStage.EINGEPLANT,
    RequestStage.FREIGEGEBEN,
    RequestStage.VORBEHALT,
    RequestStage.BLOCKIERT,
)
"""Stages whose requests are planned before those that wait for the decision, in this order."""

_FULL_WEIGHT, _TENTHS = 100, 10


def queued_numbers(reading: Reading) -> list[int]:
    """Return the numbers of all requests to be planned: what is decided first, then by rank."""
    search, ranks = RequestSearch(reading.session), PriorityRepository(reading.session)
    decided = [number for stage in _FIRST for number in search.in_stage(stage)]
    total = ranks.count_by_index() + len(ranks.set_ranks())
    ranked, _, _ = ranked_numbers(ranks, 1, total)
    return [*decided, *ranked.values()]


def queued(reading: Reading, numbers: list[int]) -> Iterator[tuple[int, QueuedRequest | None]]:
    """Yield requests as they are planned, by number; None where nobody has estimated their effort."""
    repository, places = CapacityRepository(reading.session), PlaceRepository(reading.session).weeks()
    priorities = PriorityRepository(reading.session)
    for number in numbers:
        request = repository.find(number)
        if request is not None:
            queued = _queued(reading, request, places.get(number, ()))
            yield number, queued and replace(queued, weight=_weight(priorities.find(number)))


def unfinished(reading: Reading, requests: Collection[QueuedRequest]) -> frozenset[int]:
    """Return the numbers that requests wait for and that are neither among them nor finished: they cannot begin."""
    repository = CapacityRepository(reading.session)
    named = {number for one in requests for number in one.depends_on} - {one.number for one in requests}
    found = (repository.find(number) for number in sorted(named))
    return frozenset(one.number for one in found if one and one.stage is not RequestStage.ABGESCHLOSSEN)


def _queued(reading: Reading, request: CapacityRequest, held: tuple[date, ...]) -> QueuedRequest | None:
    values = {name: one.value for name, one in FORM.values(reading, FORM.record(str(request.number))).items()}
    efforts = tuple(one for one in efforts_of(request, values) if one.days_to)
    if not efforts:
        return None
    return QueuedRequest(
        number=request.number,
        efforts=efforts,
        slot=slot_of(request),
        not_before=expected_from(budget_of(values[BUDGET_YEAR], values[BUDGET_STATE])),
        held=held,
        due=read_day(values[DUE]) if values[OCCASION] == WISHED else None,
        budget=BudgetLine(dezernat=values[DEZERNAT].strip(), account=values[ACCOUNT].strip(), mip=values[MIP].strip()),
        deadline=read_day(values[DUE]) if values[OCCASION] in BINDING else None,
        depends_on=() if request.stage is RequestStage.IN_UMSETZUNG else depends_on(values),
    )


def _weight(priority: RequestPriority | None) -> int:
    """Return what a week costs: points of the ranking; what is decided, or stands before all others, has all points."""
    if priority is None or priority.tier:
        return _FULL_WEIGHT
    return max(1, (priority.score_tenths + priority.ageing_tenths) // _TENTHS)
