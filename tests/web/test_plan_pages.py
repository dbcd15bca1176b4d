"""Pages of capacity and plan: staffing, pools, tables, how full roles are, when a request would be worked on."""

from collections.abc import Iterator

import pytest
from litestar.types import ASGIApp

from app.digitalcheck_wiring import plans
from app.house import House
from tests.capacity.ranking import proposed
from tests.capacity.test_requests import Directly
from tests.clients import TestClient
from tests.people import actor, cookies
from tests.web.conftest import walking
from tests.web.page import Node, parse
from tests.web.test_request_pages import As, as_person, page, sent

__all__ = ["as_person"]
DEPARTMENT = actor("fachamt")
SUPPLY, PLAN = "/anforderungen/kapazitaet", "/anforderungen/plan"
STAFF = {"besetzung-rolle": "Projektleitung", "vze": "2", "grundlast": "60", "ab": "01.11.2026"}
POOL = {"extern-name": "Rahmenvertrag", "extern-rolle": "Projektleitung", "extern-von": "01.01.2027"}
POOL |= {"extern-bis": "31.03.2027", "extern-tage": "13", "extern-budget": "15.000"}


@pytest.fixture
def alone(untouched: House) -> Iterator[As]:
    """Return a client of a city in which nobody else asks for anything."""
    with walking(untouched, "adit") as client:

        def enter(account: str | None) -> TestClient[ASGIApp]:
            client.cookies.clear()
            client.cookies.update(cookies(untouched, str(account)))
            return client

        yield enter


def first_days(shown: Node) -> str:
    """Return the person-days of the first role in the first quarter of the next year."""
    return shown.one("section", aria_labelledby="uebersicht").one("tbody").all("td")[1].text.strip()


def test_capacity_is_entered_in_a_few_lines_and_the_quarters_follow(as_person: As) -> None:
    client = as_person("adit")
    wrong = sent(client, f"{SUPPLY}/besetzung", **STAFF | {"vze": "viele"})
    assert (wrong.status_code, "Bitte Vollzeitstellen von 0 bis" in wrong.text) == (422, True)
    assert parse(wrong.text).one("input", name="vze").attrs["value"] == "viele"
    assert sent(client, f"{SUPPLY}/besetzung", **STAFF).status_code == 303
    assert sent(client, f"{SUPPLY}/extern", **POOL).status_code == 303
    shown = page(client, SUPPLY)
    assert "15.000,00" in shown.one("section", aria_labelledby="extern").text
    assert first_days(shown) == "47,75"
    table = b"Rolle;Zeitraum;Personentage\nProjektleitung;2027-Q1;20\nProjektleitung;bald;1\n"
    refused = client.post(f"{SUPPLY}/einlesen", files={"datei": ("k.csv", table, "text/csv")}, follow_redirects=False)
    assert (refused.status_code, "Zeile 3" in refused.text) == (422, True)
    taken = client.post(
        f"{SUPPLY}/einlesen", files={"datei": ("k.csv", table[:-22], "text/csv")}, follow_redirects=False
    )
    assert taken.status_code == 303
    assert first_days(page(client, SUPPLY)) == "33", "20 entered, 13 from outside"
    for path, fields in (
        ("", {"rolle": "Projektleitung", "streichen": "2027-Q1"}),
        ("/besetzung", {"besetzung-rolle": "Projektleitung", "streichen": "2026-11-01"}),
        ("/extern", {"extern-name": "Rahmenvertrag", "extern-rolle": "Projektleitung", "streichen": "2027-01-01"}),
    ):
        assert sent(client, SUPPLY + path, **fields).status_code == 303
    assert "noch nichts eingetragen" in page(client, SUPPLY).text
    assert sent(as_person("revision"), f"{SUPPLY}/besetzung", **STAFF).status_code == 403


def test_the_plan_shows_loads_conflicts_and_why_not_earlier(untouched: House, alone: As) -> None:
    sent(alone("adit"), f"{SUPPLY}/besetzung", **STAFF)
    for other in ("Spiel", "Turm", "Zaun"):
        first = proposed(untouched, DEPARTMENT, other, "20")
    second = proposed(untouched, DEPARTMENT, "Platz", "30")
    assert plans(untouched.transactions.clock).work(Directly(untouched), {}) is not None
    shown = page(alone("revision"), PLAN)
    assert f"Nr. {first}: Zaun" in shown.text
    assert "Was passt noch ins Quartal?" in shown.text
    assert "Jetzt neu rechnen" not in shown.text
    assert "Jetzt neu rechnen" in page(alone("dezernat"), PLAN).text
    times, chart = shown.all("svg", role="img")
    assert chart.one("title").text == "Auslastung der Rollen in 104 Wochen"
    assert times.one("title").text == "Zeitstrahl der Anforderungen auf dieser Seite"
    when = page(alone("fachamt"), f"/anforderungen/{second}").one("section", aria_labelledby="wann").text
    assert "voraussichtlich" in when
    assert "ungeeicht" in when
    assert "keine Zusage" in when
    assert "weil die Rolle „Projektleitung“ belegt ist" in when
    assert "An erster Stelle der Reihenfolge:" in when
    assert sent(alone("dezernat"), PLAN).status_code == 303
    assert alone("fachamt").get(PLAN).status_code == 403
    assert sent(alone("revision"), PLAN).status_code == 403
    sent(alone("adit"), f"{SUPPLY}/besetzung", **{"besetzung-rolle": "Projektleitung", "streichen": "2026-11-01"})
