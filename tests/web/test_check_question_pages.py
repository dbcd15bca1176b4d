"""Publishing a catalogue of questions, and what an office fills in for all its checks, on their pages."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from litestar.types import ASGIApp

from app.house import House
from app.wiring import build_house
from infra.database import Database
from infra.settings import Settings
from tests.applications import guarded
from tests.clients import TestClient
from tests.people import cookies
from tests.web.page import parse

Client = TestClient[ASGIApp]
As = Callable[[str], Client]
SAME = {"Sec-Fetch-Site": "same-origin"}
NEW = "/digital-checks/fragen/neu"


@pytest.fixture
def as_person(demo_file: Database) -> As:
    house: House = build_house(demo_file)

    def enter(account: str) -> Client:
        application = guarded(house, Settings())
        client = TestClient(application, base_url="http://127.0.0.1:8000", cookies=cookies(house, account))
        client.headers.update(SAME)
        return client

    return enter


def shipped(client: Client) -> dict[str, Any]:
    links = [one.attrs["href"] for one in parse(client.get(NEW).text).one("main").all("a")]
    link = next(one for one in links if one.endswith("/datei"))
    return dict(json.loads(client.get(link).content))


def test_a_file_is_checked_compared_and_then_published(as_person: As) -> None:
    client = as_person("dezernat")
    own = shipped(client)
    own["version"] = "2.0"
    own["questions"][5]["help"] = "Ein anderer Hinweis."
    answer = client.post(NEW, data={"inhalt": json.dumps(own)})
    assert answer.status_code == 200, parse(answer.text).one("main").text[:500]
    preview = parse(answer.text).one("main")
    assert own["questions"][5]["id"] in preview.one("dl").text
    assert "2.0" not in client.get("/digital-checks/fragen").text  # nothing is published yet
    document = preview.one("input", name="katalog").attrs["value"]
    led = client.post(NEW, data={"katalog": document}, follow_redirects=False)
    assert (led.status_code, led.headers["location"]) == (303, f"/digital-checks/fragen/{own['id']}/2.0")
    assert client.get(led.headers["location"]).status_code == 200
    again = client.post(NEW, data={"katalog": document})
    assert (again.status_code, "gibt es schon" in again.text) == (422, True)


def test_what_is_wrong_is_named_and_stays_in_the_form(as_person: As) -> None:
    client = as_person("dezernat")
    own = shipped(client) | {"version": "2.1"}
    own["questions"][5]["office"] = "niemand"
    text = json.dumps(own)
    refused = client.post(NEW, data={"inhalt": text})
    assert refused.status_code == 422
    assert "/questions/5/office" in refused.text
    assert parse(refused.text).one("textarea").text.strip() == text
    assert client.post(NEW, data={"inhalt": " "}).status_code == 422
    assert as_person("fachamt").get(NEW).status_code == 403


def test_an_office_fills_in_once_what_new_checks_take_over(as_person: As) -> None:
    client, address = as_person("fachamt"), "/digital-checks/vorgaben"
    form = parse(client.get(address).text).one("main")
    names = {one.attrs["name"] for one in form if one.attrs.get("name")}
    assert {"dezernat", "E4", "E4.owner"} <= names
    assert not {"L1", "E4.until", "K1.1.days_to"} & names  # what belongs to one proposal is never taken over
    sent = {
        "dezernat": "Dezernat IX",
        "E4.owner": "ADIT",
        **{f"{one}-fassung": "0" for one in ("dezernat", "E4.owner")},
    }
    led = client.post(address, data=sent, follow_redirects=False)
    assert (led.status_code, led.headers["location"]) == (303, f"{address}?geaendert=ja")
    assert parse(client.get(address).text).one("input", id="dezernat").attrs["value"] == "Dezernat IX"
    late = client.post(address, data=sent | {"dezernat": "Dezernat X"})
    assert (late.status_code, "Dezernat X" in late.text) == (409, True)
    long = client.post(address, data=sent | {"dezernat": "x" * 500})
    assert (long.status_code, "x" * 500 in long.text) == (422, True)
    begun = client.post("/digital-checks/neu", data={"titel": "Noch ein Vorhaben"}, follow_redirects=False)
    check = begun.headers["location"].split("/vorpruefung")[0]
    assert "Dezernat IX" in client.get(f"{check}/ausfuellen/kopf").text
