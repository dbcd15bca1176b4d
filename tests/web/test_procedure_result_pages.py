"""Prices, result, ties and history of a tender procedure as pages."""

from datetime import timedelta
from uuid import uuid4

import pytest
from litestar.types import ASGIApp

from app.house import House
from procurement.model import ProcedureStage
from procurement.rules.procedure.stages import Step
from tests.clients import TestClient
from tests.documents import demo
from tests.people import cookies
from tests.procedures import RELEASER
from tests.procurement.test_price_corrections import STATED, WRONG
from tests.results import answer, ask_about_price, fixed, in_pricing, put_into, settle_low, take_result
from tests.web.conftest import Open
from tests.web.page import Node, parse
from tests.web.test_procedure_lots_page import form_at

Client = TestClient[ASGIApp]
EQUAL = {"A": "200000.00", "B": "200000.00", "C": "238000.00", "D": "199000.00", "E": "198000.00"}
FULL = dict.fromkeys(demo()["bids"][0]["scores"], "10")
HOSTILE = '<script>alert("x")</script>'


def reference() -> str:
    return f"VG-{uuid4().hex[:8]}"


def at_page(slug: str, name: str) -> str:
    return f"/vergabeverfahren/{slug}/{name}"


def send(client: Client, address: str, **data: str) -> tuple[int, Node]:
    answer = client.post(address, data=data, follow_redirects=False)
    return answer.status_code, parse(answer.text) if answer.text else Node("none")


@pytest.fixture
def low(house: House) -> str:
    return in_pricing(house, reference(), prices={"B": "100000.00"}).slug


def test_a_low_price_is_clarified_on_its_page(low: str, client: Client, page: Open) -> None:
    address = at_page(low, "preise")
    root = f"{address}/1-1-1-2"
    shown = page(address)
    assert "100.000,00" in shown.text
    assert "aufzuklären" in shown.text
    assert not [one for one in shown.all("form") if one.attrs.get("action", "").endswith("annahme")]
    link = next(one for one in shown.all("a") if "art=preis" in one.attrs["href"]).attrs["href"]
    asking = page(link)
    assert "checked" in asking.one("input", value="1-1-1-2").attrs
    wish = {"art": "preis", "angebot": "1-1-1-2", "betreff": "Preis", "text": HOSTILE, "frist-uhrzeit": "12:00"}
    inquiries = at_page(low, "anfragen")
    status, again = send(client, inquiries, **wish, **{"frist-tag": "morgen"})
    assert (status, HOSTILE in again.one("main").text) == (422, True)
    assert send(client, inquiries, **wish, **{"frist-tag": "30.11.2026"})[0] == 303
    assert send(client, inquiries, **wish, **{"frist-tag": "30.11.2026"})[0] == 409
    number = next(one for one in page(address).all("a") if "/anfragen/" in one.attrs["href"]).attrs["href"]
    came_in = {"version": "1", "eingang-tag": "21.11.2026", "eingang-uhrzeit": "23:30"}
    assert send(client, f"{number}/antwort", **came_in, antwort="")[0] == 409
    assert send(client, f"{number}/antwort", **came_in, antwort="Eigene Technik.")[0] == 303
    accept = form_at(page(address), "1-1-1-2/annahme")
    assert send(client, f"{root}/annahme", **{**accept, "begruendung": " "})[0] == 422
    assert send(client, f"{root}/annahme", **{**accept, "begruendung": "Nachvollziehbar."})[0] == 303
    assert "nach Aufklärung angenommen" in page(address).text
    assert send(client, f"{root}/annahme", **{**accept, "begruendung": "Anders."})[0] == 409


def test_an_unexplained_price_is_excluded_on_its_page(house: House, low: str, client: Client, page: Open) -> None:
    due = house.transactions.clock.now() + timedelta(days=1)
    answer(house, low, ask_about_price(house, low, "1-1-1-2", due), "Nein.")
    form = form_at(page(at_page(low, "preise")), "1-1-1-2/ausschluss")
    wish = {**form, "begruendung": "Nicht erklärt."}
    assert send(client, at_page(low, "preise/1-1-1-2/ausschluss"), **wish)[0] == 303
    assert "Nicht erklärt." in page(at_page(low, "preise")).text
    assert "Nicht erklärt." in page(at_page(low, "ergebnis")).text


def test_nothing_is_shown_before_prices_are_unlocked(house: House, page: Open) -> None:
    slug = in_pricing(house, reference()).slug
    put_into(house, slug, ProcedureStage.QUALITY_FIXED)
    for name in ("preise", "ergebnis"):
        text = page(at_page(slug, name)).text
        assert "189.210" not in text
        assert "Stand jetzt" in text


def test_the_result_is_previewed_proposed_fixed_and_linked_both_ways(house: House, client: Client, page: Open) -> None:
    slug = in_pricing(house, reference()).slug
    settle_low(house, slug)
    address = at_page(slug, "ergebnis")
    assert "Vorschau" in page(address).text
    form = {name: text for name, text in form_at(page(address), "/ergebnis").items() if name != "entscheidung"}
    assert send(client, address, **{**form, "entscheidungsvorschlag": HOSTILE})[0] == 303
    stale = send(client, address, **{**form, "formular": "anderes", "entscheidungsvorschlag": "Anders"})
    assert (stale[0], "Anders" in stale[1].text) == (409, True)
    take_result(house, slug, Step.REQUEST_RESULT)
    late = send(client, address, **{**form, "entscheidungsvorschlag": "Zu spät"})
    assert (late[0], "Zu spät" in late[1].text) == (409, True)
    step = page(at_page(slug, "freigabe"))
    assert step.one("h1").text == "Nächster Schritt"
    take_result(house, slug, Step.FIX_RESULT, RELEASER)
    shown = page(address)
    assert HOSTILE in shown.one("main").text
    link = next(one.attrs["href"] for one in shown.all("a") if "Gespeicherte Wertung" in one.text)
    assert address in [one.attrs.get("href") for one in page(link).all("a")]


def tied(house: House) -> str:
    slug = in_pricing(house, reference(), prices=EQUAL, scores={"A": FULL, "B": FULL}).slug
    settle_low(house, slug)
    return slug


def test_a_tie_is_planned_and_drawn(house: House, client: Client, page: Open) -> None:
    slug = tied(house)
    address = at_page(slug, "ergebnis")
    assert "Losentscheid." in page(address).text
    plan = {"art": "slips", "ablauf": "Zettel in einem Behälter.", "personen": "Mira Novak\nMax Muster"}
    status, again = send(client, f"{address}/lose/1/losentscheid", **plan)
    assert (status, "Mira Novak wertet" in again.text) == (422, True)
    right = {**plan, "personen": "Erika Muster\nMax Muster"}
    assert send(client, f"{address}/lose/1/losentscheid", **right)[0] == 303
    assert send(client, f"{address}/lose/1/losentscheid", **right)[0] == 409
    moment = {"am-tag": "21.11.2026", "am-uhrzeit": "23:30", "niederschrift": "Gezogen: B."}
    wrong = send(client, f"{address}/lose/1/ziehung", **moment, reihenfolge="1-1-1-2")
    assert wrong[0] == 422
    assert send(client, f"{address}/lose/1/ziehung", **moment, reihenfolge="1-1-1-2 1-1-1-1")[0] == 303
    assert "Nach dem Losentscheid" in page(address).text
    assert page(f"{address}?los=9", 404)


def test_an_electronic_draw_needs_a_moment(house: House, client: Client) -> None:
    slug = tied(house)
    address = at_page(slug, "ergebnis/lose/1/losentscheid")
    wish = {"art": "electronic", "ablauf": "SHA-256", "ereignis": "Lotto", "am-tag": "", "am-uhrzeit": ""}
    assert send(client, address, **wish)[0] == 422
    assert send(client, address, **{**wish, "am-tag": "28.11.2026", "am-uhrzeit": "19:30"})[0] == 303


def test_history_is_for_auditors_and_officers(house: House, running: Client, page: Open) -> None:
    slug = fixed(house, reference()).slug
    text = page(at_page(slug, "verlauf")).text
    assert "Ergebnis festgestellt" in text
    assert "Prüfsummen nachgerechnet" in text
    running.cookies.clear()
    running.cookies.update(cookies(house, "revision"))
    assert "Ganzes Protokoll prüfen" in running.get(at_page(slug, "verlauf")).text
    running.cookies.clear()
    running.cookies.update(cookies(house, "wertung"))
    assert running.get(at_page(slug, "verlauf")).status_code == 403
    assert running.get(at_page(slug, "preise")).status_code == 403


def test_a_wrong_price_sheet_is_corrected_by_two_people_on_its_page(house: House, client: Client, page: Open) -> None:
    """The second person signs in with the same browser; the first one finds no button."""
    slug = in_pricing(house, reference(), prices={"A": STATED}, sheets={"A": WRONG}).slug
    address = at_page(slug, "preise")
    shown = page(address).one("section", aria_labelledby="rechenfehler")
    assert "200.000,00" in shown.text
    assert "214.200,00" in shown.text
    assert "Lizenz =1+1" in shown.text
    form = form_at(page(address), "1-1-1-1/berichtigung")
    status, again = send(client, f"{address}/1-1-1-1/berichtigung", **{**form, "begruendung": " "})
    assert (status, "Begründung" in again.one("main").text) == (422, True)
    assert send(client, f"{address}/1-1-1-1/berichtigung", **{**form, "begruendung": HOSTILE})[0] == 303
    waiting = page(address)
    assert "andere Person der Vergabestelle" in waiting.text
    assert HOSTILE in waiting.one("main").text
    assert not [one for one in waiting.all("form") if one.attrs.get("action", "").endswith("entscheidung")]
    decision = {"version": "1", "entscheidung": "ja"}
    assert send(client, f"{address}/1-1-1-1/berichtigung/entscheidung", **decision)[0] == 409
    client.cookies.clear()
    client.cookies.update(cookies(house, "vergabestelle2"))
    form = form_at(page(address), "berichtigung/entscheidung")
    assert send(client, f"{address}/1-1-1-1/berichtigung/entscheidung", **{**form, "entscheidung": "ja"})[0] == 303
    assert "berichtigt statt 200.000,00" in " ".join(page(address).text.split())
