"""Compile the search of the planner by planning two requests; the compiler keeps what it made."""

import json

from app.planning import Wanted, plan_file

TWO = {
    "format": "pruefstand/capacity/1",
    "start_week": "2027-W01",
    "horizon_weeks": 8,
    "unit": "quarter_person_day",
    "objective": {"completion_factor": 1, "late_due_factor": 10, "late_deadline_factor": 40},
    "roles": [{"id": "r", "name": "Rolle", "capacity": [4] * 8}],
    "requests": [
        {
            "id": f"R{number}",
            "received": number,
            "weight": number,
            "phases": [{"name": "Umsetzung", "duration_weeks": 2, "demand_per_week": {"r": 3}}],
        }
        for number in (1, 2)
    ],
}

plan_file(json.dumps(TWO).encode(), Wanted(iterations=256))
