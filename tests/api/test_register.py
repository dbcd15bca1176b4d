"""``/register-entries``: what programs enter, change, list, take away as a table and hand in."""

from base64 import b64encode
from collections.abc import Callable
from datetime import date
from functools import partial

import pytest
from litestar.types import ASGIApp

from app.house import House
from app.register_wiring import load_alarm_months
from infra.identity.demo import DEMO_CITY, demo_office
from infra.policy.model import operator
from infra.policy.table import Action
from procurement.model import EndKind
from procurement.rules.register.ends import AlarmMonths
from procurement.services.register.alarming import warn
from tests.api.conftest import client_of
from tests.clients import TestClient

Client = TestClient[ASGIApp]
API, TABLES = "/api/v1/register-entries", "/api/v1/register-tables"


@pytest.fixture
def clients(house: House) -> Callable[[str], Client]:
    """Return a client of its own for each: the one that tests share stays signed in as it is."""
    return partial(client_of, house)


def test_an_entry_from_its_beginning_to_the_decided_check(house: House, clients: Callable[[str], Client]) -> None:
    client, office = clients("adit"), demo_office("buergeramt")
    day = house.transactions.clock.now().date()
    facts = {"product": "Radarwerk", "office": office, "licence": "MIT", "contract_end": f"{day.year}-12-31"}
    added = client.post(API, json=facts | {"notice_months": 3})
    address = added.headers["location"]
    assert (added.status_code, added.headers["etag"]) == (201, '"1"')
    wrong = client.post(API, json={"product": " ", "switch_off": "2027-01-01"})
    assert [one["pointer"] for one in wrong.json()["faults"]] == ["/product", "/switch_off"]
    assert client.put(address, json=facts).status_code == 428
    changed = client.put(address, json=facts | {"browser": "ja"}, headers={"If-Match": '"1"'})
    stale = client.put(address, json=facts, headers={"If-Match": '"1"'})
    assert (changed.json()["version"], stale.status_code) == (2, 412)

    months = AlarmMonths.on(load_alarm_months(), day)
    with house.transactions.write(operator(DEMO_CITY), Action.WATCH_REGISTER) as writing:
        assert warn(writing, added.json()["number"], EndKind.CONTRACT, months)
    seen = client.get(address).json()
    assert (seen["licence"]["expression"], seen["licence"]["osi"], seen["notice_by"]) == ("MIT", "yes", None)
    assert seen["changes"][0]["changes"] == {"browser": ["unbekannt", "ja"], "notice_months": ["3", ""]}
    assert (seen["alarms"][0]["kind"], seen["checks"][0]["outcome"]) == ("vertrag", None)
    decision = {"outcome": "ersetzen", "reason": "Es gibt Besseres."}
    refused = clients("fachamt").post(f"{address}/checks/1/decision", json=decision)
    decided = clients("adit").post(f"{address}/checks/1/decision", json=decision)
    again = clients("adit").post(f"{address}/checks/1/decision", json=decision)
    assert (refused.status_code, decided.json()["outcome"], again.status_code) == (403, "ersetzen", 409)
    assert clients("adit").post(f"{address}/checks/9/decision", json=decision).status_code == 404


def test_the_list_is_walked_and_filtered(clients: Callable[[str], Client]) -> None:
    client = clients("vergabestelle")
    numbers = [client.post(API, json={"product": f"Kran {one}", "browser": "nein"}).json()["number"] for one in "abc"]
    first = client.get(API, params={"search": "kran", "limit": 2}).json()
    rest = client.get(API, params={"search": "kran", "limit": 2, "cursor": first["next"]}).json()
    assert [one["number"] for one in (*first["items"], *rest["items"])] == numbers[::-1]
    assert client.get(API, params={"search": "kran", "browser": "ja"}).json()["items"] == []
    assert clients("fachamt").get(API, params={"search": "kran"}).json()["items"] == []
    assert clients("fachamt").get(f"{API}/{numbers[0]}").status_code == 403
    assert clients("wertung").get(API).status_code == 403
    assert clients("adit").get(f"{API}/999999").status_code == 404


def test_a_table_goes_out_and_comes_in(clients: Callable[[str], Client]) -> None:
    client = clients("vergabestelle")
    rows = "Produkt;Altsystem;Abschaltung am\nTelex;ja;31.12.2027\n"
    taken = client.post(TABLES, json={"content": b64encode(rows.encode()).decode()})
    assert taken.json() == {"added": 1, "changed": 0, "same": 0}
    table = client.get(f"{TABLES}/csv", params={"search": "telex"})
    assert "Telex" in table.content.decode()
    assert date(2027, 12, 31).strftime("%d.%m.%Y") in table.content.decode()
    same = client.post(TABLES, json={"content": b64encode(table.content).decode()})
    assert same.json() == {"added": 0, "changed": 0, "same": 1}
    wrong = client.post(TABLES, json={"content": b64encode(b"Name\nTelex\n").decode()})
    assert (wrong.status_code, "Produkt" in wrong.text) == (422, True)


def test_a_kurzbewertung_begins_from_an_entry(clients: Callable[[str], Client]) -> None:
    entry = clients("adit").post(
        API, json={"product": "Wegeplan", "office": demo_office("buergeramt"), "purpose": "Wege"}
    )
    wish = {"title": "Wegeplan", "route": "verlaengerung"}
    begin = "/api/v1/short-assessments"
    client = clients("fachamt")
    begun = client.post(begin, json={**wish, "register_entry": entry.json()["number"]})
    fields = client.get(begun.headers["location"]).json()["fields"]
    assert (begun.status_code, fields["bedarf"]["value"], fields["name-1"]["value"]) == (201, "Wege", "Wegeplan")
    assert client.post(begin, json={**wish, "register_entry": 99_999}).status_code == 404
