"""Small inputs of the planner, and a strategy for any of them."""

from typing import Any

from hypothesis import strategies as st

Json = dict[str, Any]
FACTORS = {"completion_factor": 1, "late_due_factor": 10, "late_deadline_factor": 40}


def phase(weeks: int, **demand: int) -> Json:
    return {"name": "Umsetzung", "duration_weeks": weeks, "demand_per_week": demand}


def request(id_: str, *phases: Json, weight: int = 1, **more: Any) -> Json:  # noqa: ANN401 - any field of the format
    plain = {
        "id": id_,
        "received": 0,
        "size": "S",
        "weight": weight,
        "earliest_start_week": 0,
        "due_week": None,
        "deadline_week": None,
        "depends_on": [],
        "pinned_start_week": None,
        "phases": list(phases),
    }
    return plain | more


def planned(capacity: dict[str, list[int]], *requests: Json) -> Json:
    return {
        "format": "pruefstand/capacity/1",
        "start_week": "2027-W01",
        "horizon_weeks": len(next(iter(capacity.values()))),
        "unit": "quarter_person_day",
        "objective": FACTORS,
        "roles": [{"id": id_, "name": id_.upper(), "capacity": row} for id_, row in capacity.items()],
        "requests": [{**one, "received": number} for number, one in enumerate(requests, 1)],
    }


@st.composite
def inputs(draw: st.DrawFn, most: int = 6) -> Json:
    """Draw an input with up to ``most`` requests, two roles and a short horizon."""
    weeks = draw(st.integers(6, 16))
    capacity = {role: draw(st.lists(st.integers(0, 6), min_size=weeks, max_size=weeks)) for role in "ab"}
    count = draw(st.integers(0, most))
    week = st.none() | st.integers(0, weeks)
    requests = [
        request(
            f"R{number}",
            *(
                phase(draw(st.integers(1, 3)), a=draw(st.integers(0, 5)), b=draw(st.integers(0, 4)))
                for _ in range(draw(st.integers(1, 3)))
            ),
            weight=draw(st.integers(0, 9)),
            earliest_start_week=draw(st.integers(0, 4)),
            due_week=draw(week),
            deadline_week=draw(week),
            depends_on=[f"R{draw(st.integers(0, number - 1))}"] if number and draw(st.booleans()) else [],
            pinned_start_week=draw(st.integers(0, 5)) if draw(st.integers(0, 5)) == 0 else None,
        )
        for number in range(count)
    ]
    return planned(capacity, *requests)
