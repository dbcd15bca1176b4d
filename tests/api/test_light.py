"""``/short-assessments``: what programs read and do, from the first field to the signature."""

from collections.abc import Callable
from functools import partial

import pytest
from litestar.types import ASGIApp

from app.house import House
from tests.api.conftest import client_of
from tests.clients import TestClient
from tests.light import TWO

Client = TestClient[ASGIApp]
API = "/api/v1/short-assessments"
NEVER = {"If-None-Match": "*"}


@pytest.fixture
def clients(house: House) -> Callable[[str], Client]:
    """Return a client of its own for each: the one that tests share stays signed in as it is."""
    return partial(client_of, house)


def test_from_the_first_field_to_the_signature(clients: Callable[[str], Client]) -> None:
    client = clients("fachamt")
    begun = client.post(API, json={"title": TWO["titel"], "route": "direktauftrag"})
    address = begun.headers["location"]
    lacking = client.post(f"{address}/submission", headers={"If-Match": begun.headers["etag"]})
    assert (begun.status_code, lacking.status_code) == (201, 422)
    held = client.get(address).json()["fields"]
    for name, value in TWO.items():
        seen = {"If-Match": f'"{held[name]["version"]}"'} if held[name]["version"] else NEVER
        assert client.patch(f"{address}/fields/{name}", json={"value": value}, headers=seen).status_code == 200
    whole = client.get(address).json()
    assert (whole["missing"], [one["total"] for one in whole["places"]]) == ([], ["157/2", "78"])
    asked = client.post(f"{address}/submission", headers={"If-Match": '"1"'})
    assert asked.json()["stage"] == "vorgelegt"
    assert client.post(f"{address}/signature", headers={"If-Match": '"2"'}).status_code == 403
    head = clients("amtsleitung")
    back = head.post(f"{address}/return", json={"note": "Zu knapp."}, headers={"If-Match": '"2"'})
    assert back.json()["handed_back"] == "Zu knapp."
    clients("fachamt").post(f"{address}/submission", headers={"If-Match": '"3"'})
    signed = clients("amtsleitung").post(f"{address}/signature", headers={"If-Match": '"4"'})
    assert signed.json()["stage"] == "gezeichnet"
    late = clients("fachamt").patch(f"{address}/fields/bedarf", json={"value": "x"}, headers={"If-Match": '"1"'})
    assert (late.status_code, late.json()["type"].endswith("short-assessment-closed")) == (409, True)
    kept = client.get(address).json()
    assert (kept["digest"][:7], kept["is_genuine"]) == ("sha256:", True)
    assert client.get(f"{address}/paper").content[:5] == b"%PDF-"
    assert client.post(f"{address}/products", json={"product": 1}).status_code == 409


def test_the_list_is_walked_and_filtered(clients: Callable[[str], Client]) -> None:
    client = clients("fachamt")
    numbers = [client.post(API, json={"title": f"Rad {one}", "route": "efa"}).json()["number"] for one in range(3)]
    first = client.get(API, params={"search": "rad", "limit": 2}).json()
    rest = client.get(API, params={"search": "rad", "limit": 2, "cursor": first["next"]}).json()
    assert [one["number"] for one in (*first["items"], *rest["items"])] == numbers[::-1]
    assert client.get(API, params={"stage": "gezeichnet", "search": "rad"}).json()["items"] == []
    assert client.get(f"{API}/999999").status_code == 404
    assert clients("datenschutz").get(API).status_code == 403
