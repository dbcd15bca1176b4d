"""Open-source products and alternatives over the interface."""

import base64

import pytest
from litestar.types import ASGIApp

from app.house import House
from infra.database import Database
from tests.api.conftest import client_of, demo_city
from tests.clients import TestClient
from tests.licensing.openness.test_alternatives import FORMS
from tests.procedures import ASKER, prepared

Client = TestClient[ASGIApp]
SAME = {"Sec-Fetch-Site": "same-origin"}
FILE = {"name": "a.yml", "content": base64.b64encode(FORMS.encode()).decode()}
COLLECTION = {"source": "openCode", "dated": "2026-11-01", "files": [FILE]}


@pytest.fixture
def house(demo_file: Database) -> House:
    return demo_city(demo_file)


def test_a_collection_is_imported_and_walked(house: House) -> None:
    client, keyed = client_of(house, "adit"), SAME | {"Idempotency-Key": "k"}
    first = client.post("/api/v1/product-imports", json=COLLECTION, headers=keyed)
    assert (first.status_code, first.json()["products"]) == (200, 1)
    assert client.post("/api/v1/product-imports", json=COLLECTION, headers=keyed).json() == first.json()
    assert len(client.get("/api/v1/product-imports").json()["items"]) == 1
    (product,) = client.get("/api/v1/products?search=antr%C3%A4ge&limit=1").json()["items"]
    assert (product["name"], product["source"]) == ("Formularwerk", "openCode")
    assert client_of(house, "fachamt").post("/api/v1/product-imports", json=COLLECTION, headers=SAME).status_code == 403


def test_alternatives_are_documented(house: House) -> None:
    client_of(house, "adit").post("/api/v1/product-imports", json=COLLECTION, headers=SAME)
    client, own = client_of(house, "vergabestelle"), f"/api/v1/procedures/{prepared(house, 'ALT-1', ASKER).slug}"
    found = client.get(f"{own}/alternative-products?search=Antr%C3%A4ge").json()
    taking = {"product": found["items"][0]["product"]}
    assert client.post(f"{own}/alternative-searches", json={"words": "Anträge"}, headers=SAME).json()["found"] == 1
    number = client.post(f"{own}/alternatives-from-catalogue", json=taking, headers=SAME).json()["number"]
    again = client.post(f"{own}/alternatives-from-catalogue", json=taking, headers=SAME)
    assert again.json()["type"] == "/errors/procurement/alternative-listed"
    for field, value in (("stand", "rejected"), ("grund", "Kann keine Termine.")):
        given = SAME | {"If-None-Match": "*"}
        saved = client.patch(f"{own}/alternatives/{number}/{field}", json={"value": value}, headers=given)
        assert (saved.status_code, saved.json()["version"]) == (200, 1)
    seen = client.get(f"{own}/alternatives").json()
    assert seen["items"][0]["reason"]["value"] == "Kann keine Termine."
    version = f'"{seen["check"]["version"]}"'
    done = client.post(f"{own}/alternative-check", headers=SAME | {"If-Match": version})
    assert done.json()["value"] == seen["proposal"]
    assert client.post(f"{own}/alternative-check", headers=SAME).status_code == 428
    assert client.get(f"{own}/alternatives-paper").content[:5] == b"%PDF-"


def test_an_own_entry_comes_and_goes(house: House) -> None:
    client, own = client_of(house, "vergabestelle"), f"/api/v1/procedures/{prepared(house, 'ALT-1', ASKER).slug}"
    number = client.post(f"{own}/alternatives", json={"name": "Handwerk"}, headers=SAME).json()["number"]
    assert client.delete(f"{own}/alternatives/{number}", headers=SAME).status_code == 204
    assert client.delete(f"{own}/alternatives/{number}", headers=SAME).status_code == 404
