"""Pages that only some people see, each as the right person: nothing for axe, no complaint, nothing lost at 360 px."""

import json
from collections.abc import Callable, Iterator
from io import BytesIO

import pikepdf
import pytest
from playwright.sync_api import Browser, Page

from app.house import House
from procurement.services import ExportKind
from tests.bid_files import alone, csv
from tests.bids import awaiting_bids
from tests.e2e.conftest import new_context, sign_in, watched
from tests.e2e.looking import CUT_OFF, examined
from tests.every_route import evaluation
from tests.pages import ANSWERS, OF_PEOPLE, QUOTIENT, SEALED_ANSWERS
from tests.people import cookies
from tests.whole_way import Way

pytestmark = pytest.mark.e2e

SignIn = Callable[[str | None], tuple[Page, list[str]]]


@pytest.fixture(scope="module")
def narrow(browser: Browser, origin: str) -> Iterator[tuple[Page, list[str]]]:
    """Yield one narrow page for everybody, and its complaints: a new one for each takes longer than most tests."""
    context = new_context(browser, origin, width=360, height=640)
    yield watched(context)
    context.close()


@pytest.fixture
def as_person(narrow: tuple[Page, list[str]], beside: House, origin: str) -> SignIn:
    """Return a function that gives the page to somebody, with a list of what the browser complains about from now."""

    def signed_in(account: str | None) -> tuple[Page, list[str]]:
        page, complaints = narrow
        complaints.clear()
        sign_in(page.context, origin, cookies(beside, account) if account else {})
        return page, complaints

    return signed_in


def look_at(page: Page) -> None:
    """Expect nothing of axe, light and dark, and nothing cut off."""
    page.emulate_media(color_scheme="light")
    assert examined(page) == [], page.url
    page.emulate_media(color_scheme="dark")  # changes colours and nothing else
    assert examined(page, "cat.color") == [], page.url
    assert page.evaluate(CUT_OFF) == [], page.url
    assert page.evaluate("document.documentElement.scrollWidth") <= 360, page.url


@pytest.mark.parametrize("account", OF_PEOPLE, ids=str)
def test_pages_of_a_person(as_person: SignIn, origin: str, account: str | None) -> None:
    page, complaints = as_person(account)
    for address in OF_PEOPLE[account]:
        answer = page.goto(address)
        assert answer is not None
        assert (answer.status, page.url) == (200, f"{origin}{address}"), address
        look_at(page)
    assert complaints == []


def test_pages_of_a_job(as_person: SignIn) -> None:
    page, complaints = as_person("revision")
    page.goto("/pruefprotokoll")
    page.get_by_role("button", name="Protokoll prüfen").click()
    page.get_by_role("link", name="Zum Ergebnis").wait_for()
    look_at(page)
    page.get_by_role("link", name="Zum Ergebnis").click()
    page.wait_for_url("**/pruefprotokoll/pruefung/*")
    look_at(page)
    assert complaints == []


def paste(page: Page, address: str, text: str) -> None:
    page.goto(address)
    page.get_by_label("oder Inhalt einfügen").fill(text)
    page.locator("main form button").first.click()


def upload(page: Page, address: str, name: str, data: bytes) -> None:
    page.goto(address)
    page.locator("#datei").set_input_files({"name": name, "mimeType": "application/octet-stream", "buffer": data})
    page.locator("main form button").first.click()


def bundle(page: Page) -> None:
    data = page.request.get(f"{QUOTIENT}/dateien/{ExportKind.BUNDLE.value}").body()
    upload(page, "/pruefpaket", "paket.zip", data)


def add_person(page: Page, account: str = "p.robe") -> None:
    page.goto("/verwaltung/personen/neu")
    page.get_by_label("Konto", exact=True).fill(account)
    page.get_by_label("Name", exact=True).fill("Petra Robe")
    page.get_by_role("button", name="Person anlegen").click()


def recover(page: Page) -> None:
    add_person(page, "p.robe2")
    page.get_by_role("link", name="Zur Person").click()
    page.get_by_role("button", name="Zugang wiederherstellen").click()


PREVIEWED = json.dumps(evaluation("VG-VORSCHAU"))


def choose_criteria(page: Page) -> None:
    page.goto("/kriterien/bewertungsmatrix")
    for name in ("O1 ", "S1 ", "A-BF "):
        page.get_by_role("checkbox", name=name).check()
    page.get_by_role("button", name="Weiter zu den Gewichten").click()
    page.get_by_label("Aktenzeichen").fill("VG-2027-001")
    page.get_by_label("Gegenstand").fill("Fachverfahren")
    page.get_by_role("button", name="Prüfen").click()


def preview_catalogue(page: Page) -> None:
    page.goto("/kriterien/neu")
    page.get_by_role("button", name="Vorschau des mitgelieferten Katalogs").click()


def take_bids_over(page: Page) -> None:
    upload(page, "/vergabeverfahren/vg-formular/angebote/uebernehmen", "angebote.csv", csv(alone()))


def verify_unknown_sheet(page: Page) -> None:
    page.goto("/pruefcode")
    chosen = page.get_by_label("PDF-Datei wählen")
    chosen.set_input_files({"name": "fremd.pdf", "mimeType": "application/pdf", "buffer": a_page()})
    page.get_by_role("button", name="Datei prüfen").click()


def import_agenda(page: Page) -> None:
    page.goto("/tagesordnungen/neu")
    page.get_by_label("Tag der Sitzung").fill("09.12.2026")
    page.get_by_label("oder Tagesordnung einfügen").fill("3.1 Vorlage 2026-0417 Digitales Parkticket\n4 Mitteilungen")
    page.get_by_role("button", name="Einlesen").click()


def import_services(page: Page) -> None:
    page.goto("/verwaltungsleistungen/neu")
    page.get_by_label("Name der Liste").fill("Erfundener Auszug")
    page.get_by_label("Stand der Liste").fill("01.10.2026")
    table = "LeiKa-ID;Name\n99000000000001;Marktstand anmelden\n;Ohne Schlüssel\n".encode()
    page.get_by_label("Tabelle wählen").set_input_files({"name": "leika.csv", "mimeType": "text/csv", "buffer": table})
    page.get_by_role("button", name="Einlesen").click()


def compare_questions(page: Page) -> None:
    page.goto("/digital-checks/fragen/neu")
    shipped = page.get_by_role("main").locator("a[href$='/datei']").first.get_attribute("href")
    own = page.request.get(str(shipped)).json() | {"version": "2.0"}
    own["questions"][5]["help"] = "Ein anderer Hinweis."
    page.get_by_label("Oder den Inhalt der Datei einfügen").fill(json.dumps(own))
    page.get_by_role("button", name="Fassung prüfen").click()


def a_page() -> bytes:
    """Return a PDF file with one page."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        file = BytesIO()
        pdf.save(file)
    return file.getvalue()


WAYS: dict[str, tuple[str, Callable[[Page], None], str]] = {
    "/bekanntmachung": (
        "fachamt",
        lambda page: paste(page, "/bekanntmachung", PREVIEWED),
        "Anpassen und herunterladen",
    ),
    "/digital-checks/fragen/neu": ("dezernat", compare_questions, "Fassung "),
    "/kriterien/bewertungsmatrix": ("vergabestelle", choose_criteria, "Kann die Reihenfolge kippen?"),
    "/kriterien/neu": ("vergabestelle", preview_catalogue, "Kriterien für kommunale Software"),
    "/pruefen": ("vergabestelle", lambda page: paste(page, "/pruefen", PREVIEWED), "Wertungsübersicht"),
    "/probe": ("fachamt", lambda page: paste(page, "/probe", PREVIEWED), "Gewichte ausprobieren"),
    "/vergaben/neu": (
        "vergabestelle",
        lambda page: upload(page, "/vergaben/neu", "w.json", PREVIEWED.encode()),
        "Vorschau der Wertung",
    ),
    "/vergabeverfahren/{procedure}/lose/{number}/bewertungsmatrix": (
        "vergabestelle",
        lambda page: paste(page, "/vergabeverfahren/vg-2026-047/lose/1", PREVIEWED),
        "Vorschau der Bewertungsmatrix",
    ),
    "/vergabeverfahren/{procedure}/angebote/uebernehmen": (
        "vergabestelle",
        take_bids_over,
        "Vorschau der Angebote",
    ),
    "/pruefcode": ("fachamt", verify_unknown_sheet, "Diese Übersicht ist nicht bekannt"),
    "/tagesordnungen/neu": ("gremien", import_agenda, "Sitzung des Magistrats am 09.12.2026"),
    "/verwaltungsleistungen/neu": ("dezernat", import_services, "Erfundener Auszug, Stand 01.10.2026"),
    "/pruefpaket": ("vergabestelle", bundle, "Was das Paket von sich sagt"),
    "/verwaltung/personen/neu": ("verwaltung", add_person, "Einmalkennwort für Petra Robe"),
    "/verwaltung/personen/{person}/wiederherstellen": ("verwaltung", recover, "Einmalkennwort für Petra Robe"),
}


@pytest.mark.parametrize("form", [one for one in ANSWERS if one not in SEALED_ANSWERS])
def test_pages_that_answer_a_form(as_person: SignIn, form: str, beside: House) -> None:
    if "angebote" in form:
        Way(beside, awaiting_bids(beside, "VG-FORMULAR").slug).record_opening()
    account, way, heading = WAYS[form]
    page, complaints = as_person(account)
    way(page)
    page.get_by_role("heading", name=heading).first.wait_for()
    look_at(page)
    assert complaints == []
