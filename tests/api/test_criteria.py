"""Reusable criteria over the interface: imported once, walked, compared, made into a matrix."""

from collections.abc import Iterator
from typing import Any

import pytest
from litestar.types import ASGIApp

from infra.database import Database
from tests.api.conftest import client_of, demo_city
from tests.clients import TestClient
from tests.documents import catalogue

Client = TestClient[ASGIApp]
CATALOGUES = "/api/v1/criteria-catalogues"
SELECTION: dict[str, Any] = {
    "reference": "VG-1",
    "title": "Probe",
    "method": {"name": "richtwert_einfach"},
    "groups": [{"group": "S", "weight_percent": "90"}, {"group": "O", "weight_percent": "10"}],
    "criteria": [{"entry": "S1", "weight_percent": "100"}, {"entry": "O1", "weight_percent": "100"}, {"entry": "A1"}],
}


@pytest.fixture
def client(demo_database: Database) -> Iterator[Client]:
    with client_of(demo_city(demo_database)) as client:
        for version in (1, 2):
            assert client.post(CATALOGUES, json=catalogue(version=version)).status_code == 201
        yield client


def test_an_import_tells_where_the_version_is(client: Client) -> None:
    answer = client.post(CATALOGUES, json=catalogue("neu"))

    assert (answer.status_code, answer.headers["location"]) == (201, f"{CATALOGUES}/neu/versions/1")
    stored = client.get(answer.headers["location"])
    assert stored.json()["entries"][0]["name"] == "Freie Lizenz Wort"
    assert stored.headers["etag"] == answer.headers["etag"]


def test_a_version_that_is_stored_is_not_changed(client: Client) -> None:
    answer = client.post(CATALOGUES, json=catalogue(version=2, word="Anders"))

    assert (answer.status_code, answer.json()["type"]) == (409, "/errors/procurement/catalogue-version-taken")


def test_faults_have_their_place(client: Client) -> None:
    broken = catalogue("kaputt")
    broken["entries"][0]["group"] = "Z"
    answer = client.post(CATALOGUES, json=broken)

    assert answer.status_code == 422
    assert [(one["pointer"], one["type"]) for one in answer.json()["faults"]] == [
        ("/entries/0/group", "catalogue_group_unknown")
    ]


@pytest.mark.parametrize(
    ("address", "count"),
    [("/api/v1/criteria", 5), (f"{CATALOGUES}/probe/versions", 2), (CATALOGUES, 1), ("/api/v1/criteria?kind=B", 3)],
)
def test_lists_are_walked_without_gap_or_repetition(client: Client, address: str, count: int) -> None:
    mark = "&" if "?" in address else "?"
    whole = client.get(address).json()
    seen, cursor = [], ""
    while True:
        part = client.get(f"{address}{mark}limit=1{cursor}").json()
        seen += part["items"]
        if part["next"] is None:
            break
        cursor = f"&cursor={part['next']}"

    assert seen == whole["items"]
    assert len(seen) == count


def test_versions_are_compared(client: Client) -> None:
    client.post(CATALOGUES, json=catalogue(version=3, word="Neu"))
    found = client.get(f"{CATALOGUES}/probe/changes?before=1&after=3").json()

    assert {one["kind"] for one in found} == {"changed"}
    assert client.get(f"{CATALOGUES}/probe/changes?before=1&after=9").status_code == 404


def test_a_matrix_comes_with_its_probe_and_clauses(client: Client) -> None:
    answer = client.post("/api/v1/criteria-matrix?catalogue=probe", json=SELECTION)

    assert answer.status_code == 200, answer.text
    made = answer.json()
    assert made["probe"]["format"] == "pruefstand/probe/1"
    assert made["clauses"] == {"K1": ["Lizenz", "Die Lizenz ist frei. Wort"]}
    assert client.post("/api/v1/notice", json=made["document"]).status_code == 200


@pytest.mark.parametrize(
    ("changed", "place"),
    [
        (
            {"groups": [{"group": "S", "weight_percent": "80"}, {"group": "O", "weight_percent": "10"}]},
            "/matrix/criteria",
        ),
        ({"gurke": 1}, "/gurke"),
        ({"criteria": []}, "/criteria"),
    ],
)
def test_a_wrong_selection_is_refused(client: Client, changed: dict[str, Any], place: str) -> None:
    answer = client.post("/api/v1/criteria-matrix?catalogue=probe", json=SELECTION | changed)

    assert answer.status_code == 422
    assert place in {one["pointer"] for one in answer.json()["faults"]}
