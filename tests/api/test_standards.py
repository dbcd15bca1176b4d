"""Open standards over the interface: the catalogue, clauses into a matrix, files held against standards."""

import base64
import json

import jsonschema
import pytest
from litestar.types import ASGIApp
from pydantic import TypeAdapter

from app.commands.schema import FORMATS
from app.house import House
from infra.database import Database
from infra.jobs.runner import Runner
from licensing.standards.export import FORMAT
from procurement.model import ProcedureStage
from scoring.formats import format_schema
from tests.api.conftest import client_of, demo_city
from tests.artefacts import odt
from tests.bids import ASKER, with_bids
from tests.clients import TestClient
from tests.procedures import prepared
from tests.procurement.test_bid_intake import put
from tests.procurement.test_evidence import imported

Client = TestClient[ASGIApp]
PROBES = "/api/v1/standard-probes"
SAME = {"Sec-Fetch-Site": "same-origin"}
FILE = {"name": "brief.odt", "content": base64.b64encode(odt()).decode()}


@pytest.fixture
def house(demo_file: Database) -> House:
    return demo_city(demo_file)


def test_the_catalogue_is_walked_and_filtered_without_an_account(house: House) -> None:
    client, seen, cursor = client_of(house, "adit"), [], None
    while True:
        asked = {"limit": "100"} | ({"cursor": cursor} if cursor else {})
        answer = client.get("/api/v1/standards", params=asked).json()
        seen += [one["id"] for one in answer["items"]]
        if (cursor := answer["next"]) is None:
            break
    assert sorted(seen) == sorted(house.standards.shelf.catalogue.standards)
    found = client.get("/api/v1/standards", params={"q": "pdf", "openness": "restricted"}).json()["items"]
    assert found
    assert {one["openness"] for one in found} == {"restricted"}
    one = client.get("/api/v1/standards/odf").json()
    assert (one["openness"], {fact["name"] for fact in one["facts"] if fact["value"] != "unknown"} != set()) == (
        "open",
        True,
    )
    assert all((fact["source"] is None) is (fact["value"] == "unknown") for fact in one["facts"])
    assert client.get("/api/v1/standards/nichts").json()["type"] == "/errors/procurement/standard-not-found"
    assert client.get("/api/v1/standards", params={"domain": "nichts"}).status_code == 400


def test_the_file_of_the_catalogue_is_of_its_published_schema(house: House) -> None:
    client = client_of(house, "adit")
    document = json.loads(client.get("/standards/dateien/katalog.json?bereich=groupware").content)
    jsonschema.validate(document, format_schema(FORMAT, FORMATS))
    assert TypeAdapter(FORMATS[FORMAT]).validate_python(document)
    assert {one["domain"] for one in document["standards"]} == {"groupware"}
    table = client.get("/standards/dateien/katalog.csv?bereich=groupware").content.decode("utf-8-sig").splitlines()
    assert len(table) == 1 + len(document["standards"])
    assert table[0].startswith("Kennung;Name;Zweck;")


def test_clauses_are_listed_and_one_is_taken(house: House) -> None:
    client = client_of(house, "vergabestelle")
    first = client.get("/api/v1/standard-clauses", params={"limit": 2, "q": "odf"}).json()
    assert "oder gleichwertig" in first["items"][0]["requirement"]
    procedure = prepared(house)
    where = f"/api/v1/procedures/{procedure.slug}/lots/1/standard-criteria"
    wish = {"clause": first["items"][0]["id"], "kind": "A", "id": "OS1"}
    headers = {**SAME, "If-Match": f'"{procedure.version}"', "Idempotency-Key": "eins"}
    taken = [client.post(where, json=wish, headers=headers) for _ in range(2)]
    assert [one.status_code for one in taken] == [200, 200], taken[0].text
    assert [one.json()["version"] for one in taken] == [procedure.version + 1] * 2
    assert client.post(where, json=wish, headers=SAME).status_code == 428
    refused = client.post(where, json={**wish, "clause": "x"}, headers={**headers, "Idempotency-Key": "zwei"})
    assert refused.status_code in {404, 409}


def test_a_file_is_looked_at_read_again_and_taken_away(house: House) -> None:
    client = client_of(house, "fachamt")
    asked = client.post(PROBES, json=FILE, headers={**SAME, "Idempotency-Key": "eins"})
    assert (asked.status_code, asked.headers["location"]) == (201, f"{PROBES}/{asked.json()['id']}")
    again = client.post(PROBES, json=FILE, headers={**SAME, "Idempotency-Key": "eins"})
    assert again.json() == asked.json()
    address = asked.headers["location"]
    assert (client.get(address).json()["state"], client.get(address).json()["answer"]) == ("waiting", None)
    assert client.delete(address, headers=SAME).json()["type"] == "/errors/procurement/standard-probe-running"
    assert Runner(house.jobs).work_once()
    seen = client.get(address).json()
    assert (seen["standard"], seen["conformance"], seen["openness"], seen["answer"]["open"]) == (
        "odf",
        "conforming",
        "open",
        "open",
    )
    assert [one["id"] for one in client.get(PROBES).json()["items"]] == [seen["id"]]
    assert client_of(house, "adit").get(address).status_code == 403
    assert client_of(house, "verwaltung").get(PROBES).status_code == 403
    assert client.delete(address, headers=SAME).status_code == 204
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    "body", [{}, {**FILE, "from_bid": True}, {**FILE, "upload": "x"}, {"name": "x", "content": "?"}]
)
def test_a_file_comes_in_one_way(house: House, body: dict[str, object]) -> None:
    refused = client_of(house, "fachamt").post(PROBES, json=body, headers=SAME)
    assert refused.status_code == 422, refused.text


def test_no_probe_leads_to_a_locked_price(house: House) -> None:
    slug = with_bids(house).slug
    imported(house, slug, "preis.csv", b"a;b\r\n1;2\r\n", with_price=True)
    put(house, slug, ProcedureStage.SCORING)
    where = f"/api/v1/procedures/{slug}/bids/1-1-1-1/standard-probes"
    told = {"name": "preis.csv", "from_bid": True}
    for account, status in (("vergabestelle2", 403), ("wertung", 403), ("adit", 403), ("vergabestelle", 409)):
        client = client_of(house, account)
        assert client.post(where, json=told, headers=SAME).status_code == status, account
    asked = client_of(house, "vergabestelle").post(where, json=FILE, headers=SAME)
    assert asked.status_code == 201
    assert len(client_of(house, "revision").get(where).json()["items"]) == 1
    for account in ("adit", "wertung"):
        assert client_of(house, account).get(asked.headers["location"]).status_code == 403
    assert ASKER.person
