"""Places by hand and what could still begin, as programs read and set them."""

from app.digitalcheck_wiring import plans
from infra.database import Database
from tests.api.conftest import client_of, demo_city
from tests.capacity.ranking import proposed
from tests.capacity.test_queue_plan import STAFFED
from tests.capacity.test_requests import ADIT, DEPARTMENT, Directly

API = "/api/v1"


def test_a_place_is_tried_set_and_lifted(demo_file: Database) -> None:
    house = demo_city(demo_file)
    house.digital.role_staffing.put(ADIT, STAFFED)
    numbers = [proposed(house, DEPARTMENT, f"Rad {one}", "40") for one in range(5)]
    assert plans(house.transactions.clock).work(Directly(house), {}) is not None
    client = client_of(house, "adit")
    fits = client.get(f"{API}/capacity-plan/fits").json()
    assert fits["quarters"][:2] == ["2026-Q4", "2027-Q1"]
    fit = next(one for one in fits["fits"] if one["request"] in numbers)
    address = f"{API}/capacity-requests/{fit['request']}"
    trial = client.get(f"{address}/place-trial?week={fit['start']}").json()
    assert (trial["fits"], trial["weeks"][0], trial["finish"]) == (True, fit["start"], fit["finish"])
    assert fit["displaced"][0] in trial["moved"]
    early = client.get(f"{address}/place-trial?week=2020-01-01").json()
    assert (early["fits"], early["obstacle"]) == (False, "outside")
    wish = {"week": fit["start"], "reason": "Eilt."}
    refused = client.post(f"{address}/place", json={**wish, "week": "2020-01-01"})
    assert (refused.status_code, refused.json()["type"].endswith("capacity/place-refused")) == (409, True)
    done = client.post(f"{address}/place", json=wish).json()
    assert (done["request"], done["weeks"][0], done["reason"]) == (fit["request"], fit["start"], "Eilt.")
    assert client_of(house, "dezernat").post(f"{address}/place", json=wish).status_code == 403
    assert client.post(f"{address}/place-removal", json={"reason": "Doch nicht."}).status_code == 204
    assert client.get(f"{API}/capacity-requests/999999/place-trial?week=2027-01-04").status_code == 404
