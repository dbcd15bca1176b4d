from fractions import Fraction
from typing import Any

import pytest
from litestar.types import ASGIApp

from tests.clients import TestClient

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


@pytest.fixture
def client(client_on_each_database: Client) -> Client:
    return client_on_each_database


def test_the_list_shows_the_newest_first(client: Client) -> None:
    page = client.get("/api/v1/evaluations").json()
    assert [item["slug"] for item in page["items"]] == ["vg-2026-031-richtwert-erweitert", SLUG]
    assert page["next"] is None


def test_the_list_leaks_no_column(client: Client) -> None:
    for item in client.get("/api/v1/evaluations").json()["items"]:
        assert set(item) == SUMMARY_FIELDS
    assert set(client.get(f"/api/v1/evaluations/{SLUG}").json()) == SUMMARY_FIELDS


def test_the_list_can_be_searched(client: Client) -> None:
    assert len(client.get("/api/v1/evaluations", params={"search": "BÜRGER"}).json()["items"]) == 2
    assert client.get("/api/v1/evaluations", params={"search": "Friedhof"}).json()["items"] == []


def test_one_procedure(client: Client) -> None:
    found = client.get(f"/api/v1/evaluations/{SLUG}").json()
    assert found["reference"] == "VG-2026-031"
    assert found["lot"] is None
    assert found["state"] == "final"
    assert found["stored_at"] == "2026-11-21T09:30:00Z"


def test_the_result_is_the_stored_one(client: Client) -> None:
    procedure = client.get(f"/api/v1/evaluations/{SLUG}").json()
    result = client.get(f"/api/v1/evaluations/{SLUG}/result").json()
    assert result["format"] == "pruefstand/result/1"
    assert result["winner"] == "A"
    assert result["digest"] == procedure["result_digest"]


@pytest.mark.parametrize("path", ["nix", "nix/result", "%00", "a%2Fb", "..%2f..%2fetc%2fpasswd"])
def test_what_is_not_there(client: Client, path: str) -> None:
    response = client.get(f"/api/v1/evaluations/{path}")
    assert response.status_code == 404
    assert response.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=x", "limit=101", f"limit={'9' * 20}", f"search={'x' * 201}", f"cursor={'x' * 1001}"]
)
def test_parameters_out_of_range(client: Client, query: str) -> None:
    response = client.get(f"/api/v1/evaluations?{query}")
    problem = response.json()
    assert response.status_code == 400
    assert problem["type"] == "/errors/http/bad-request"
    assert [fault["pointer"] for fault in problem["faults"]] == [query.partition("=")[0]]


def explanation(client: Client, slug: str = SLUG, **parameters: str) -> tuple[int, Any]:
    response = client.get(f"/api/v1/evaluations/{slug}/explanation", params=parameters)
    return response.status_code, response.json()


def test_one_criterion_of_one_bid_is_explained(client: Client) -> None:
    status, explained = explanation(client, bid="A", criterion="F1")
    assert status == 200
    assert [step["criterion"] for step in explained["path"]] == ["F", "F1"]
    assert [step["weight_percent"] for step in explained["path"]] == ["26", "30"]
    assert [step["share"] for step in explained["path"]] == ["13/30", "13/100"]
    assert (explained["points"], explained["points_maximum"]) == ("8", "10")
    assert explained["reason"].startswith("Warteraum mit Platzanzeige")
    assert explained["leistungspunkte"] == "104"
    assert explained["leistungspunkte_exact"] == "104/1"
    assert explained["attainable"] == "130"
    assert explained["total"] == "6.24"
    assert explained["evaluations"] == []


def test_explanations_add_up_to_the_result(client: Client) -> None:
    result = client.get(f"/api/v1/evaluations/{SLUG}/result").json()
    ids = ("F1", "F2", "F3", "F4", "U1", "U2", "S1", "S2", "O1", "O2", "O3", "D1", "D2")
    parts = [explanation(client, bid="A", criterion=name)[1] for name in ids]
    winner = result["ranking"][0]
    assert str(sum(Fraction(part["leistungspunkte_exact"]) for part in parts)) == str(
        Fraction(winner["leistungspunkte"])
    )


def test_an_excluded_bid_is_explained_too(client: Client) -> None:
    result = client.get(f"/api/v1/evaluations/{SLUG}/result").json()
    status, explained = explanation(client, bid=result["excluded"][0]["bid"], criterion="F1")
    assert status == 200
    assert explained["percent_of_bid"] is None


@pytest.mark.parametrize(
    ("bid", "criterion", "kind"),
    [
        ("Z", "F1", "bid-not-found"),
        ("A", "A1", "criterion-not-found"),
        ("A", "F", "criterion-not-found"),
        ("A", "/../", "criterion-not-found"),
    ],
)
def test_what_cannot_be_explained(client: Client, bid: str, criterion: str, kind: str) -> None:
    status, problem = explanation(client, bid=bid, criterion=criterion)
    assert (status, problem["type"]) == (404, f"/errors/procurement/{kind}")
    assert bid in problem["title"] or criterion in problem["title"]


def test_an_explanation_needs_both_names(client: Client) -> None:
    assert explanation(client, bid="A")[0] == 400
    assert explanation(client, slug="nix", bid="A", criterion="F1")[0] == 404
