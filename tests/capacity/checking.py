"""An independent judge of plans: reads the input and the result as JSON and knows nothing of how plans are made."""

from collections import defaultdict
from typing import Any

Json = dict[str, Any]


def faults_of(given: Json, result: Json) -> list[str]:
    """Return everything that a plan does against the rules, and every number in it that is not true."""
    by_id = {one["id"]: one for one in result["requests"]}
    left_out = {one["id"] for one in result["unplanned"]}
    used: dict[tuple[str, int], int] = defaultdict(int)
    faults = [
        f"{one['id']}: neither planned nor named" for one in given["requests"] if one["id"] not in {*by_id, *left_out}
    ]
    objective = 0
    for request in given["requests"]:
        if request["id"] in by_id:
            faults += _broken(request, by_id)
            objective += _cost(request, by_id[request["id"]]["finish_week"], given["objective"])
            _use(request, by_id[request["id"]], used)
    faults += [f"{role} overbooked in week {week}" for role, week in _overbooked(given, used)]
    faults += [] if objective == result["objective"] else [f"objective {result['objective']} is {objective}"]
    for role in result["roles"]:
        if role["load"] != [used[role["id"], week] for week in range(given["horizon_weeks"])]:
            faults.append(f"load of {role['id']} is not what is booked")
    return faults


def _broken(request: Json, by_id: dict[str, Json]) -> list[str]:
    planned, faults = by_id[request["id"]], []
    starts = [one["start_week"] for one in planned["phases"]]
    week = request["earliest_start_week"] if request["pinned_start_week"] is None else starts[0]
    for start, phase in zip(starts, request["phases"], strict=True):
        if start < week:
            faults.append(f"{request['id']}: {phase['name']} begins in {start}, before {week}")
        week = start + phase["duration_weeks"]
    if week != planned["finish_week"]:
        faults.append(f"{request['id']}: finish {planned['finish_week']} is {week}")
    if request["pinned_start_week"] not in {None, starts[0]}:
        faults.append(f"{request['id']}: pinned to {request['pinned_start_week']}, begins in {starts[0]}")
    if request["pinned_start_week"] is None:
        faults += [
            f"{request['id']}: begins before {other} is finished"
            for other in request["depends_on"]
            if other not in by_id or by_id[other]["finish_week"] > starts[0]
        ]
    why = planned["why"]
    if sum(one["weeks"] for one in why["blocking_roles"]) != starts[0] - why["earliest_possible_week"]:
        faults.append(f"{request['id']}: the reasons do not cover the weeks lost")
    return faults


def _use(request: Json, planned: Json, used: dict[tuple[str, int], int]) -> None:
    for phase, entry in zip(request["phases"], planned["phases"], strict=True):
        for week in range(entry["start_week"], entry["start_week"] + phase["duration_weeks"]):
            for role, need in phase["demand_per_week"].items():
                used[role, week] += need


def _overbooked(given: Json, used: dict[tuple[str, int], int]) -> list[tuple[str, int]]:
    capacity = {(role["id"], week): one for role in given["roles"] for week, one in enumerate(role["capacity"])}
    return [place for place, need in used.items() if need > capacity.get(place, 0)]


def _cost(request: Json, finish: int, factors: Json) -> int:
    cost = int(factors["completion_factor"]) * finish
    if request["due_week"] is not None:
        cost += factors["late_due_factor"] * max(0, finish - request["due_week"])
    if request["deadline_week"] is not None:
        cost += factors["late_deadline_factor"] * max(0, finish - request["deadline_week"])
    return int(request["weight"]) * cost
