"""Tender procedures over the interface: begun, filled, released by two people; what stands against it is told."""

from typing import Any

import pytest
from litestar.types import ASGIApp

from app.demo_procedures import IN_PREPARATION, PUBLISHED
from app.house import House
from infra.database import Database
from tests.api.conftest import client_of, demo_city
from tests.clients import TestClient
from tests.documents import demo
from tests.procedures import TEXTS, need

Client = TestClient[ASGIApp]
PROCEDURES = "/api/v1/procedures"
DEADLINE = "2027-01-20T12:00:00+01:00"


@pytest.fixture
def house(demo_database: Database) -> House:
    return demo_city(demo_database)


@pytest.fixture
def officer(house: House) -> Client:
    return client_of(house)


@pytest.fixture
def second(house: House) -> Client:
    return client_of(house, "vergabestelle2")


def send(client: Client, method: str, address: str, body: Any = None, tag: str | None = None) -> Any:  # noqa: ANN401 - JSON and answers
    """Send a change of what the address of the procedure shows now, and return the answer."""
    root = "/".join(address.split("/")[:5])
    seen = tag or client.get(root).headers["etag"]
    return client.request(method, address, json=body, headers={"If-Match": seen, "Sec-Fetch-Site": "same-origin"})


def begun(client: Client) -> str:
    """Begin a procedure, fill it with everything it needs and return its address."""
    plan = {"title": "Videoberatung", "kind": "open", "bid_deadline": DEADLINE}
    made = client.post(PROCEDURES, json={"reference": "VG-9", **plan})
    assert (made.status_code, made.headers["location"]) == (201, f"{PROCEDURES}/vg-9")
    address = made.headers["location"]
    assert made.headers["etag"] == '"1"'
    assert send(client, "PUT", f"{address}/need", need()).status_code == 200
    assert send(client, "POST", f"{address}/lots", {"title": "Los"}).json()["lots"] == [1]
    assert send(client, "PUT", f"{address}/lots/1", {"title": "Gesamt"}).status_code == 200
    assert send(client, "PUT", f"{address}/lots/1/matrix", demo() | {"bids": []}).status_code == 200
    for name, text in TEXTS.items():
        new = {"If-None-Match": "*", "Sec-Fetch-Site": "same-origin"}
        assert client.patch(f"{address}/texts/{name}", json={"value": text}, headers=new).status_code == 200
    return str(address)


def step(client: Client, address: str, name: str, **body: str) -> Any:  # noqa: ANN401 - an answer
    return send(client, "POST", f"{address}/{name}", body)


def test_two_officers_publish_a_procedure(officer: Client, second: Client) -> None:
    address = begun(officer)
    shown = officer.get(address).json()
    assert (shown["stage"], shown["stage_text"], shown["estimated_value_net_eur"]) == (
        "preparation",
        "in Vorbereitung",
        "300000",
    )
    assert {one["step"]: one["possible"] for one in shown["steps"]} == {"request-release": True, "abandon": True}
    asked = step(officer, address, "release-request", seal=shown["seal"])
    assert (asked.status_code, asked.json()["stage"]) == (200, "release-requested")
    alone = step(officer, address, "release", seal=shown["seal"])
    assert (alone.status_code, alone.json()["type"]) == (409, "/errors/procurement/step-not-possible")
    (fault,) = alone.json()["faults"]
    assert (fault["type"], "Vier-Augen-Prinzip" in fault["legal_source"]) == ("same-person", True)
    other = step(second, address, "release", seal="sha256:0")
    assert (other.status_code, other.json()["type"]) == (409, "/errors/procurement/content-changed")
    done = step(second, address, "release", seal=shown["seal"])
    assert (done.status_code, done.json()["stage"]) == (200, "published")
    (publication,) = officer.get(f"{address}/publications").json()
    assert publication == officer.get(f"{address}/publications/1").json()
    assert publication["document"]["bid_deadline"] == "2027-01-20T11:00:00Z"
    assert officer.get(f"{address}/publications/1/changes").json() == []
    assert officer.get(f"{address}/publications/2").status_code == 404


def test_a_change_tells_what_it_changes(officer: Client, second: Client) -> None:
    address = f"{PROCEDURES}/{PUBLISHED.lower()}"
    assert step(officer, address, "change", reason="Klauseln").status_code == 200
    text = {"If-Match": '"1"', "Sec-Fetch-Site": "same-origin"}
    assert officer.patch(f"{address}/texts/klauseln", json={"value": "EUPL."}, headers=text).status_code == 200
    shown = officer.get(address).json()
    refused = step(officer, address, "release-request", seal=shown["seal"])
    assert [one["type"] for one in refused.json()["faults"]] == ["deadline-not-extended"]
    plan = {name: shown[name] for name in ("title", "office", "kind")} | {"bid_deadline": "2027-02-20T12:00:00+01:00"}
    assert send(officer, "PUT", f"{address}/plan", plan).status_code == 200
    seal = officer.get(address).json()["seal"]
    assert step(officer, address, "release-request", seal=seal).status_code == 200
    assert step(second, address, "return", reason="noch nicht").json()["stage"] == "change"
    assert step(officer, address, "release-request", seal=seal).status_code == 200
    assert step(second, address, "release", seal=seal).status_code == 200
    changes = officer.get(f"{address}/publications/2/changes").json()
    assert {one["path"][0]: one["essential"] for one in changes} == {"bid_deadline": False, "clauses": True}
    assert step(officer, address, "annulment", reason="kein Bedarf").json()["stage"] == "annulled"


def test_a_change_can_be_withdrawn_and_a_preparation_abandoned(officer: Client) -> None:
    public, draft = (f"{PROCEDURES}/{one.lower()}" for one in (PUBLISHED, IN_PREPARATION))
    assert step(officer, public, "change", reason="x").json()["stage"] == "change"
    assert send(officer, "POST", f"{public}/change-withdrawal").json()["stage"] == "published"
    missing = step(officer, draft, "abandonment", reason=" ")
    assert [one["type"] for one in missing.json()["faults"]] == ["reason-missing"]
    assert step(officer, draft, "abandonment", reason="x").json()["stage"] == "abandoned"
    frozen = send(officer, "POST", f"{draft}/lots", {"title": "Neu"})
    assert (frozen.status_code, frozen.json()["type"]) == (409, "/errors/procurement/procedure-frozen")


def test_a_stale_version_is_refused(officer: Client) -> None:
    address = begun(officer)
    stale = send(officer, "DELETE", f"{address}/lots/1", tag='"1"')
    assert (stale.status_code, stale.headers["etag"]) == (412, '"5"')
    assert officer.request("DELETE", f"{address}/lots/1").status_code == 428
    assert send(officer, "DELETE", f"{address}/lots/1").json()["lots"] == []


def test_the_list_is_searched_and_walked(officer: Client, house: House) -> None:
    first = officer.get(PROCEDURES, params={"limit": 1})
    assert [one["reference"] for one in first.json()["items"]] == [PUBLISHED]
    further = officer.get(PROCEDURES, params={"limit": 1, "cursor": first.json()["next"]})
    assert [one["reference"] for one in further.json()["items"]] == [IN_PREPARATION]
    found = officer.get(PROCEDURES, params={"search": f"{IN_PREPARATION} video"}).json()["items"]
    assert [(one["slug"], one["stage"]) for one in found] == [(IN_PREPARATION.lower(), "preparation")]
    for account in ("revision", "wertung", "fachamt"):
        seen = client_of(house, account).get(PROCEDURES).json()["items"]
        assert [one["reference"] for one in seen] == [PUBLISHED], account


def test_what_is_not_public_is_read_by_nobody_else(house: House) -> None:
    draft, public = (f"{PROCEDURES}/{one.lower()}" for one in (IN_PREPARATION, PUBLISHED))
    for account, status in (("revision", 200), ("wertung", 403), ("fachamt", 403), ("verwaltung", 403)):
        client = client_of(house, account)
        assert client.get(draft).status_code == 403, account
        assert client.get(f"{draft}/publications").status_code == 403, account
        assert client.get(public).status_code == status, account
    assert client_of(house, "wertung").get(f"{public}/publications/1").status_code == 200


def test_a_matrix_is_probed_and_its_faults_are_told(officer: Client) -> None:
    address = begun(officer)
    assert officer.get(f"{address}/lots/1/probe").json()["findings"]
    assert officer.get(f"{address}/lots/2/probe").status_code == 404
    with_bids = send(officer, "PUT", f"{address}/lots/1/matrix", demo())
    assert (with_bids.status_code, with_bids.json()["faults"][0]["type"]) == (422, "bids_before_publication")
    broken = demo() | {"bids": []}
    broken["matrix"]["criteria"][0]["weight_percent"] = "1"
    assert send(officer, "PUT", f"{address}/lots/1/matrix", broken).status_code == 422
    assert send(officer, "PUT", f"{address}/need", {"lots": []}).status_code == 422
    taken = officer.post(PROCEDURES, json={"reference": "VG-9", "title": "Noch einmal"})
    assert (taken.status_code, taken.json()["type"]) == (409, "/errors/procurement/reference-taken")


def test_a_published_version_says_its_notice_by_lot(officer: Client) -> None:
    address = f"{PROCEDURES}/{PUBLISHED.lower()}/publications/1/notice"
    (lot,) = officer.get(address).json()

    assert (lot["lot"], lot["title"], lot["award"]["unit"]) == (1, "Videoberatung", "per-exa")
    assert "Bei Gleichstand entscheidet der niedrigere Preis" in lot["award"]["text"]
    assert lot["award"]["gaps"] == []
    (points,) = officer.get(address, params={"unit": "poi-exa", "price": "cost"}).json()
    assert (points["award"]["unit"], points["award"]["criteria"][0]["type"]) == ("poi-exa", "cost")
    assert officer.get(f"{PROCEDURES}/{PUBLISHED.lower()}/publications/2/notice").status_code == 404
    assert officer.get(f"{PROCEDURES}/{IN_PREPARATION.lower()}/publications/1/notice").status_code == 404
