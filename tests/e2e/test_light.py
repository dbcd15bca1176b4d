"""A Kurzbewertung in a real browser: fewer than twenty interactions from the empty form to the signature."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from app.house import House
from tests.e2e.conftest import OpenContext, watched
from tests.e2e.looking import found_on
from tests.people import cookies

pytestmark = pytest.mark.e2e
MOST = 20


class Counted:
    """Does what a person does with fields and buttons, and counts it."""

    def __init__(self) -> None:
        self.interactions = 0

    def fill(self, page: Page, label: str, text: str) -> None:
        self.interactions += 1
        page.get_by_label(label, exact=True).fill(text)

    def choose(self, page: Page, label: str, value: str) -> None:
        self.interactions += 1
        page.get_by_label(label, exact=True).select_option(value)

    def press(self, page: Page, name: str) -> None:
        self.interactions += 1
        page.get_by_role("button", name=name, exact=True).click()


def entered(open_context: OpenContext, house: House, origin: str, account: str) -> tuple[Page, list[Any]]:
    """Return a page for somebody else than the procurement officer."""
    context = open_context(bypass_csp=True)
    context.clear_cookies()
    found = cookies(house, account)
    context.add_cookies([{"name": name, "value": value, "url": origin} for name, value in found.items()])
    return watched(context)


def describe(person: Counted, page: Page) -> None:
    """Write what is needed, one product that would do, and how others were looked for."""
    person.fill(page, "Bedarf", "Termine online vergeben; 4 Beschäftigte.")
    person.fill(page, "Geschätzter Wert in Euro", "8.500")
    person.fill(page, "Produkt 1, Produkt", "Terminwerk")
    person.choose(page, "Produkt 1, Quelloffen (Open Source)?", "quelloffen")
    person.fill(page, "Produkt 1, Lizenz", "EUPL-1.2")
    person.fill(page, "Produkt 1, Offene Standards und Schnittstellen", "iCalendar, CalDAV")
    person.fill(page, "Suche nach Alternativen", "Im Verzeichnis nach „Termin“ gesucht; nichts anderes passt.")
    person.choose(page, "Gewählt wird", "1")


@pytest.mark.parametrize("route", ["direktauftrag", "in-house", "abruf", "efa", "verlaengerung"])
def test_a_page_is_written_and_signed_in_fewer_than_twenty_interactions(
    open_context: OpenContext, beside: House, origin: str, route: str
) -> None:
    person, (page, wrong) = Counted(), entered(open_context, beside, origin, "fachamt")
    page.goto("/kurzbewertungen/neu")
    person.fill(page, "Was wird beschafft?", "Terminbuchung für das Standesamt")
    person.choose(page, "Weg", route)
    person.press(page, "Anlegen")
    if route != "direktauftrag":
        person.fill(page, "Worauf stützt sich der Weg?", "Vertrag 7/2024, gültig bis 31.12.2028")
    describe(person, page)
    with page.expect_response(lambda answer: answer.url.endswith("/fields/begruendung") and answer.ok):
        person.fill(page, "Begründung", "Deckt den Bedarf und läuft auf eigenen Rechnern.")
    assert found_on(page) == {}
    person.press(page, "Zur Zeichnung vorlegen")
    expect(page.locator("main")).to_contain_text("wartet auf Zeichnung")

    second, also_wrong = entered(open_context, beside, origin, "amtsleitung")
    second.goto(page.url)
    assert found_on(second) == {}
    person.press(second, "Zeichnen")
    expect(second.locator("main")).to_contain_text("Gezeichnet von")

    assert person.interactions < MOST
    assert wrong + also_wrong == []
