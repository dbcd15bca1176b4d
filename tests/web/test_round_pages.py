"""Pages of rounds: opening, what fits, deciding, closing, minutes."""

import pytest

from app.house import House
from tests.capacity.ranking import proposed
from tests.people import actor
from tests.web.test_request_pages import As, as_person, page, sent, step

__all__ = ["as_person"]
DEPARTMENT = actor("fachamt")
ROUNDS = "/anforderungen/runden"


def test_from_opening_to_the_minutes(house: House, as_person: As) -> None:
    first, second = (proposed(house, DEPARTMENT, one, "12") for one in ("Bäume zählen", "Wege räumen"))
    sent(as_person("adit"), "/anforderungen/kapazitaet", rolle="Projektleitung", zeitraum="2027-Q1", tage="20")
    assert sent(as_person("adit"), ROUNDS, art="täglich").status_code == 409
    opened = sent(as_person("adit"), ROUNDS, art="monat")
    assert opened.status_code == 303
    address = opened.headers["location"]
    again = sent(as_person("dezernat"), ROUNDS, art="monat")
    assert (again.status_code, "ist noch offen" in again.text) == (409, True)
    shown = page(as_person("revision"), address)
    assert "Kapazitätslinie nach Rang" in shown.text
    assert not shown.all("textarea", name="vermerk")
    assert "ausgelassen" in page(as_person("adit"), f"{address}?ohne={first}").text
    assert step(as_person("dezernat"), second, "dezernat", "approve", grund="Der Winter kommt.").status_code == 303
    decided = page(as_person("dezernat"), address).one("section", aria_labelledby="beschluesse").text
    assert "Der Winter kommt." in decided
    assert f"Nr. {first}" in decided
    assert as_person("adit").get(f"{address}/protokoll").status_code == 409
    assert sent(as_person("dezernat"), f"{address}/schliessen").status_code == 303
    sent(as_person("adit"), "/anforderungen/kapazitaet", rolle="Projektleitung", streichen="2027-Q1")


def test_closing_keeps_the_decisions_and_gives_the_minutes(as_person: As) -> None:
    address = sent(as_person("dezernat"), ROUNDS, art="woche").headers["location"]
    assert sent(as_person("adit"), f"{address}/schliessen").status_code == 403
    long = sent(as_person("dezernat"), f"{address}/schliessen", vermerk="x" * 2_001)
    assert (long.status_code, "x" * 2_001 in long.text) == (422, True)
    assert sent(as_person("dezernat"), f"{address}/schliessen", vermerk="Einstimmig.").status_code == 303
    assert sent(as_person("dezernat"), f"{address}/schliessen").status_code == 409
    closed = page(as_person("revision"), address)
    assert "sha256:" in closed.text
    assert "Einstimmig." in closed.text
    paper = as_person("revision").get(f"{address}/protokoll")
    assert (paper.status_code, paper.content[:5], paper.headers["content-type"]) == (200, b"%PDF-", "application/pdf")
    assert "geschlossen" in page(as_person("revision"), ROUNDS).one("tbody").text
    assert as_person("fachamt").get(address).status_code == 403
    assert page(as_person("adit"), f"{ROUNDS}?seite=999").text.count("Diese Seite der Liste ist leer") == 1


def test_a_long_round_has_pages(house: House, as_person: As, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = (proposed(house, DEPARTMENT, one, "12") for one in ("Tore zählen", "Zäune räumen"))
    address = sent(as_person("adit"), ROUNDS, art="woche").headers["location"]
    monkeypatch.setattr("web.pages.capacity_rounds.PAGE_SIZE", 1)
    table = page(as_person("adit"), f"{address}?ohne={first}&ohne={second}").one("section", aria_labelledby="rangfolge")
    following = next(one.attrs["href"] for one in table.all("a") if one.attrs.get("rel") == "next")
    assert following == f"{ROUNDS}/{address.rsplit('/', 1)[1]}?ohne={first}&ohne={second}&seite=2"
    assert len(table.one("tbody").all("tr")) == 1
    beyond = page(as_person("adit"), f"{address}?seite=999").text
    assert "Diese Seite der Liste ist leer" in beyond
    assert sent(as_person("dezernat"), f"{address}/schliessen").status_code == 303
