"""Nothing is typed twice: request for capacity, check, tender, matrix and paragraph share their facts.

What people type is counted; what a page asks for although it was typed before would have to be typed again.
"""

from collections import Counter
from collections.abc import Mapping
from decimal import Decimal

import pytest
from playwright.sync_api import Page, expect

from app.house import House
from digitalcheck.rules.course.steps import CourseStep
from tests.e2e.conftest import OpenContext
from tests.people import cookies
from tests.released_checks import DEPARTMENT, HEAD, complete, step

pytestmark = pytest.mark.e2e

TITLE, REFERENCE, TENDER = "Terminvergabe für Märkte", "2026/0933", "VG-2026-933"
CHOSEN: Mapping[str, tuple[str, ...]] = {"A-1": ("A3-beschaeftigte",), "E-1": ("E1-genutzt",)}
PAGES: tuple[tuple[str, Mapping[str, str]], ...] = (
    ("kopf", {"vorlagen_nr": REFERENCE, "dezernat": "Dezernat V", "gremienlauf": "Magistrat; 09.12.2026"}),
    ("A-1", {"A2": "Standplätze lassen sich online reservieren."}),
    ("E-1", {}),
    ("E-1", {"E3.percent": "15"}),
    ("K-1", {"K3": "18000", "K3.yearly": "2400", "K3.years": "4"}),
    ("L-1", {"L1": "01.02.2027", "L1.go_live": "01.06.2027"}),
)
"""Pages of the form with what is typed there; the way E2 brings E3 up on the page that it stands on."""


class Typist:
    """Somebody at a browser who remembers what was typed.

    Args:
        page: The browser.
    """

    def __init__(self, page: Page) -> None:
        self.page, self.typed = page, Counter[str]()

    def type(self, name: str, text: str) -> None:
        """Type a text into a field that must be there and empty."""
        field = self.page.locator(f'[id="{name}"]')
        expect(field).to_have_value("")
        field.fill(text)
        self.typed[text] += 1

    def press(self, name: str) -> None:
        """Press a button and wait for what follows."""
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=name, exact=True).click()

    def become(self, house: House, origin: str, account: str) -> None:
        """Go on as somebody else."""
        self.page.context.clear_cookies()
        values = cookies(house, account).items()
        self.page.context.add_cookies([{"name": name, "value": value, "url": origin} for name, value in values])


def begun(typist: Typist) -> int:
    """Begin a check that buys software, fill it in, and return its number."""
    page = typist.page
    page.goto("/digital-checks/neu")
    typist.type("titel", TITLE)
    typist.press("Vorprüfung beginnen")
    for answer in ("Ja", "Nein", "Nein", "Nein", "Nein"):
        typist.press(answer)
    number = int(page.url.rsplit("/", 1)[1])
    for key, fields in PAGES:
        page.goto(f"/digital-checks/{number}/ausfuellen/{key}")
        for mark in CHOSEN.get(key, ()):
            page.locator(f"#{mark}").check()
        if fields.keys() & {"E3.percent"}:
            page.locator("#E3-kriterium").check()
        elif key == "E-1":
            page.locator("#E2").select_option("kaufen")
        for name, text in fields.items():
            typist.type(name, text)
        typist.press("Speichern und weiter")
    return number


def demanded(typist: Typist, house: House, number: int) -> None:
    """Ask for the capacity with one button; request and paragraph say what was typed into the check."""
    page = typist.page
    page.goto(f"/digital-checks/{number}/pruefen")
    page.get_by_role("button", name="IT-Kapazität mit diesen Angaben anfragen").click()
    expect(page.get_by_role("main")).to_contain_text("IT-Anforderung Nummer")
    opened = house.digital.checks.open(DEPARTMENT, number)
    assert opened.request is not None
    demand = opened.request.demand
    assert (demand.title, demand.cost_once_eur, demand.cost_yearly_eur) == (TITLE, Decimal(18000), Decimal(2400))
    form = house.digital.request_desk.see(DEPARTMENT, opened.request.number).values
    assert (form["titel"].value, form["ziel"].value) == (TITLE, "Standplätze lassen sich online reservieren.")
    expect(page.get_by_role("region", name="Absatz für die Vorlage")).to_contain_text(REFERENCE)


def tendered(typist: Typist, number: int) -> None:
    """Begin the tender procedure and its matrix: its own number is new, everything else is there."""
    page = typist.page
    page.goto(f"/digital-checks/{number}/vergabe")
    typist.type("vergabenummer", TENDER)
    typist.press("Vergabeverfahren anlegen")
    expect(page.get_by_role("region", name="Digital-Check")).to_contain_text("18.000,00")
    expect(page.get_by_role("main")).to_contain_text(f"Digital-Check Nr. {number}, Vorlage {REFERENCE}")
    address = page.url
    page.goto(f"{address}/bedarf")
    shown = [page.locator(f"#los1-{name}").input_value() for name in ("name", "einmalig", "monatlich")]
    assert shown == [TITLE, "18.000", "200"]
    page.goto(f"/kriterien/bewertungsmatrix?verfahren={address.rsplit('/', 1)[1]}&los=1")
    for box in page.get_by_role("checkbox").all():
        box.check()
    typist.press("Weiter zu den Gewichten")
    assert (page.locator("#aktenzeichen").input_value(), page.locator("#titel").input_value()) == (TENDER, TITLE)
    expect(page.get_by_role("main")).to_contain_text("Open Source hat nach dem Digital-Check ein Gewicht von 15\u00a0%")
    assert "15" in [one.input_value() for one in page.locator("input[id^=gruppe-]").all()]


def test_no_fact_is_entered_twice(open_context: OpenContext, beside: House, origin: str) -> None:
    typist = Typist(open_context().new_page())
    typist.become(beside, origin, "fachamt")
    number = begun(typist)
    demanded(typist, beside, number)
    complete(beside, number)
    step(beside, number, HEAD, CourseStep.SIGN)
    typist.become(beside, origin, "vergabestelle")
    tendered(typist, number)
    expected = {TITLE, TENDER, *(text for _, fields in PAGES for text in fields.values())}
    assert typist.typed == Counter(dict.fromkeys(expected, 1)), "every fact once, none twice"
