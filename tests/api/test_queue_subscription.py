"""``/queue-subscription``: the own calendar and the daily mail, as programs order them."""

from collections.abc import Callable
from functools import partial

import pytest
from icalendar import Calendar
from litestar.types import ASGIApp

from app.house import House
from infra.database import Database
from tests.api.conftest import client_of, demo_city
from tests.clients import TestClient

Clients = Callable[[str], TestClient[ASGIApp]]
OWN = "/api/v1/queue-subscription"


@pytest.fixture
def clients(demo_file: Database) -> Clients:
    house: House = demo_city(demo_file)
    return partial(client_of, house)


def test_the_mail_is_ordered_and_cancelled(clients: Clients) -> None:
    client = clients("adit")
    nothing = {"mail_address": None, "has_calendar_address": False, "sends_mail": False}
    assert client.get(OWN).json() == nothing
    wrong = client.put(f"{OWN}/mail", json={"address": "kein Postfach"})
    assert (wrong.status_code, wrong.json()["type"].endswith("capacity/mail-address")) == (422, True)
    ordered = client.put(f"{OWN}/mail", json={"address": " adit@musterstadt.de "}, headers={"Idempotency-Key": "m1"})
    assert ordered.json() == nothing | {"mail_address": "adit@musterstadt.de"} == client.get(OWN).json()
    again = client.put(f"{OWN}/mail", json={"address": " adit@musterstadt.de "}, headers={"Idempotency-Key": "m1"})
    assert again.headers["idempotent-replayed"] == "true"
    assert clients("dezernat").get(OWN).json() == nothing, "everybody has their own"
    assert client.put(f"{OWN}/mail", json={"address": ""}).json() == nothing
    assert clients("verwaltung").get(OWN).status_code == 403


def test_a_calendar_by_a_secret_address_that_is_told_once(clients: Clients) -> None:
    client = clients("adit")
    made = client.post(f"{OWN}/calendar").json()["address"]
    assert client.get(OWN).json()["has_calendar_address"]
    assert made not in client.get(OWN).text
    path = "/kalender/" + made.split("/kalender/")[1]
    own = client.get(f"{OWN}/calendar.ics")
    assert own.headers["content-type"] == "text/calendar; charset=utf-8"
    said = {str(one["summary"]) for one in Calendar.from_ical(own.content).walk("VEVENT")}
    assert any("Antwort fällig" in one for one in said)
    client.cookies.clear()
    shared = client.get(path)
    assert {str(one["summary"]) for one in Calendar.from_ical(shared.content).walk("VEVENT")} == said
    client = clients("adit")
    newer = client.post(f"{OWN}/calendar").json()["address"]
    assert client.get(path).status_code == 404, "one address at a time"
    assert client.delete(f"{OWN}/calendar").status_code == 204
    assert client.get("/kalender/" + newer.split("/kalender/")[1]).status_code == 404
    assert not client.get(OWN).json()["has_calendar_address"]
