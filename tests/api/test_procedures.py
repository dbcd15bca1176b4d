import pytest
from litestar.testing import TestClient
from litestar.types import ASGIApp

Client = TestClient[ASGIApp]

SUMMARY_FIELDS = {
    "slug",
    "reference",
    "lot",
    "title",
    "method",
    "state",
    "tenderers",
    "stored_at",
    "document_digest",
    "result_digest",
}
SLUG = "vg-2026-031-preis-quotient"


def test_the_list_shows_the_newest_first(client: Client) -> None:
    page = client.get("/api/v1/procedures").json()
    assert [item["slug"] for item in page["items"]] == ["vg-2026-031-richtwert-erweitert", SLUG]
    assert (page["page"], page["size"], page["total"]) == (1, 25, 2)


def test_the_list_leaks_no_column(client: Client) -> None:
    for item in client.get("/api/v1/procedures").json()["items"]:
        assert set(item) == SUMMARY_FIELDS
    assert set(client.get(f"/api/v1/procedures/{SLUG}").json()) == SUMMARY_FIELDS


def test_pages_and_search(client: Client) -> None:
    second = client.get("/api/v1/procedures", params={"page": 2, "size": 1}).json()
    assert [item["slug"] for item in second["items"]] == [SLUG]
    assert client.get("/api/v1/procedures", params={"search": "BÜRGER"}).json()["total"] == 2
    assert client.get("/api/v1/procedures", params={"search": "Friedhof"}).json()["items"] == []


def test_one_procedure(client: Client) -> None:
    found = client.get(f"/api/v1/procedures/{SLUG}").json()
    assert found["reference"] == "VG-2026-031"
    assert found["lot"] is None
    assert found["state"] == "final"
    assert found["stored_at"] == "2026-11-21T09:30:00Z"


def test_the_result_is_the_stored_one(client: Client) -> None:
    procedure = client.get(f"/api/v1/procedures/{SLUG}").json()
    result = client.get(f"/api/v1/procedures/{SLUG}/result").json()
    assert result["format"] == "pruefstand/result/1"
    assert result["winner"] == "A"
    assert result["digest"] == procedure["result_digest"]


@pytest.mark.parametrize("path", ["nix", "nix/result", "%00", "a%2Fb", "..%2f..%2fetc%2fpasswd"])
def test_what_is_not_there(client: Client, path: str) -> None:
    response = client.get(f"/api/v1/procedures/{path}")
    assert response.status_code == 404
    assert response.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    "query", ["page=0", "page=x", "size=0", "size=101", "page=99999999999999999999", f"search={'x' * 201}"]
)
def test_parameters_out_of_range(client: Client, query: str) -> None:
    response = client.get(f"/api/v1/procedures?{query}")
    problem = response.json()
    assert response.status_code == 400
    assert problem["type"] == "/errors/http/bad-request"
    assert [fault["pointer"] for fault in problem["faults"]] == [query.partition("=")[0]]
