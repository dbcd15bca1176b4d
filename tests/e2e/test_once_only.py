"""Nothing is typed twice: demand, Digital-Check, tender procedure and the paragraph for the Vorlage share facts."""

from collections import Counter
from decimal import Decimal

import pytest
from playwright.sync_api import Page, expect

from app.house import House
from digitalcheck.rules.course.steps import CourseStep
from tests.e2e.conftest import OpenContext
from tests.people import cookies
from tests.released_checks import DEPARTMENT, HEAD, complete, step

pytestmark = pytest.mark.e2e

TITLE, REFERENCE = "Terminvergabe für Märkte", "2026/0933"
TYPED = {
    "kopf": {"vorlagen_nr": REFERENCE, "dezernat": "Dezernat V", "gremienlauf": "Magistrat; 09.12.2026"},
    "A-1": {"A2": "Standplätze lassen sich online reservieren."},
    "E-1": {"E3.percent": "15"},
    "K-1": {"K3": "18000", "K3.yearly": "2400", "K3.years": "4"},
}
CHOSEN = {
    "A-1": ("A3-beschaeftigte",),
    "E-1": ("E1-genutzt", "E2-kaufen", "E3-kriterium"),
}


def as_person(page: Page, house: House, origin: str, account: str) -> None:
    page.context.clear_cookies()
    values = cookies(house, account).items()
    page.context.add_cookies([{"name": name, "value": value, "url": origin} for name, value in values])


def filled(page: Page, number: int, typed: Counter[str]) -> None:
    """Fill in the pages of the form; what an answer brings up on a page comes with the next look at it."""
    for key in ("kopf", "A-1", "E-1", "E-1", "K-1"):
        page.goto(f"/digital-checks/{number}/ausfuellen/{key}")
        for mark in CHOSEN.get(key, ()):
            if page.locator(f"#{mark}").count():
                page.locator(f"#{mark}").check()
        for name, text in TYPED[key].items():
            field = page.locator(f'[id="{name}"]')
            if field.count() and not field.input_value():
                field.fill(text)
                typed[text] += 1
        with page.expect_navigation():
            page.get_by_role("button", name="Speichern und weiter").click()


def begun(page: Page, typed: Counter[str]) -> int:
    """Begin a check that buys software, and return its number."""
    page.goto("/digital-checks/neu")
    page.get_by_label("Titel der Vorlage").fill(TITLE)
    typed[TITLE] += 1
    page.get_by_role("button", name="Vorprüfung beginnen").click()
    for answer in ("Ja", "Nein", "Nein", "Nein", "Nein"):
        with page.expect_navigation():
            page.get_by_role("button", name=answer, exact=True).click()
    return int(page.url.rsplit("/", 1)[1])


def demanded(page: Page, house: House, number: int) -> None:
    """Ask for the capacity; demand and paragraph say what was typed into the check."""
    page.goto(f"/digital-checks/{number}/pruefen")
    page.get_by_role("button", name="IT-Kapazität mit diesen Angaben anfragen").click()
    expect(page.get_by_role("main")).to_contain_text("IT-Anforderung Nummer")
    opened = house.digital.checks.open(DEPARTMENT, number)
    assert opened.request is not None
    demand = opened.request.demand
    assert (demand.title, demand.cost_once_eur, demand.cost_yearly_eur) == (TITLE, Decimal(18000), Decimal(2400))
    expect(page.get_by_role("region", name="Absatz für die Vorlage")).to_contain_text(REFERENCE)


def tendered(page: Page, number: int, typed: Counter[str]) -> None:
    """Begin the tender procedure: its number is new, everything else is there."""
    page.goto(f"/digital-checks/{number}/vergabe")
    page.get_by_label("Vergabenummer").fill("VG-2026-933")
    typed["VG-2026-933"] += 1
    page.get_by_role("button", name="Vergabeverfahren anlegen").click()
    expect(page.get_by_role("region", name="Digital-Check")).to_contain_text("18.000,00")
    page.get_by_role("link", name="Bedarf und Auftragswert").first.click()
    shown = [page.locator(f"#los1-{name}").input_value() for name in ("name", "einmalig", "monatlich")]
    assert shown == [TITLE, "18.000", "200"]


def test_no_fact_is_entered_twice(open_context: OpenContext, beside: House, origin: str) -> None:
    page, typed = open_context().new_page(), Counter[str]()
    as_person(page, beside, origin, "fachamt")
    number = begun(page, typed)
    filled(page, number, typed)
    assert len(typed) == 1 + sum(map(len, TYPED.values()))
    demanded(page, beside, number)
    complete(beside, number)
    step(beside, number, HEAD, CourseStep.SIGN)
    as_person(page, beside, origin, "vergabestelle")
    tendered(page, number, typed)
    assert max(typed.values()) == 1
