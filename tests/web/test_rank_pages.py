"""Pages of the order of requests: the list with its line, every factor, ranks by hand, what roles can work."""

import pytest
from litestar.types import ASGIApp

from app.house import House
from capacity.model import RequestStage
from tests.capacity.ranking import proposed
from tests.clients import TestClient
from tests.people import actor
from tests.web.page import parse
from tests.web.test_request_pages import As, as_person, page, sent

Client = TestClient[ASGIApp]
__all__ = ["as_person"]
DEPARTMENT = actor("fachamt")


def test_every_factor_shows(house: House, as_person: As) -> None:
    address = f"/anforderungen/{proposed(house, DEPARTMENT, 'Parkplätze zählen')}"
    form = page(as_person("adit"), f"{address}/formular/bewertung")
    assert "ab 10.000 Fälle im Jahr" in form.one("select", name="kriterium-nutzen").text
    judged = {"kriterium-nutzen": "10", "kriterium-nutzen.version": "0", "formular": "a"}
    assert sent(as_person("adit"), f"{address}/formular/bewertung", **judged).status_code == 303
    shown = page(as_person("fachamt"), address).text
    assert "noch unbekannt, zählt wie 3" in shown
    assert "10: ab 10.000 Fälle im Jahr" in shown
    assert "44 von 100" in shown
    assert "(44 + 0) · 1 / 10 = 4,4" in shown
    assert not page(as_person("adit"), address).all("input", name="rang")


def test_a_rank_by_hand_has_a_reason_and_stands_in_the_list(house: House, as_person: As) -> None:
    first, second = (proposed(house, DEPARTMENT, one) for one in ("Ampeln vernetzen", "Brücken messen"))
    address = f"/anforderungen/{second}"
    refused = sent(as_person("dezernat"), f"/anforderungen/{first}/rang", rang="vorn", grund="Eil<b>fall")
    assert (refused.status_code, "Bitte einen Rang von 1 bis" in refused.text) == (409, True)
    assert parse(refused.text).one("main").one("input", name="rang").attrs["value"] == "vorn"
    assert "Eil<b>fall" in [one.text.strip() for one in parse(refused.text).all("textarea")]
    assert sent(as_person("dezernat"), f"/anforderungen/{first}/rang", rang="1", grund="Eilfall").status_code == 303
    taken = sent(as_person("dezernat"), f"{address}/rang", rang="1", grund="Eilfall")
    assert (taken.status_code, "steht schon eine andere Anforderung" in taken.text) == (409, True)
    listed = page(as_person("revision"), "/anforderungen/rangfolge").one("tbody").all("tr")
    assert [one.text.split()[0] for one in listed[:2]] == ["1", "2"]
    assert "Rang von Hand" in listed[0].text
    assert f"Nr. {first}: Ampeln vernetzen" in listed[0].text
    assert "Eilfall" in page(as_person("fachamt"), f"/anforderungen/{first}").text
    lifted = sent(as_person("dezernat"), f"/anforderungen/{first}/rang-aufheben", grund="Doch nicht eilig.")
    assert lifted.status_code == 303
    assert sent(as_person("adit"), f"{address}/rang", rang="1", grund="Eilfall").status_code == 403


def test_what_is_assessed_says_which_rank_it_would_take(house: House, as_person: As) -> None:
    number = proposed(house, DEPARTMENT, "Carsharing", stage=RequestStage.BEWERTUNG)
    assert "nach heutigem Stand wäre es Rang" in page(as_person("fachamt"), f"/anforderungen/{number}").text
    closed = sent(as_person("dezernat"), f"/anforderungen/{number}/rang", rang="1", grund="Eilfall")
    assert (closed.status_code, "auf die Entscheidung wartet" in closed.text) == (409, True)


def test_capacity_is_entered_and_draws_the_line(house: House, as_person: As) -> None:
    number = proposed(house, DEPARTMENT, "Drohnen", "500")
    address, client = "/anforderungen/kapazitaet", as_person("adit")
    wrong = sent(client, address, rolle="Projektleitung", zeitraum="bald", tage="viele")
    assert wrong.status_code == 422
    assert parse(wrong.text).one("input", name="tage").attrs["value"] == "viele"
    assert "Bitte ein Quartal oder eine Woche angeben" in wrong.text
    assert sent(client, address, rolle="Projektleitung", zeitraum="2027-Q1", tage="100").status_code == 303
    shown = page(client, "/anforderungen/rangfolge")
    assert "Kapazitätslinie nach Rang" in shown.text
    assert "Projektleitung 2027-Q1" in shown.text
    trial = page(client, f"/anforderungen/rangfolge?ohne={number}")
    assert "ausgelassen" in trial.text
    assert page(client, "/anforderungen/rangfolge?seite=40").text.count("Diese Seite der Liste ist leer") == 1
    assert sent(client, address, rolle="Projektleitung", streichen="2027-Q1").status_code == 303
    assert "noch nichts eingetragen" in page(client, address).text
    assert sent(as_person("revision"), address, rolle="A", zeitraum="2027-Q1", tage="1").status_code == 403


@pytest.mark.parametrize("address", ["/anforderungen/rangfolge", "/anforderungen/kapazitaet"])
def test_departments_do_not_see_the_titles_of_other_offices(as_person: As, address: str) -> None:
    assert as_person("fachamt").get(address).status_code == 403
    assert not page(as_person("fachamt"), "/anforderungen").all("a", href=address)
    assert page(as_person("adit"), "/anforderungen/rangfolge")
