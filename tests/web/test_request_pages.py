"""Pages of requests for capacity: what belongs into the queue, the form, steps, statements, questions, closing days."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from litestar.types import ASGIApp

from app.house import House
from infra.fields.model import Edit
from tests.clients import TestClient
from tests.people import actor, cookies
from tests.web.page import Node, parse

Client = TestClient[ASGIApp]
As = Callable[[str | None], Client]
FILLED = {
    "kontakt": "Zimmer 12",
    "problem": "Termine gibt es nur am Telefon.",
    "ziel": "Termine lassen sich online buchen.",
    "art": "neu",
    "anlass": "keiner",
    "prozess": "ja",
    "personenbezug": "nein",
    "beschaffung": "nein",
    "eigene-tage": "5",
}


@pytest.fixture
def as_person(house: House, running: Client) -> As:
    def enter(account: str | None) -> Client:
        running.cookies.clear()
        if account:
            running.cookies.update(cookies(house, account))
        return running

    return enter


def page(client: Client, address: str, status: int = 200) -> Node:
    answer = client.get(address, follow_redirects=False)
    assert answer.status_code == status, answer.text[:400]
    return parse(answer.text).one("main")


def sent(client: Client, address: str, **data: str) -> Any:  # noqa: ANN401 - httpx' answer
    return client.post(address, data=data, follow_redirects=False)


def begun(house: House, title: str) -> int:
    department = actor("fachamt")
    number = house.digital.request_drafting.begin(department, title).number
    edits = [Edit(field=name, value=value, base_version=0) for name, value in FILLED.items()]
    house.digital.request_drafting.save(department, number, edits)
    return number


def version_on(main: Node) -> str:
    return main.all("input", name="version")[0].attrs["value"]


def step(client: Client, number: int, party: str, name: str, **more: str) -> Any:  # noqa: ANN401 - httpx' answer
    address = f"/anforderungen/{number}"
    version = version_on(page(client, address))
    return sent(client, f"{address}/{party}", version=version, schritt=name, **more)


def test_what_belongs_elsewhere_is_said_before_any_form(as_person: As) -> None:
    client = as_person("fachamt")
    assert not page(client, "/anforderungen/neu").all("input", name="titel")
    assert "Helpdesk" in page(client, "/anforderungen/neu?art=stoerung").text
    assert sent(client, "/anforderungen/neu", titel=" ").status_code == 422
    answer = sent(client, "/anforderungen/neu", titel="Digitale Bauakte im Archiv")
    assert (answer.status_code, answer.headers["location"].endswith("/formular/steckbrief")) == (303, True)
    number = answer.headers["location"].split("/")[2]
    found = page(client, f"{answer.headers['location']}")
    assert found.one("input", name="titel").attrs["value"] == "Digitale Bauakte im Archiv"
    turn = page(client, f"/anforderungen/{number}").one("section", aria_labelledby="reihe")
    missing = {one.text: one.attrs["href"] for one in turn.all("a")}
    assert missing["Was ist heute das Problem?"] == f"/anforderungen/{number}/formular/steckbrief#problem"
    assert len(missing) == len(FILLED), "the title is there"
    assert page(as_person("adit"), "/anforderungen").text.count("Digitale Bauakte im Archiv") == 0
    assert as_person("adit").get(f"/anforderungen/{number}").status_code == 403


def test_a_dependency_on_nothing_is_named(house: House, as_person: As) -> None:
    other, number = begun(house, "Waage im Wertstoffhof"), begun(house, "Kasse im Wertstoffhof")
    edit = Edit(field="abhaengig", value=f"{other}, 999999, {number}", base_version=0)
    house.digital.request_drafting.save(actor("fachamt"), number, [edit])
    said = page(as_person("fachamt"), f"/anforderungen/{number}").one("dl").text
    assert re.search(rf"gibt es nicht, bitte ändern\)\s*999999, {number}", said)
    assert re.search(rf"Hängt ab von\s*{other}\b", said)


def test_from_the_department_to_a_statement(house: House, as_person: As) -> None:
    number = begun(house, "Sensoren an Straßenlampen")
    assert step(as_person("fachamt"), number, "fachamt", "submit").status_code == 303
    assert step(as_person("adit"), number, "adit", "receive").status_code == 303
    assert step(as_person("adit"), number, "adit", "forward").status_code == 303
    address = f"/anforderungen/{number}"
    listed = page(as_person("datenschutz"), "/anforderungen?stelle=datenschutz&suche=sensoren").one("tbody").text
    assert "in den Prüfungen" in listed
    refused = sent(as_person("datenschutz"), f"{address}/pruefung", art="datenschutz", ampel="rot", text=" ")
    assert refused.status_code == 409
    kept = sent(as_person("datenschutz"), f"{address}/pruefung", art="datenschutz", ampel="gelb", auflage="Bis Mai")
    form = parse(kept.text).one("main").one("input", name="auflage")
    assert (kept.status_code, form.attrs["value"]) == (409, "Bis Mai")
    wrong = sent(as_person("datenschutz"), f"{address}/pruefung", art="sicherheit", ampel="gruen")
    assert wrong.status_code == 403
    unknown = sent(as_person("datenschutz"), f"{address}/pruefung", art="erfunden", ampel="gruen")
    assert unknown.status_code == 409
    assert sent(as_person("datenschutz"), f"{address}/pruefung", art="datenschutz", ampel="gruen").status_code == 303
    assert "keine Bedenken" in page(as_person("fachamt"), address).text
    asked = sent(as_person("sicherheit"), f"{address}/rueckfrage", stelle="fachamt", text="Wo stehen sie?")
    assert asked.status_code == 303
    assert "Wo stehen sie?" in page(as_person("fachamt"), address).text
    assert sent(as_person("fachamt"), f"{address}/antwort", frage="1", text="An Masten.").status_code == 303
    assert "An Masten." in page(as_person("sicherheit"), address).text


def test_a_refused_step_keeps_what_was_typed(house: House, as_person: As) -> None:
    number = begun(house, "Lastenräder ausleihen")
    step(as_person("fachamt"), number, "fachamt", "submit")
    answer = step(as_person("dezernat"), number, "dezernat", "rule", grund="Eil<b>fall", bis="")
    assert answer.status_code == 409
    assert "Bitte nennen Sie den letzten Tag" in parse(answer.text).one("main").text
    assert "Eil<b>fall" in [one.text.strip() for one in parse(answer.text).all("textarea")]
    late = sent(as_person("adit"), f"/anforderungen/{number}/adit", version="1", schritt="receive")
    assert (late.status_code, "inzwischen geändert" in late.text) == (409, True)
    assert sent(as_person("adit"), f"/anforderungen/{number}/adit", version="2", schritt="nichts").status_code == 409


def test_closing_days_are_kept_by_those_whose_they_are(as_person: As) -> None:
    address = "/anforderungen/schliesstage"
    client = as_person("adit")
    assert sent(client, address, tag="25.12.2026", anlass="Betriebsruhe").status_code == 422
    assert sent(client, address, tag="bald", anlass="Betriebsruhe").status_code == 422
    assert sent(client, address, tag="24.12.2026", anlass="Betriebsruhe").status_code == 303
    assert "24.12.2026: Betriebsruhe" in page(as_person("fachamt"), address).text
    assert sent(as_person("fachamt"), address, streichen="2026-12-24").status_code == 403
    assert sent(as_person("adit"), address, streichen="2026-12-24").status_code == 303


def test_the_start_says_what_waits_for_whom(as_person: As, house: House) -> None:
    number = begun(house, "Terminbuchung")
    step(as_person("fachamt"), number, "fachamt", "submit")

    waiting = page(as_person("adit"), "/").one("section", aria_labelledby="aufgaben")
    [link] = [one for one in waiting.all("a") if one.attrs["href"] == "/anforderungen?stelle=adit"]
    listed = page(as_person("adit"), link.attrs["href"]).one("table")

    many = len(listed.one("tbody").all("tr"))
    assert many > 1
    assert link.text == (f"{many} IT-Anforderungen warten auf Ihre Stelle: Amt für Digitalisierung und IT (ADIT)")
    assert "Terminbuchung" in listed.text
    assert page(as_person("revision"), "/").all("section", aria_labelledby="aufgaben") == []
    assert page(as_person(None), "/").all("section", aria_labelledby="aufgaben") == []


def test_an_exception_is_kept_shown_inside_and_told_to_everybody(house: House, as_person: As) -> None:
    number = begun(house, "Schließfächer im Archiv")
    step(as_person("fachamt"), number, "fachamt", "submit")
    assert "nicht abgestimmt" in page(as_person("adit"), f"/anforderungen/{number}").text
    given = {"grund": "Eilt.", "bis": "31.03.2099", "zeile": "Vorab <b>bestellt</b>."}
    refused = step(as_person("dezernat"), number, "dezernat", "lift", **given | {"bis": ""})
    assert refused.status_code == 409
    main = parse(refused.text).one("main")
    assert "Bitte nennen Sie den letzten Tag, an dem die Ausnahme gilt." in main.text
    assert "Vorab <b>bestellt</b>." in {one.attrs["value"] for one in main.all("input", name="zeile")}
    assert step(as_person("dezernat"), number, "dezernat", "lift", **given).status_code == 303
    assert "Begründung: Eilt." in page(as_person("fachamt"), f"/anforderungen/{number}").text
    assert as_person(None).get("/ausnahmen/mustestadt").status_code == 404, "an empty list would say that all is agreed"
    public = page(as_person(None), "/ausnahmen/musterstadt").text
    assert f"IT-Anforderung Nr. {number}, Entscheidung des Digitaldezernats" in public
    assert "Vorab <b>bestellt</b>." in public
    assert ("Eilt." in public, "Schließfächer" in public) == (False, False)
    told = as_person(None).get("/api/v1/cities/musterstadt/agreement-exceptions").json()["items"]
    assert [(one["request"], one["ground"], one["until"]) for one in told if one["request"] == number] == [
        (number, "entscheidung", "2099-03-31")
    ]


def test_a_file_is_attached_saved_and_taken_away(house: House, as_person: As) -> None:
    number = begun(house, "Karten am Eingang")
    address = f"/anforderungen/{number}"

    def attach(name: str, content: bytes) -> Any:  # noqa: ANN401 - httpx' answer
        file = {"datei": (name, content, "text/html")}
        return as_person("fachamt").post(f"{address}/anlagen", files=file, follow_redirects=False)

    assert attach("Plan <b>.csv", b"a;b").status_code == 303
    refused = attach("Plan.exe", b"MZ")
    assert (refused.status_code, "Diese Art von Datei" in refused.text) == (409, True)
    assert "Bitte wählen Sie eine Datei" in sent(as_person("fachamt"), f"{address}/anlagen").text
    section = page(as_person("fachamt"), address).one("section", aria_labelledby="anlagen")
    link = next(one for one in section.all("a"))
    assert "Plan _b_.csv" in link.text
    saved = as_person("fachamt").get(link.attrs["href"])
    assert (saved.content, saved.headers["content-type"]) == (b"a;b", "application/octet-stream")
    assert saved.headers["content-disposition"].startswith("attachment")
    assert as_person("adit").get(link.attrs["href"]).status_code == 403
    assert sent(as_person("fachamt"), f"{address}/anlagen/entfernen", anlage="1").status_code == 303
    assert sent(as_person("fachamt"), f"{address}/anlagen/entfernen", anlage="1").status_code == 409
    assert as_person("fachamt").get(link.attrs["href"]).status_code == 404
    assert "Noch keine Anlage." in page(as_person("fachamt"), address).text
