"""``/capacity-ranking``, ``/role-supply`` and ``/capacity-rounds``: what programs read and do."""

from collections.abc import Callable
from functools import partial

import pytest
from litestar.types import ASGIApp

from app.house import House
from infra.database import Database
from tests.api.conftest import client_of, demo_city
from tests.capacity.ranking import proposed
from tests.clients import TestClient
from tests.people import actor

Clients = Callable[[str], TestClient[ASGIApp]]
API = "/api/v1"


@pytest.fixture
def house(demo_file: Database) -> House:
    return demo_city(demo_file)


@pytest.fixture
def clients(house: House) -> Clients:
    return partial(client_of, house)


def test_the_list_is_walked_by_rank_and_every_factor_is_exact(house: House, clients: Clients) -> None:
    numbers = [proposed(house, actor("fachamt"), f"Rad {one}", "8") for one in range(3)]
    client = clients("dezernat")
    assert client.post(f"{API}/capacity-requests/{numbers[2]}/rank", json={"rank": 1, "reason": "Eilt."}).json() == {
        **client.get(f"{API}/capacity-requests/{numbers[2]}/priority").json()["set_rank"]
    }
    taken = client.post(f"{API}/capacity-requests/{numbers[0]}/rank", json={"rank": 1, "reason": "Eilt."})
    assert (taken.status_code, taken.json()["type"].endswith("capacity/rank-taken")) == (409, True)
    seen: list[int] = []
    address: str | None = f"{API}/capacity-ranking?limit=2"
    while address:
        part = client.get(address).json()
        seen += [one["rank"] for one in part["items"]]
        address = f"{API}/capacity-ranking?limit=2&cursor={part['next']}" if part["next"] else None
    assert seen == list(range(1, len(seen) + 1))
    assert len(seen) >= 3
    told = client.get(f"{API}/capacity-requests/{numbers[1]}/priority").json()
    assert told["factors"]["index"] == "3.75000000"
    assert [one["points"] for one in told["criteria"]] == ["6.0", "6.0", "6.0", "4.5", "4.5", "3.0"]
    lifted = client.post(f"{API}/capacity-requests/{numbers[2]}/rank-removal", json={"reason": "Doch nicht."})
    assert lifted.status_code == 204
    assert client.get(f"{API}/capacity-requests/1/priority").status_code == 404
    assert clients("fachamt").get(f"{API}/capacity-ranking").status_code == 403


def test_supply_and_a_round_from_opening_to_its_minutes(house: House, clients: Clients) -> None:
    number = proposed(house, actor("fachamt"), "Brunnen", "8")
    client = clients("dezernat")
    supply = {"role": "Projektleitung", "period": "2027-Q1", "person_days": "1"}
    assert client.post(f"{API}/role-supply", json=supply).json() == supply
    assert client.get(f"{API}/role-supply").json() == [supply]
    wrong = client.post(f"{API}/role-supply", json=supply | {"period": "2027"})
    assert wrong.status_code == 422
    opened = client.post(f"{API}/capacity-rounds", json={"kind": "woche"})
    assert opened.status_code == 201
    address = opened.headers["location"]
    told = client.get(address).json()
    assert number in [one["number"] for one in told["basis"]["rows"]]
    assert told["fits"][0]["lacks"][0]["role"] == "Projektleitung"
    assert (told["record"], told["is_genuine"]) == (None, True)
    assert client.get(f"{address}/minutes").status_code == 409
    closed = client.post(f"{address}/resolution", json={"note": "Einstimmig."})
    assert closed.json()["digest"].startswith("sha256:")
    assert client.get(f"{address}/minutes").content.startswith(b"%PDF-")
    assert client.get(f"{API}/capacity-rounds").json()["items"][0]["closed_at"]
    removal = {"role": "Projektleitung", "period": "2027-Q1"}
    assert client.post(f"{API}/role-supply/removals", json=removal).status_code == 204
