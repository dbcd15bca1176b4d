"""A standard is found and asked for in a lot; a file that lies about one is handed in, and the answer is read."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from app.house import House
from tests.artefacts import pdf
from tests.e2e.conftest import OpenContext, watched
from tests.e2e.looking import found_on
from tests.people import OFFICER
from tests.procedures import prepared

pytestmark = pytest.mark.e2e

REFERENCE = "VG-NORM-1"


@pytest.fixture
def lie(tmp_path: Path) -> Path:
    """Return a PDF that claims to be PDF/A and is not."""
    file = tmp_path / "lüge.pdf"
    file.write_bytes(pdf("<a:part>2</a:part><a:conformance>A</a:conformance>", sound=False))
    return file


def test_from_the_catalogue_into_a_lot_and_from_a_file_to_its_answer(
    open_context: OpenContext, beside: House, lie: Path
) -> None:
    procedure = prepared(beside, REFERENCE, OFFICER)
    page, complaints = watched(open_context())
    page.goto("/standards")
    page.get_by_label("Wörter, Dateiendung oder Fassung").fill("odt")
    page.get_by_role("button", name="Suchen").click()
    page.get_by_role("link", name="OpenDocument Format (ODF)").click()
    page.get_by_role("link", name="Als Kriterium in ein Los übernehmen").click()
    page.get_by_label("Vergabenummer oder Titel").fill(REFERENCE)
    page.get_by_role("button", name="Suchen").click()
    page.get_by_role("link", name="Los 1").click()
    page.locator("main").get_by_role("link", name="OpenDocument Format (ODF)").click()
    page.get_by_label("muss erfüllt sein (A-Kriterium)").check()
    page.get_by_label("Nummer in der Bewertungsmatrix").fill("OS1")
    page.get_by_role("button", name="Kriterium übernehmen").click()
    page.wait_for_url(f"**/vergabeverfahren/{procedure.slug}/lose/1?geaendert=ja")
    expect(page.locator("main")).to_contain_text("OpenDocument Format (ODF): Die Software unterstützt")
    page.goto("/standards/pruefung")
    page.get_by_label("Dateien aus Teststellung oder Abnahme").set_input_files(lie)
    listed = page.get_by_role("list", name="Ausgewählte Dateien").get_by_role("listitem")
    expect(listed).to_contain_text("vollständig angekommen")
    page.get_by_role("button", name="Prüfen", exact=True).click()
    page.get_by_role("link", name="Ergebnis anzeigen").click()
    expect(page.get_by_role("region", name="Tabelle: Befunde PDF/A (ISO 19005)")).to_contain_text("nicht eingebettet")
    assert complaints == []


def test_the_list_of_several_files_fills_by_itself(open_context: OpenContext, lie: Path) -> None:
    table = lie.with_name("tabelle.csv")
    table.write_bytes(b"Name,Wert\r\nA,1\r\n")
    page, complaints = watched(open_context())
    page.goto("/standards/pruefung")
    page.get_by_label("Dateien aus Teststellung oder Abnahme").set_input_files([lie, table])
    listed = page.get_by_role("list", name="Ausgewählte Dateien").get_by_role("listitem")
    expect(listed.filter(has_text="vollständig angekommen")).to_have_count(2)
    page.get_by_role("button", name="Prüfen", exact=True).click()
    page.wait_for_load_state()
    rows = page.get_by_role("region", name="Tabelle: Geprüfte Dateien").get_by_role("row")
    for name, found in (("tabelle.csv", "eingehalten"), ("lüge.pdf", "nicht eingehalten")):
        expect(rows.filter(has_text=name).first).to_contain_text(found, timeout=60_000)
    expect(page.locator("#liste[hx-get]")).to_have_count(0)
    assert complaints == []


def test_its_pages_hold_in_every_light_and_width(open_context: OpenContext, beside: House, lie: Path) -> None:
    context = open_context()
    page = context.new_page()
    page.goto("/standards/pruefung")
    page.get_by_label("Dateien aus Teststellung oder Abnahme").set_input_files(lie)
    expect(page.get_by_role("list", name="Ausgewählte Dateien")).to_contain_text("vollständig angekommen")
    page.get_by_role("button", name="Prüfen", exact=True).click()
    page.get_by_role("link", name="Ergebnis anzeigen").wait_for()
    slug = prepared(beside, "VG-NORM-2", OFFICER).slug
    for address in (
        page.url,
        "/standards/pruefung",
        "/standards/icalendar",
        "/vergabeverfahren/vg-2026-046/angebote/1-1-1-1/standards",
        f"/vergabeverfahren/{slug}/lose/1/standards?klausel=STD-DOKUMENTE",
        f"/vergabeverfahren/{slug}/lose/1/klauseln",
    ):
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 200, address
        assert found_on(page) == {}, address
