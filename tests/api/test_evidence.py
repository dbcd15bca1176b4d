"""Evidence on licences over the interface: the whole way, repetition, refusals, and no way to a price."""

import base64
from typing import Any

import pytest
from litestar.types import ASGIApp

from app.house import House
from infra.database import Database
from infra.jobs.runner import Runner
from procurement.model import ProcedureStage
from tests.api.conftest import client_of, demo_city
from tests.bid_files import PRICE_TEXT
from tests.bids import EVALUATOR, appoint, with_bids
from tests.clients import TestClient
from tests.evidence import LICENCE_LIST
from tests.procurement.test_bid_intake import put
from tests.procurement.test_evidence import imported

Client = TestClient[ASGIApp]
ANALYSES = "/api/v1/analyses"
SAME = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def house(demo_file: Database) -> House:
    return demo_city(demo_file)


def send(client: Client, method: str, address: str, body: Any = None, **headers: str) -> Any:  # noqa: ANN401 - JSON and answers
    """Send a change of an analysis with its present version."""
    root = "/".join(address.split("/")[:5])
    given = {"If-Match": client.get(root).headers["etag"]} | SAME | headers
    return client.request(method, address, json=body, headers=given)


def given(content: bytes, **further: str) -> dict[str, str]:
    return {"name": "liste.csv", "content": base64.b64encode(content).decode()} | further


def made(client: Client, where: str = ANALYSES) -> str:
    answer = client.post(where, json={"title": "Nachweise", "scenario": "saas"}, headers=SAME)
    assert answer.status_code == 201, answer.text
    return str(answer.headers["location"])


def test_the_whole_way_over_the_interface(house: House) -> None:
    client = client_of(house, "adit")
    address = made(client)
    added = send(client, "POST", f"{address}/files", given(LICENCE_LIST), **{"Idempotency-Key": "k"})
    assert (added.status_code, added.json()["version"], added.headers["etag"]) == (200, 2, '"2"')
    started = send(client, "POST", f"{address}/results")
    assert (started.status_code, started.json()["result"]) == (200, 1)
    assert client.get(address).json()["state"] == "waiting"
    assert send(client, "POST", f"{address}/results").json()["type"] == "/errors/procurement/analysis-running"
    assert Runner(house.jobs).work_once()
    seen = client.get(address).json()
    assert (seen["state"], seen["progress"], seen["results"][0]["choice"]["scenario"]) == ("done", None, "saas")
    result = client.get(f"{address}/results/1").json()
    assert (result["components"], result["documents"][0]["columns"]["confirmed"]) == (3, False)
    first = client.get(f"{address}/results/1/components", params={"limit": 2}).json()
    last = client.get(f"{address}/results/1/components", params={"limit": 2, "cursor": first["next"]}).json()
    assert [one["name"] for one in (*first["items"], *last["items"])] == ["alpha", "beta", "gamma"]
    found = client.get(f"{address}/results/1/components", params={"licence_class": "copyleft"}).json()["items"]
    assert [one["name"] for one in found] == ["beta"]
    assert client.get(f"{address}/results/1/findings", params={"weight": "note"}).json()["items"]
    assert client.get(f"{address}/results/1/documents/1").json()["format"] == "list"
    assert [client.get(f"{address}/results/1/documents/{at}").status_code for at in (0, 2, 2**31, 10**30)] == [404] * 4
    download = client.get(f"{address}/results/1/document")
    assert download.headers["content-disposition"].endswith('.json"')
    assert download.json()["files"][0]["licences"]["copyleft"] == 1


def test_confirmed_columns_start_another_result(house: House) -> None:
    client = client_of(house, "adit")
    address = made(client)
    send(client, "POST", f"{address}/files", given(LICENCE_LIST))
    send(client, "POST", f"{address}/results")
    assert Runner(house.jobs).work_once()
    confirmed = send(client, "PUT", f"{address}/files/1/columns", {"columns": {"name": 0, "licence": 1}})
    assert confirmed.json()["result"] == 2
    assert Runner(house.jobs).work_once()
    assert client.get(f"{address}/results/2").json()["documents"][0]["columns"]["confirmed"] is True
    assert client.get(address).json()["files"][0]["columns"] == {"": {"name": 0, "licence": 1}}


def test_what_is_refused_says_why(house: House) -> None:
    client = client_of(house, "fachamt")
    address = made(client)
    refusals = [
        (send(client, "POST", f"{address}/results"), 409, "procurement/analysis-empty"),
        (send(client, "POST", f"{address}/files", given(b"")), 422, "scoring/invalid-input"),
        (send(client, "POST", f"{address}/files", given(b"x", kind="licence-text")), 422, "scoring/invalid-input"),
        (send(client, "POST", f"{address}/files-from-upload", {"upload": "nix"}), 404, "uploads/not-found"),
        (send(client, "POST", f"{address}/files-from-bid", {"name": "nix"}), 404, "procurement/bid-file-not-found"),
        (send(client, "DELETE", f"{address}/files/7"), 404, "procurement/evidence-file-not-found"),
        (send(client, "PUT", address, {"title": "x", "rules": "nix"}), 422, "scoring/invalid-input"),
        (client.delete(address, headers=SAME), 428, "http/precondition-required"),
        (client.get(f"{address}/results/1"), 404, "procurement/analysis-result-not-found"),
        (client.get(f"{ANALYSES}/{10**30}"), 404, "procurement/analysis-not-found"),
        (client_of(house, "adit").get(address), 403, "identity/access-denied"),
        (client_of(house, "verwaltung").get(ANALYSES), 403, "identity/access-denied"),
    ]
    assert [(one.status_code, one.json()["type"]) for one, _, _ in refusals] == [
        (status, f"/errors/{kind}") for _, status, kind in refusals
    ]
    assert send(client, "DELETE", address).status_code == 204
    assert client.get(address).status_code == 404


def test_no_analysis_leads_to_a_locked_price(house: House) -> None:
    """The file that tells the price is refused to everybody who may gather evidence on the bid."""
    slug = with_bids(house).slug
    imported(house, slug, "Preisdatei 1.csv", PRICE_TEXT, with_price=True)
    appoint(house, slug, EVALUATOR)
    put(house, slug, ProcedureStage.SCORING)
    where = f"/api/v1/procedures/{slug}/bids/1-1-1-1/analyses"
    for account, status in (("vergabestelle2", 403), ("wertung", 403), ("vergabestelle", 409)):
        client = client_of(house, account)
        address = made(client, where)
        refused = send(client, "POST", f"{address}/files-from-bid", {"name": "Preisdatei 1.csv"})
        assert (refused.status_code, client.get(address).json()["files"]) == (status, [])
    assert client_of(house, "adit").get(where).status_code == 403
    assert len(client_of(house, "revision").get(where).json()["items"]) == 3
