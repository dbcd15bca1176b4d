"""Format ``pruefstand/capacity/1``: roles with their weekly capacity, and the requests to be planned."""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, TypeAdapter

from core.errors import Fault, InputError, pointer
from core.validated import MAXIMUM_LISTED_FAULTS, validated
from scoring.fields import Format, Identifier, Name

FORMAT = "pruefstand/capacity/1"
LONGEST_HORIZON = 520
_MOST_REQUESTS, _MOST_PHASES, _MOST_ROLES = 5_000, 20, 40

Quantity = Annotated[int, Field(ge=0, le=1_000_000)]
Factor = Annotated[int, Field(ge=0, le=1_000)]
Week = Annotated[int, Field(ge=0, le=10_000)]


class Objective(Format):
    """What a late week costs. Everything is multiplied by the weight of the request."""

    completion_factor: Factor
    late_due_factor: Factor
    late_deadline_factor: Factor


class RoleCapacity(Format):
    """A role and what can be planned of it in each week, in quarters of a person-day."""

    id: Identifier
    name: Name
    capacity: tuple[Quantity, ...] = Field(strict=False, min_length=1, max_length=LONGEST_HORIZON)


class PhaseDemand(Format):
    """Consecutive weeks of work with the same demand in each."""

    name: Name
    duration_weeks: Annotated[int, Field(ge=1, le=LONGEST_HORIZON)]
    demand_per_week: dict[Identifier, Quantity]


class DemandRequest(Format):
    """An IT-Anforderung as planning sees it."""

    id: Identifier
    received: Annotated[int, Field(ge=0, le=10**12)] = Field(description="Order of receipt; breaks ties.")
    size: Annotated[str, StringConstraints(max_length=20)] | None = None
    weight: Annotated[int, Field(ge=0, le=10_000)]
    earliest_start_week: Week = 0
    due_week: Week | None = Field(default=None, description="Wish: the first week in which it should be finished.")
    deadline_week: Week | None = Field(default=None, description="The first week in which it must be finished.")
    depends_on: tuple[Identifier, ...] = Field(default=(), strict=False, max_length=100)
    pinned_start_week: Week | None = None
    phases: tuple[PhaseDemand, ...] = Field(strict=False, min_length=1, max_length=_MOST_PHASES)


class CapacityPlanInput(Format):
    """Everything a plan is made of."""

    format: Literal["pruefstand/capacity/1"]
    start_week: Annotated[str, StringConstraints(pattern=r"^20[0-9]{2}-W(0[1-9]|[1-4][0-9]|5[0-3])$")]
    horizon_weeks: Annotated[int, Field(ge=1, le=LONGEST_HORIZON)]
    unit: Literal["quarter_person_day"]
    objective: Objective
    roles: tuple[RoleCapacity, ...] = Field(strict=False, min_length=1, max_length=_MOST_ROLES)
    requests: tuple[DemandRequest, ...] = Field(strict=False, max_length=_MOST_REQUESTS)


_INPUT = TypeAdapter(CapacityPlanInput)


def parse_input(raw: object) -> CapacityPlanInput:
    """Return the input of a plan from a JSON value.

    Raises:
        InputError: Every fault with its JSON pointer, at most 100 of them listed.
    """
    if not isinstance(raw, dict):
        raise InputError([Fault("plan_object", "")])
    given = validated(_INPUT, raw)
    faults = [*_role_faults(given), *_request_faults(given)]
    if faults:
        raise InputError(faults[:MAXIMUM_LISTED_FAULTS], omitted=max(0, len(faults) - MAXIMUM_LISTED_FAULTS))
    if circle := _circle(given):
        raise InputError([Fault("plan_circle", "/requests", properties={"ids": " → ".join(circle)})])
    return given


def _role_faults(given: CapacityPlanInput) -> Iterator[Fault]:
    seen: set[str] = set()
    for index, role in enumerate(given.roles):
        if role.id in seen:
            yield Fault("plan_id_twice", pointer("roles", index, "id"), properties={"id": role.id})
        if len(role.capacity) != given.horizon_weeks:
            found = {"weeks": str(given.horizon_weeks), "found": str(len(role.capacity))}
            yield Fault("plan_capacity_weeks", pointer("roles", index, "capacity"), properties=found)
        seen.add(role.id)


def _request_faults(given: CapacityPlanInput) -> Iterator[Fault]:
    roles, known = {role.id for role in given.roles}, {request.id for request in given.requests}
    seen: set[str] = set()
    for index, request in enumerate(given.requests):
        if request.id in seen:
            yield Fault("plan_id_twice", pointer("requests", index, "id"), properties={"id": request.id})
        seen.add(request.id)
        for place, other in enumerate(request.depends_on):
            if other not in known:
                at = pointer("requests", index, "depends_on", place)
                yield Fault("plan_request_unknown", at, properties={"id": other})
        for number, phase in enumerate(request.phases):
            for role in phase.demand_per_week.keys() - roles:
                at = pointer("requests", index, "phases", number, "demand_per_week", role)
                yield Fault("plan_role_unknown", at, properties={"id": role})


def _circle(given: CapacityPlanInput) -> list[str]:
    """Return the ids of a circle of dependencies, the first one again at its end; empty where there is none."""
    waits_for = {request.id: request.depends_on for request in given.requests}
    done: set[str] = set()
    for request in given.requests:
        path = [request.id] if request.id not in done else []
        while path:
            other = next((one for one in waits_for[path[-1]] if one not in done), None)
            if other in path:
                return [*path[path.index(str(other)) :], str(other)]
            if other is None:
                done.add(path.pop())
            else:
                path.append(other)
    return []
