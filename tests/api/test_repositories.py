"""Repositories that a bid names over the interface: the whole way, repetition, refusals."""

import base64

import pytest
from litestar.types import ASGIApp

from app.house import House
from infra.database import Database
from infra.jobs.runner import Runner
from tests.api.conftest import client_of, demo_city
from tests.bids import with_bids
from tests.clients import TestClient
from tests.repositories import ARCHIVE, TAGS, URL, archive, forge, tags

Client = TestClient[ASGIApp]
SAME = {"Sec-Fetch-Site": "same-origin"}
ENTRY = {"url": URL, "place": "Konzept.pdf, Seite 12", "offered": "2.4.1", "licence": "MIT"}


@pytest.fixture
def house(demo_file: Database) -> House:
    return demo_city(demo_file)


def test_the_whole_way_over_the_interface(house: House) -> None:
    client, slug = client_of(house, "vergabestelle"), with_bids(house, "REPO-1").slug
    where = f"/api/v1/procedures/{slug}/bids/1-1-1-1/repositories"
    keyed = SAME | {"Idempotency-Key": "k"}
    first = client.post(where, json=ENTRY, headers=keyed)
    assert (first.status_code, client.post(where, json=ENTRY, headers=keyed).json()) == (201, first.json())
    own = f"/api/v1/repositories/{first.json()['id']}"
    body = {"reference": "v2.4.1", "name": "x.zip", "content": base64.b64encode(archive()).decode()}
    stored = client.post(f"{own}/snapshots", json=body, headers=SAME)
    assert (stored.status_code, stored.json()["number"]) == (200, 1)
    job = client.post(f"{own}/fetches", headers=SAME).json()["job"]
    assert client.post(f"{own}/fetches", headers=SAME).json()["type"] == "/errors/procurement/repository-fetching"
    (entry,) = client.get(where).json()["items"]
    assert (entry["job"], entry["withdrawn_at"]) == (job, None)
    with forge(house, {TAGS: tags("v2.4.1"), ARCHIVE: archive()}):
        assert Runner(house.jobs).work_once()
    seen = client.get(where).json()
    fetched, handed_in = (one["shown"] for one in seen["items"][0]["snapshots"])
    assert (fetched["hindrances"], fetched["reuse"], fetched["texts"][0]["licence"]) == ([], "complete", "MIT")
    assert fetched["archive"]["digest"] == handed_in["archive"]["digest"]
    assert client.get(f"{own}/snapshots/2/archive").content == archive()
    assert client.get(f"{own}/snapshots/3/archive").status_code == 404


def test_an_entry_is_corrected(house: House) -> None:
    client, slug = client_of(house, "vergabestelle"), with_bids(house, "REPO-1").slug
    where = f"/api/v1/procedures/{slug}/bids/1-1-1-1/repositories"
    number = client.post(where, json=ENTRY, headers=SAME).json()["id"]
    own = f"/api/v1/repositories/{number}"
    right = client.post(f"{own}/correction", json=ENTRY | {"reason": "Verschrieben"}, headers=SAME)
    assert right.status_code == 201
    gone = client.post(f"{own}/withdrawal", json={"reason": "x"}, headers=SAME)
    assert (gone.status_code, gone.json()["type"]) == (409, "/errors/procurement/repository-withdrawn")
    assert [one["replaces"] for one in client.get(where).json()["items"]] == [None, number]


def test_refusals(house: House) -> None:
    client, slug = client_of(house, "vergabestelle"), with_bids(house, "REPO-1").slug
    where = f"/api/v1/procedures/{slug}/bids/1-1-1-1/repositories"
    wrong = client.post(where, json=ENTRY | {"url": "x"}, headers=SAME)
    assert (wrong.status_code, wrong.json()["faults"][0]["pointer"]) == (422, "/url")
    assert client.post("/api/v1/repositories/99/fetches", headers=SAME).status_code == 404
    assert client_of(house, "adit").get(where).status_code == 403
    assert client_of(house, "revision").get(where).json()["may_change"] is False
