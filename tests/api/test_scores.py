"""Single sheets, consensus and presentations over the interface: field by field, with versions, once under a key."""

from typing import Any

import pytest
from litestar.types import ASGIApp

from app.house import House
from infra.database import Database
from tests.api.conftest import client_of, demo_city
from tests.clients import TestClient
from tests.sheets import FIRST_BID, consensus, scoring, write_all

Client = TestClient[ASGIApp]
PLACE = {"bid": FIRST_BID, "criterion": "F1"}
NEW = {"If-None-Match": "*", "Sec-Fetch-Site": "same-origin"}
SAME = {"Sec-Fetch-Site": "same-origin"}
RECORD: dict[str, Any] = {
    "held_at": "2026-11-20T10:00:00+01:00",
    "minutes_taken": 60,
    "attendees": "Alle",
    "minutes": "Gezeigt.",
    "criteria": ["F1"],
}


@pytest.fixture
def house(database: Database) -> House:
    return demo_city(database)


def lot(slug: str, more: str) -> str:
    return f"/api/v1/procedures/{slug}/lots/1/{more}"


def test_a_sheet_is_written_and_handed_in(house: House) -> None:
    slug, client = scoring(house).slug, client_of(house, "wertung")
    address = lot(slug, "sheet/punkte")
    first = client.patch(address, params=PLACE, json={"value": "8", "form": "eins"}, headers=NEW)
    assert (first.status_code, first.headers["etag"], first.json()["version"]) == (200, '"1"', 1)
    assert client.patch(address, params=PLACE, json={"value": "3"}, headers=SAME).status_code == 428
    stale = client.patch(address, params=PLACE, json={"value": "3", "form": "zwei"}, headers=NEW)
    assert (stale.status_code, stale.headers["etag"], stale.json()["current_value"]) == (412, '"1"', "8")
    refused = client.post(lot(slug, "sheet/submission"), headers=SAME)
    assert (refused.status_code, refused.json()["type"]) == (409, "/errors/procurement/sheet-incomplete")
    shown = client.get(lot(slug, "sheet")).json()
    assert shown["scores"][0]["fields"]["punkte"]["value"] == "8"
    assert shown["scores"][0]["missing"] == ["reason", "source"]
    write_all(house, slug)
    tag = {"If-Match": '"1"', **SAME}
    assert client.patch(address, params=PLACE, json={"value": "7"}, headers=tag).status_code == 200
    once = {**SAME, "Idempotency-Key": "eins"}
    done = client.post(lot(slug, "sheet/submission"), headers=once)
    assert (done.status_code, done.json()["count"]) == (200, 39)
    assert client.post(lot(slug, "sheet/submission"), headers=once).json() == done.json()
    assert client.patch(address, params=PLACE, json={"value": "1"}, headers=tag).status_code == 409


def test_places_that_are_none_are_not_found(house: House) -> None:
    slug, client = scoring(house).slug, client_of(house, "wertung")
    for field, place in (
        ("punkte", PLACE | {"bid": "9"}),
        ("punkte", PLACE | {"criterion": "X"}),
        ("nichts", PLACE),
    ):
        answer = client.patch(lot(slug, f"sheet/{field}"), params=place, json={"value": "8"}, headers=NEW)
        assert answer.status_code == 404
    assert client_of(house, "wertung2").get(lot(slug, "sheet")).status_code == 403


def test_the_consensus_is_read_and_written(house: House) -> None:
    slug, client = consensus(house).slug, client_of(house, "vergabestelle")
    shown = client.get(lot(slug, "consensus")).json()[0]
    assert (shown["lowest"], shown["highest"], shown["discuss"]) == ("8", "8", False)
    assert [one["evaluator"] for one in shown["single_scores"]] == ["Mira Novak", "Piet Jansen"]
    taken = client.post(lot(slug, "consensus/suggestion"), params=PLACE, headers=NEW)
    assert (taken.status_code, taken.json()["value"]) == (200, "8")
    text = {"value": "Gemeinsam."}
    written = client.patch(lot(slug, "consensus/begruendung"), params=PLACE, json=text, headers=NEW)
    assert written.status_code == 200
    again = client.patch(lot(slug, "consensus/begruendung"), params=PLACE, json={"value": "Anders."}, headers=NEW)
    assert (again.status_code, again.json()["current_value"]) == (412, "Gemeinsam.")
    assert client_of(house, "verwaltung").get(lot(slug, "consensus")).status_code == 403


def test_presentations_are_recorded(house: House) -> None:
    slug, client = scoring(house).slug, client_of(house, "vergabestelle")
    root = f"/api/v1/procedures/{slug}"
    made = client.put(f"{root}/bids/{FIRST_BID}/presentation", json=RECORD, headers=NEW)
    assert (made.status_code, made.json()["version"]) == (200, 1)
    longer = RECORD | {"minutes_taken": 90}
    refused = client.put(f"{root}/bids/1-1-1-2/presentation", json=longer, headers=NEW)
    assert (refused.status_code, refused.json()["type"]) == (409, "/errors/procurement/presentation-length")
    accepted = client.put(
        f"{root}/bids/1-1-1-2/presentation", json=longer | {"accepts_other_length": True}, headers=NEW
    )
    assert accepted.status_code == 200
    assert [one["minutes_taken"] for one in client.get(f"{root}/presentations").json()] == [60, 90]
    stale = client.put(f"{root}/bids/{FIRST_BID}/presentation", json=RECORD, headers=NEW)
    assert stale.status_code == 412
    empty = client.put(
        f"{root}/bids/{FIRST_BID}/presentation", json=RECORD | {"minutes": ""}, headers={"If-Match": '"1"', **SAME}
    )
    assert (empty.status_code, empty.json()["faults"][0]["pointer"]) == (422, "/minutes")
