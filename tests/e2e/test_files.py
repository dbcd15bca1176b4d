"""Files in and out in a real browser: take a workbook over, recompute a bundle, try weights; also without a script."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from core.package import pack, unpack
from infra.spreadsheet.xlsx_writer import write_xlsx
from tests.e2e.conftest import OpenContext, watched
from tests.e2e.looking import examined, unexpected
from tests.factories import as_bytes, sample
from tests.workbooks import edited, rich, workbook_of

pytestmark = pytest.mark.e2e

EXTENDED = "/vergaben/vg-2026-031-richtwert-erweitert"
WITHOUT_SCRIPT = pytest.mark.parametrize("context", [True, False], ids=["with script", "without script"], indirect=True)


@pytest.fixture
def context(open_context: OpenContext, request: pytest.FixtureRequest) -> BrowserContext:
    return open_context(java_script_enabled=request.param)


def choose(page: Page, label: str, button: str, file: Path) -> None:
    page.get_by_label(label).set_input_files(file)
    page.get_by_role("button", name=button).click()


@WITHOUT_SCRIPT
def test_a_workbook_is_corrected_previewed_and_taken_over(
    context: BrowserContext, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    page, complaints = watched(context)
    document = rich()
    document["procedure"]["reference"] = f"E2E {request.node.callspec.id}"
    wrong, right = tmp_path / "falsch.xlsx", tmp_path / "richtig.xlsx"
    wrong.write_bytes(edited(workbook_of(document), spoil))
    right.write_bytes(write_xlsx(workbook_of(document)))
    page.goto("/")
    page.get_by_role("link", name="Wertung übernehmen").click()
    choose(page, "Arbeitsmappe oder JSON-Datei wählen", "Vorschau zeigen", wrong)
    expect(page.get_by_role("alert")).to_contain_text("Angebote!C6")
    choose(page, "Arbeitsmappe oder JSON-Datei wählen", "Vorschau zeigen", right)
    expect(page.get_by_text("Noch nichts gespeichert")).to_be_visible()
    page.get_by_role("button", name="Übernehmen", exact=True).click()
    expect(page.get_by_role("heading", level=1, name="Wertungsübersicht")).to_be_visible()
    recompute(page, tmp_path)
    assert unexpected(complaints) == []


def recompute(page: Page, folder: Path) -> None:
    """Download the bundle of the page, upload it as it is, then with one more character."""
    with page.expect_download() as download:
        page.get_by_role("link", name="Prüfpaket (ZIP)").click()
    bundle = folder / download.value.suggested_filename
    download.value.save_as(bundle)
    page.goto("/pruefpaket")
    choose(page, "Prüfpaket wählen", "Nachrechnen", bundle)
    expect(page.get_by_role("heading", level=1, name="Das Prüfpaket stimmt")).to_be_visible()
    files = unpack(bundle.read_bytes())
    files["LIESMICH.txt"] += b"!"
    bundle.write_bytes(pack(files))
    page.goto("/pruefpaket")
    choose(page, "Prüfpaket wählen", "Nachrechnen", bundle)
    expect(page.get_by_role("row", name="LIESMICH.txt")).to_contain_text("wurde verändert")


def spoil(book: Any) -> None:  # noqa: ANN401 - openpyxl's workbook
    book["Angebote"]["C6"] = "viel"


@WITHOUT_SCRIPT
def test_weights_move_with_slider_or_number(context: BrowserContext) -> None:
    page, complaints = watched(context)
    page.goto(f"{EXTENDED}/probe")
    page.get_by_role("slider", name="Regler: F –").fill("50")
    page.get_by_role("button", name="Mit diesen Gewichten proben").click()
    expect(page.get_by_role("alert")).to_contain_text("Die Gewichte ergeben 105 statt genau 100.")
    expect(page.get_by_role("textbox", name="F –")).to_have_value("50")
    page.get_by_role("textbox", name="U –").fill("15")
    page.get_by_role("button", name="Mit diesen Gewichten proben").click()
    expect(page.get_by_text("Probe, nichts gespeichert")).to_be_visible()
    assert unexpected(complaints) == []


def test_the_script_keeps_slider_number_and_sum_together(open_context: OpenContext) -> None:
    page, complaints = watched(open_context())
    page.goto(f"{EXTENDED}/probe")
    slider, number = page.get_by_role("slider", name="Regler: F –"), page.get_by_role("textbox", name="F –")
    slider.focus()
    page.keyboard.press("ArrowRight")
    expect(number).to_have_value("46")
    expect(page.locator("output")).to_have_text("101\N{NO-BREAK SPACE}% – nötig sind genau 100\N{NO-BREAK SPACE}%")
    number.fill("45")
    expect(slider).to_have_value("45")
    expect(page.locator("output")).to_have_text("100\N{NO-BREAK SPACE}%")
    assert complaints == []


def test_axe_finds_nothing_on_what_follows_an_upload(open_context: OpenContext, tmp_path: Path) -> None:
    page = open_context(width=360, height=640).new_page()
    good, bad = tmp_path / "gut.json", tmp_path / "schlecht.xlsx"
    good.write_bytes(as_bytes(sample()))
    bad.write_bytes(b"PK nichts")
    for file in (good, bad):
        page.goto("/vergaben/neu")
        choose(page, "Arbeitsmappe oder JSON-Datei wählen", "Vorschau zeigen", file)
        assert examined(page) == []
        page.emulate_media(color_scheme="dark")
        assert examined(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.goto("/pruefpaket")
    choose(page, "Prüfpaket wählen", "Nachrechnen", good)
    assert examined(page) == []
    broken = tmp_path / "kaputt.zip"
    broken.write_bytes(pack({"result.json": b"{}"}))
    choose(page, "Prüfpaket wählen", "Nachrechnen", broken)
    expect(page.get_by_role("heading", level=1, name="Das Prüfpaket wurde verändert")).to_be_visible()
    assert examined(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
