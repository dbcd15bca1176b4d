"""Reads the golden cases of the queue and the planning of IT capacity."""

from pathlib import Path
from typing import cast

import yaml

from tests.factories import Json

FOLDER = Path(__file__).parent / "capacity"
RULES = (
    "capacity_gates",
    "forecast_calibration",
    "list_schedule",
    "plan_forecast",
    "plan_objective",
    "plan_places",
    "queue_figures",
    "queue_plan",
    "request_priority",
    "resource_plan",
    "role_weeks",
)


def cases_of(rule: str) -> dict[str, Json]:
    """Return the golden cases of a rule by their id."""
    found = cast("list[Json]", yaml.safe_load((FOLDER / f"{rule}.yaml").read_text(encoding="utf-8")))
    assert len({case["id"] for case in found}) == len(found), "ids are unique"
    assert all(case["source"] for case in found), "every case has a source"
    return {case["id"]: case for case in found}
