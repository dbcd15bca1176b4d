"""The Vorprüfung in five clicks, a whole check by keyboard, two people at one field."""

from collections.abc import Mapping, Sequence

import pytest
from playwright.sync_api import Page, expect

from app.house import House
from digitalcheck.model import CheckQuery
from infra.fields.model import Edit
from tests.e2e.conftest import OpenContext
from tests.people import actor, cookies

pytestmark = pytest.mark.e2e

MOST_INTERACTIONS = 7
DEPARTMENT = actor("fachamt")
KEYS = frozenset({"Space", "ArrowDown"})
WAY: Sequence[Mapping[str, str]] = (
    {"vorlagen_nr": "M-2026-77", "dezernat": "Dezernat II"},
    {"A2": "Niemand muss mehr anrufen.", "A3-buerger": "Space"},
    {"C1-schalter": "Space", "C2-test": "Space"},
    {
        "K1.1.role": "Fachamt",
        "K1.1.quarter": "ArrowDown",
        "K1.1.days_to": "30",
        "K2.reason": "Folgt.",
        "K2.owner": "Amt",
    },
    {"L1": "01.02.2027", "L1.go_live": "01.03.2027"},
)
"""Pages of the form: what is typed or pressed in each field."""


def page_of(open_context: OpenContext, house: House, origin: str, account: str = "fachamt") -> Page:
    """Open a page as a person of the demo city."""
    context = open_context()
    context.add_cookies([{"name": name, "value": one, "url": origin} for name, one in cookies(house, account).items()])
    return context.new_page()


def tab_to(page: Page, id_: str) -> None:
    """Press the tab key until the element with this id has the focus."""
    for _ in range(60):
        if page.evaluate("document.activeElement.id") == id_:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not reach {id_}")


def press(page: Page, name: str, tag: str = "BUTTON") -> None:
    """Reach a button by keyboard and press it."""
    for _ in range(90):
        if page.evaluate("document.activeElement.tagName + document.activeElement.innerText.trim()") == f"{tag}{name}":
            page.evaluate("document.documentElement.dataset.left = 'yes'")
            page.keyboard.press("Enter")
            expect(page.locator("html[data-left]")).to_have_count(0)  # the next page is there, not only on its way
            page.wait_for_load_state()
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not reach {name}")


def press_link(page: Page, name: str) -> None:
    """Reach a link by keyboard and follow it."""
    press(page, name, "A")


def test_the_precheck_takes_seven_interactions_at_most(open_context: OpenContext, beside: House, origin: str) -> None:
    page, interactions = page_of(open_context, beside, origin), 0
    page.goto("/digital-checks/neu")
    page.get_by_label("Titel der Vorlage").fill("Mängelmelder für Spielplätze")
    page.get_by_role("button", name="Vorprüfung beginnen").click()
    interactions += 2
    for answer in ("Ja", "Nein", "Nein", "Ja", "Nein"):
        page.get_by_role("button", name=answer, exact=True).click()
        interactions += 1
    expect(page.get_by_role("heading", name="Was zu tun ist")).to_be_visible()
    assert "Das Vorhaben hat einen Digitalbezug." in page.get_by_role("main").inner_text()
    assert interactions <= MOST_INTERACTIONS


def test_a_whole_check_by_keyboard(open_context: OpenContext, beside: House, origin: str) -> None:
    page = page_of(open_context, beside, origin)
    page.goto("/digital-checks/neu")
    tab_to(page, "titel")
    page.keyboard.type("Nur mit Tasten")
    press(page, "Vorprüfung beginnen")
    for answer in ("Nein", "Nein", "Nein", "Ja", "Nein"):
        press(page, answer)
    press_link(page, "Weiter: Angaben zur Vorlage")
    for keys in WAY:
        for field, typed in keys.items():
            tab_to(page, field)
            page.keyboard.press(typed) if typed in KEYS else page.keyboard.type(typed)
        if "vorlagen_nr" in keys:
            expect(page.locator("#vorlagen_nr-stand")).to_contain_text("gespeichert um")  # by itself, on leaving it
        press(page, "Speichern und weiter")
    press_link(page, "Angaben prüfen")
    expect(page.get_by_text("Alle Angaben sind da.")).to_be_visible()
    press(page, "IT-Kapazität mit diesen Angaben anfragen")
    expect(page.get_by_role("main")).to_contain_text("Abstimmung läuft seit")


def test_two_people_at_one_field_choose_which_answer_stays(
    open_context: OpenContext, beside: House, origin: str
) -> None:
    full = beside.digital.checks.page(DEPARTMENT, CheckQuery(text="Videoberatung")).items[0].number
    page = page_of(open_context, beside, origin)
    page.goto(f"/digital-checks/{full}/ausfuellen/G-1")
    beside.digital.filling.change(actor("sicherheit"), full, Edit(field="G1", value="noch_nicht", base_version=0))
    page.locator("input[name=G1][value=festgestellt]").check()
    conflict = page.get_by_role("group", name="Zwei Fassungen: Schutzbedarf")
    expect(conflict).to_contain_text("noch nicht")
    conflict.get_by_role("button", name="Andere Fassung übernehmen").click()
    expect(page.locator("input[name=G1][value=noch_nicht]")).to_be_checked()
    assert beside.digital.checks.open(DEPARTMENT, full).values["G1"].value == "noch_nicht"


def test_what_follows_is_shown_as_soon_as_it_is_saved(open_context: OpenContext, beside: House, origin: str) -> None:
    full = beside.digital.checks.page(DEPARTMENT, CheckQuery(text="Videoberatung")).items[0].number
    page = page_of(open_context, beside, origin)
    page.goto(f"/digital-checks/{full}/ausfuellen/H-1")
    for answer, light in (("nicht_gefordert", "■ rot"), ("geprueft", "● grün")):
        page.locator(f"input[name=H1][value={answer}]").check()
        expect(page.locator("#befund-H1")).to_contain_text(light)
    page.goto(f"/digital-checks/{full}/pruefen")
    finding = page.get_by_role("row").filter(has=page.get_by_role("link", name="H1 "))
    expect(finding).to_contain_text("● grün")
    held = beside.digital.checks.open(DEPARTMENT, full).values["H1"]
    beside.digital.filling.change(
        DEPARTMENT, full, Edit(field="H1", value="nicht_gefordert", base_version=held.version)
    )
    page.evaluate("dispatchEvent(new Event('focus'))")  # somebody comes back to this page
    expect(finding).to_contain_text("■ rot")
