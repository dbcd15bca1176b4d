"""Scenarios as programs read them and decide on them."""

from app.digitalcheck_wiring import plans
from capacity.services.scenarios import Improving
from infra.database import Database
from infra.parameters import load_parameters
from tests.api.conftest import client_of, demo_city
from tests.capacity.ranking import proposed
from tests.capacity.test_queue_plan import STAFFED
from tests.capacity.test_requests import ADIT, DEPARTMENT, Directly

API = "/api/v1"


def test_scenarios_are_made_read_and_decided_on(demo_file: Database) -> None:
    house = demo_city(demo_file)
    house.digital.role_staffing.put(ADIT, STAFFED)
    for one in range(3):
        proposed(house, DEPARTMENT, f"Rad {one}", "40")
    assert plans(house.transactions.clock).work(Directly(house), {}) is not None
    adit = client_of(house, "adit")
    assert adit.post(f"{API}/plan-scenarios", json={"aim": "wartezeit"}).status_code == 202
    assert adit.post(f"{API}/plan-scenarios", json={"aim": "alles"}).status_code == 400
    Improving(figures=load_parameters("capacity"), iterations=10_240).work(Directly(house), {"aim": "wartezeit"})
    listed = adit.get(f"{API}/plan-scenarios").json()
    number = listed["items"][0]["number"]
    address = f"{API}/plan-scenarios/{number}"
    whole = adit.get(address).json()
    assert whole["scenario"] == listed["items"][0]
    assert len(whole["moves"]) == whole["scenario"]["moved"]
    assert adit.post(f"{address}/acceptance", json={"reason": "Ja."}).status_code == 403
    dezernat = client_of(house, "dezernat")
    taken = dezernat.post(f"{address}/acceptance", json={"reason": "Ja."})
    assert (taken.status_code, taken.json()["state"]) == (200, "angenommen")
    closed = dezernat.post(f"{address}/rejection", json={"reason": "Nein."})
    assert (closed.status_code, closed.json()["type"].endswith("capacity/scenario-closed")) == (409, True)
    assert dezernat.post(f"{address}/withdrawal", json={"reason": "Zurück."}).json()["state"] == "zurueckgenommen"
    assert adit.get(f"{API}/plan-scenarios/999999").status_code == 404
