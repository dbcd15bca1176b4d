"""``/resource-plan`` and ``/role-rates`` over HTTP."""

from infra.database import Database
from tests.api.conftest import client_of, demo_city
from tests.capacity.ranking import proposed
from tests.capacity.test_places import make
from tests.capacity.test_queue_plan import STAFFED
from tests.capacity.test_requests import ADIT, DEPARTMENT


def test_the_plan_and_its_rates_are_read_and_entered(demo_file: Database) -> None:
    house = demo_city(demo_file)
    adit, officer = client_of(house, "adit"), client_of(house, "fachamt")
    rate = {"role": "Projektleitung", "eur_per_day": "612,50", "valid_from": "2026-01-01"}
    assert officer.post("/api/v1/role-rates", json=rate).status_code == 403
    assert adit.post("/api/v1/role-rates", json=rate | {"eur_per_day": "viel"}).status_code == 422
    assert adit.post("/api/v1/role-rates", json=rate).json() == rate | {"eur_per_day": "612.50"}
    assert rate | {"eur_per_day": "612.50"} in adit.get("/api/v1/role-rates").json()
    house.digital.role_staffing.put(ADIT, STAFFED)
    proposed(house, DEPARTMENT, "Wohngeld", "20")
    make(house)
    plan = adit.get("/api/v1/resource-plan", params={"year": 2027}).json()
    assert plan["year"] == 2027
    assert plan["count"] == len(plan["lines"])
    assert [one["total"] for one in plan["lines"]] == [{"person_days": "20", "euro": "12250", "unpriced_days": "0"}]
    assert adit.get("/api/v1/resource-plan", params={"year": 2040}).status_code == 404
    assert adit.get("/api/v1/resource-plan/csv", params={"year": 2027}).content.startswith(b"\xef\xbb\xbf")
    removal = {"role": "Projektleitung", "valid_from": "2026-01-01"}
    assert adit.post("/api/v1/role-rates/removals", json=removal).status_code == 204
    make(house)
    lines = adit.get("/api/v1/resource-plan", params={"year": 2027}).json()["lines"]
    assert {one["total"]["euro"] for one in lines if one["role"] == "Projektleitung"} == {None}
    assert officer.get("/api/v1/resource-plan").status_code == 403
