"""What is published about a matrix, over the interface."""

import pytest
from litestar.types import ASGIApp

from tests.clients import TestClient
from tests.documents import as_bytes, demo

Client = TestClient[ASGIApp]
ADDRESS = "/api/v1/notice"


def test_numbers_or_a_formula(client: Client) -> None:
    weighted = client.post(ADDRESS, params={"tie_rule": "Los"}, content=as_bytes(demo() | {"bids": []})).json()
    formula = client.post(ADDRESS, content=as_bytes(demo("richtwert-erweitert"))).json()

    assert (weighted["calculation"], weighted["gaps"]) == (None, [])
    assert [one["weight"] for one in weighted["criteria"]] == ["40", "26", "10", "8", "10", "6"]
    assert {one["weight"] for one in formula["criteria"]} == {None}
    assert formula["calculation"] in formula["text"].replace("\n", " ")
    assert formula["gaps"] == ["tie-rule"]


def test_wishes_are_heard(client: Client) -> None:
    wishes = {"price": "cost", "unit": "poi-exa"}
    found = client.post(ADDRESS, params=wishes, content=as_bytes(demo())).json()

    assert (found["unit"], found["criteria"][0]["type"], found["criteria"][0]["weight"]) == ("poi-exa", "cost", "400")


@pytest.mark.parametrize(
    ("params", "status"), [({"price": "gratis"}, 400), ({"unit": "prozent"}, 400), ({"tie_rule": "x" * 2_001}, 400)]
)
def test_other_wishes_are_refused(client: Client, params: dict[str, str], status: int) -> None:
    assert client.post(ADDRESS, params=params, content=as_bytes(demo())).status_code == status


def test_a_forbidden_matrix_is_refused(client: Client) -> None:
    document = demo("richtwert-erweitert")
    document["matrix"]["method"]["band_percent"] = "11"
    answer = client.post(ADDRESS, content=as_bytes(document))

    assert (answer.status_code, answer.json()["type"]) == (409, "/errors/scoring/forbidden-by-rule")


@pytest.mark.parametrize("body", [b"", b"[" * 100_000, b'{"bids": []}'])
def test_what_is_no_matrix_is_refused(client: Client, body: bytes) -> None:
    answer = client.post(ADDRESS, content=body)

    assert answer.status_code == 422
    assert answer.json()["faults"]
