"""``/house-rules``: versions of a city, as programs add and read them."""

import pytest

from app.house import House
from app.licences.house_rules import GatedRules
from infra.database import Database
from tests.api.conftest import client_of, demo_city

RULES = "/api/v1/house-rules"
SAME = {"Sec-Fetch-Site": "same-origin"}
SHIPPED = GatedRules().shipped


@pytest.fixture
def house(demo_file: Database) -> House:
    return demo_city(demo_file)


def test_rules_are_added_once_and_read_with_what_changed(house: House) -> None:
    client = client_of(house, "vergabestelle")
    text = SHIPPED.text.replace('version: "1"', 'version: "2026-12"').encode()
    added = client.post(RULES, json={"text": text.decode()}, headers=SAME)
    assert (added.status_code, added.headers["location"]) == (201, f"{RULES}/1"), added.text
    assert client.post(RULES, json={"text": text.decode()}, headers=SAME).json()["number"] == 1
    seen = client.get(f"{RULES}/1").json()
    assert (seen["head"]["version"], seen["text"].encode(), seen["earlier"]) == ("2026-12", text, 0)
    assert [(one["removed"], one["added"]) for one in seen["changes"]] == [(['version: "1"'], ['version: "2026-12"'])]
    assert [one["number"] for one in client.get(RULES).json()["items"]] == [1]
    assert client.get(f"{RULES}/0").json()["head"]["digest"] == SHIPPED.digest


def test_rules_with_faults_or_of_a_taken_name_are_refused(house: House) -> None:
    client = client_of(house, "vergabestelle")
    wrong = client.post(RULES, json={"text": SHIPPED.text.replace("roles:", "rollen:", 1)}, headers=SAME)
    assert wrong.status_code == 422
    assert {one["pointer"] for one in wrong.json()["faults"]} == {"/rules/0/roles", "/rules/0/rollen"}
    taken = client.post(RULES, json={"text": SHIPPED.text + "# mehr\n"}, headers=SAME)
    assert (taken.status_code, taken.json()["type"]) == (409, "/errors/procurement/house-rules-taken")
    assert client.get(f"{RULES}/9").json()["type"] == "/errors/procurement/house-rules-not-found"
    assert client_of(house, "fachamt").post(RULES, json={"text": "a: 1"}, headers=SAME).status_code == 403
