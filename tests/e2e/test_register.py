"""One journey of the register: entered, warned about, alternatives checked, and a Kurzbewertung begun from it."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from app.house import House
from app.register_wiring import load_alarm_months
from infra.clock import official_day
from infra.identity.demo import DEMO_CITY
from infra.policy.model import operator
from infra.policy.table import Action
from procurement.model import EndKind
from procurement.rules.register.ends import AlarmMonths
from procurement.services.register.alarming import warn
from tests.e2e.conftest import OpenContext, watched
from tests.e2e.looking import found_on

pytestmark = pytest.mark.e2e
PRODUCT = "Wegeplan Probe"


def test_from_the_entry_to_the_kurzbewertung(open_context: OpenContext, beside: House) -> None:
    page, wrong = watched(open_context(bypass_csp=True))
    ends = official_day(beside.transactions.clock.now()) + timedelta(days=200)
    enter(page, f"{ends:%d.%m.%Y}")
    expect(page.locator("main")).to_contain_text("Spätestens kündigen am")
    assert found_on(page) == {}

    warned(beside, int(page.url.partition("?")[0].rpartition("/")[2]))
    page.goto("/mitteilungen")
    page.get_by_role("link", name=PRODUCT).first.click()
    expect(page.get_by_role("heading", name="Alternativen prüfen")).to_be_visible()
    page.get_by_label("Was folgt daraus?").select_option("verlaengern")
    page.get_by_label("Begründung").fill("Kein anderes Produkt deckt die Wege des Friedhofs ab.")
    assert found_on(page) == {}
    page.get_by_role("button", name="Entscheidung festhalten").click()
    expect(page.get_by_role("heading", name="Alternativen prüfen")).to_have_count(0)
    expect(page.locator("main")).to_contain_text("Kein anderes Produkt deckt die Wege")

    page.get_by_role("link", name="Kurzbewertung zu diesem Produkt beginnen").click()
    expect(page.get_by_label("Was wird beschafft?", exact=True)).to_have_value(PRODUCT)
    expect(page.get_by_label("Weg", exact=True)).to_have_value("verlaengerung")
    assert found_on(page) == {}
    page.get_by_role("button", name="Anlegen").click()
    expect(page.get_by_label("Produkt 1, Produkt", exact=True)).to_have_value(PRODUCT)
    expect(page.get_by_label("Worauf stützt sich der Weg?", exact=True)).to_have_value(
        f"Vertrag V-2026-4, Vertragsende {ends:%d.%m.%Y}"
    )
    assert wrong == []


def enter(page: Page, contract_end: str) -> None:
    page.goto("/vertragsregister")
    page.get_by_role("link", name="Produkt eintragen").click()
    for label, text in (
        ("Produkt", PRODUCT),
        ("Wofür es da ist", "Wege des Friedhofs planen"),
        ("Vertragsnummer", "V-2026-4"),
        ("Ende des Vertrags", contract_end),
        ("Kündigungsfrist in Monaten", "3"),
    ):
        page.get_by_label(label, exact=True).fill(text)
    page.get_by_role("button", name="Speichern").click()


def warned(house: House, number: int) -> None:
    """Do for this entry what the job of a morning does."""
    with house.transactions.write(operator(DEMO_CITY), Action.WATCH_REGISTER) as writing:
        months = AlarmMonths.on(load_alarm_months(), official_day(writing.now))
        assert warn(writing, number, EndKind.CONTRACT, months)
        writing.done(None)
