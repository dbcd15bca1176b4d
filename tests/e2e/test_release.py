"""One journey from the draft to a released sheet that everybody can tell from a forged one."""

import re
from functools import partial

import pytest
from playwright.sync_api import Page, expect

from app.house import House
from infra.identity.demo import DEMO_CITY
from tests.e2e.conftest import OpenContext
from tests.e2e.looking import found_on
from tests.people import cookies
from tests.released_checks import ADIT, ANSWERS, ESTIMATE, begun, fill

pytestmark = pytest.mark.e2e

TITLE = "Sensoren an Straßenlaternen"
REFERENCE = "2026/0611"


def as_person(page: Page, house: House, origin: str, account: str | None) -> None:
    page.context.clear_cookies()
    if account:
        values = cookies(house, account).items()
        page.context.add_cookies([{"name": name, "value": value, "url": origin} for name, value in values])


def test_from_draft_to_a_sheet_that_everybody_can_verify(open_context: OpenContext, origin: str, beside: House) -> None:
    number = begun(beside, REFERENCE, TITLE).number
    fill(beside, number, ANSWERS)
    page, address = open_context().new_page(), f"/digital-checks/{number}/stand"
    act = partial(taken, page, beside, origin, address)
    act("amtsleitung", "Zeichnen (Amtsleitung)", "gezeichnet (Amtsleitung)")
    fill(beside, number, ESTIMATE, ADIT)
    as_person(page, beside, origin, "adit")
    page.goto(address)
    page.get_by_label("Was ist noch zu klären?").fill("Wer liest die Daten aus?")
    page.get_by_role("button", name="Mit Rückfrage zurückgeben").click()
    expect(page.get_by_role("cell", name="Wer liest die Daten aus?")).to_be_visible()
    assert found_on(page) == {}
    act("amtsleitung", "Zeichnen (Amtsleitung)", "gezeichnet (Amtsleitung)")
    act("adit", "Mitzeichnen (ADIT)", "mitgezeichnet (ADIT)")
    act("dezernat", "Freigeben (Dezernat)", "freigegeben (Dezernat)")
    code, file = code_and_file(page)
    published(page, beside, origin)
    verify(page, beside, origin, code, file)


def taken(page: Page, house: House, origin: str, address: str, account: str, button: str, state: str) -> None:  # noqa: PLR0913, PLR0917 - who does what where
    as_person(page, house, origin, account)
    page.goto(address)
    page.get_by_role("button", name=button).click()
    expect(page.get_by_role("status").first).to_contain_text(f"Stand jetzt: {state}.")


def code_and_file(page: Page) -> tuple[str, str]:
    """Return the Prüfcode of the public version and where its PDF was saved."""
    code = page.locator("#uebersicht ~ ul code").first.inner_text()
    assert re.fullmatch(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", code)
    assert found_on(page) == {}
    with page.expect_download() as download:
        page.get_by_role("link", name="PDF der öffentlichen Fassung").click()
    return code, str(download.value.path())


def published(page: Page, house: House, origin: str) -> None:
    """Give the public version to everybody."""
    as_person(page, house, origin, "gremien")
    page.goto("/sitzung?tag=2026-12-09")
    assert found_on(page) == {}
    page.get_by_role("button", name=f"Veröffentlichen der Übersicht zu {REFERENCE}").click()
    expect(page.get_by_role("row").filter(has_text=REFERENCE)).to_contain_text("öffentlich seit")


def verify(page: Page, house: House, origin: str, code: str, file: str) -> None:
    """Verify a sheet as somebody who is not signed in: by its code as a person types it, then by the file."""
    as_person(page, house, origin, None)
    page.goto("/pruefcode")
    assert found_on(page) == {}
    page.set_viewport_size({"width": 1280, "height": 900})
    page.get_by_role("textbox", name="Prüfcode").fill(code.replace("-", " ").lower())
    page.get_by_role("button", name="Prüfen", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Diese Übersicht ist echt")
    expect(page.get_by_text(TITLE)).to_be_visible()
    assert found_on(page) == {}
    page.goto("/pruefcode")
    page.get_by_label("PDF-Datei wählen").set_input_files(file)
    page.get_by_role("button", name="Datei prüfen").click()
    expect(page.get_by_text("Byte für Byte so freigegeben")).to_be_visible()
    answer = page.goto(f"/pruefcode/{DEMO_CITY}/0000-0000-0000")
    assert answer is not None
    expect(page.get_by_role("heading", level=1)).to_have_text("Diese Übersicht ist nicht bekannt")
