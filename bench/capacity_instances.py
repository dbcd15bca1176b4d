"""Made-up requests as a city has them: the size, chains, dates and seasons of the shared examples, for any number."""

from random import Random
from typing import Any

ROLES = {
    "projektleitung": 0.18,
    "fachverfahren": 0.32,
    "infrastruktur": 0.20,
    "schnittstellen_low_code": 0.14,
    "it_sicherheit": 0.08,
    "datenschutz_organisation": 0.08,
}
"""Share of all work."""

PHASES = ("analyse", "umsetzung", "test", "rollout")
_QUARTERS, _WEEKS_OF_DEMAND, _HORIZON = 4, 104, 260
_SEASONS = {0: 0.35, 13: 0.75, 14: 0.75, **dict.fromkeys(range(27, 33), 0.70), 41: 0.75, 50: 0.35, 51: 0.35}
"""Share of the capacity in the weeks of school holidays, by week of the year from 0."""

_SIZES = (("S", 0.60, (5, 18)), ("M", 0.90, (20, 70)), ("L", 1.0, (90, 260)))


def made_up(count: int, seed: int) -> dict[str, Any]:
    """Return a file ``pruefstand/capacity/1`` with ``count`` requests that fill 90 % of two years."""
    chance = Random(seed)  # noqa: S311 - examples, not secrets
    requests = [_request(chance, number) for number in range(1, count + 1)]
    efforts = {role: sum(map(lambda one: _effort(one, role), requests)) for role in ROLES}  # noqa: C417 - a role of the loop
    average = sum(_SEASONS.get(week % 52, 1.0) for week in range(_WEEKS_OF_DEMAND))
    roles = []
    for role in ROLES:
        weekly = max(efforts[role] / 0.90 / average, _largest(requests, role) / 0.35)
        weeks = [round(weekly * _SEASONS.get(week % 52, 1.0) * chance.uniform(0.97, 1.03)) for week in range(_HORIZON)]
        roles.append({"id": role, "name": role.replace("_", " ").title(), "capacity": weeks})
    return {
        "format": "pruefstand/capacity/1",
        "start_week": "2027-W01",
        "horizon_weeks": _HORIZON,
        "unit": "quarter_person_day",
        "objective": {"completion_factor": 1, "late_due_factor": 10, "late_deadline_factor": 40},
        "roles": roles,
        "requests": requests,
    }


def _request(chance: Random, number: int) -> dict[str, Any]:
    drawn = chance.random()
    size, _, days = next(one for one in _SIZES if drawn <= one[1])
    names = PHASES if size == "L" else sorted(chance.sample(PHASES, chance.randint(2, 3)), key=PHASES.index)
    phases = [_phase(chance, name, chance.uniform(*days) / len(names), size) for name in names]
    wish = 8 + round(chance.expovariate(1 / 45)) if chance.random() < 0.6 else None  # noqa: PLR2004 - share of wishes
    statutory = wish is not None and chance.random() < 1 / 6
    return {
        "id": f"R{number:04}",
        "received": number,
        "size": size,
        "weight": min(100, max(1, round(chance.gauss(50, 18)))),
        "earliest_start_week": chance.randint(4, 60) if chance.random() < 0.2 else 0,  # noqa: PLR2004 - share with a start
        "due_week": wish,
        "deadline_week": wish if statutory else None,
        "depends_on": [f"R{chance.randint(1, number - 1):04}"] if number > 1 and chance.random() < 0.12 else [],  # noqa: PLR2004 - share that depends
        "pinned_start_week": None,
        "phases": phases,
    }


def _phase(chance: Random, name: str, days: float, size: str) -> dict[str, Any]:
    weeks = {"S": chance.randint(1, 3), "M": chance.randint(3, 8), "L": chance.randint(6, 16)}[size]
    shares = {role: share * chance.uniform(0.2, 1.8) for role, share in ROLES.items()}
    kept = {role: share for role, share in shares.items() if chance.random() < 0.85} or shares  # noqa: PLR2004 - most roles take part
    total = sum(kept.values())
    demand = {role: max(1, round(days * _QUARTERS * share / total / weeks)) for role, share in kept.items()}
    return {"name": name, "duration_weeks": weeks, "demand_per_week": demand}


def _effort(request: dict[str, Any], role: str) -> int:
    return sum(int(phase["duration_weeks"] * phase["demand_per_week"].get(role, 0)) for phase in request["phases"])


def _largest(requests: list[dict[str, Any]], role: str) -> int:
    return max(int(phase["demand_per_week"].get(role, 0)) for one in requests for phase in one["phases"])
