"""From a clause of the matrix to accepted points: Vergabestelle and evaluator, each in a browser of their own."""

import pytest
from playwright.sync_api import Page, expect

from app.house import House
from procurement.services.score_fields import POINTS
from tests.bids import AUTUMN, EVALUATOR, at
from tests.e2e.conftest import OpenContext, watched
from tests.e2e.looking import found_on
from tests.openness import BIDS, CRITERION, OFFER, opened_bids, released
from tests.people import cookies
from tests.procedures import ASKER, opened, prepared

pytestmark = pytest.mark.e2e

REFERENCE = "VG-OFFENHEIT"
TENDERER = "Alpha GmbH"


def choose_clause(page: Page, slug: str) -> None:
    """Ask for an open standard in the Bewertungsmatrix of the lot."""
    page.goto(f"/vergabeverfahren/{slug}/lose/1/standards?suche=ODF")
    page.locator("main").get_by_role("link", name="OpenDocument Format (ODF)").click()
    page.get_by_label("muss erfüllt sein (A-Kriterium)").check()
    page.get_by_label("Nummer in der Bewertungsmatrix").fill("OS1")
    page.get_by_role("button", name="Kriterium übernehmen").click()
    page.wait_for_url(f"**/vergabeverfahren/{slug}/lose/1?geaendert=ja")
    expect(page.locator("main")).to_contain_text("OpenDocument Format (ODF): Die Software unterstützt")


def choose_rubric(page: Page, slug: str) -> None:
    """Take the rubric that ships over, and give it to the lot."""
    page.goto("/bewertungsschluessel/neu")
    page.get_by_role("button", name="Unverändert aufnehmen").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Bewertungsschlüssel Open Source")
    page.goto(f"/vergabeverfahren/{slug}/lose/1")
    page.get_by_role("link", name="Bewertungsschlüssel wählen").click()
    page.get_by_label("Kriterium", exact=True).select_option(CRITERION)
    page.get_by_role("radio", name="wie mitgeliefert").check()
    page.get_by_role("button", name="Bewertungsschlüssel speichern").click()
    expect(page.get_by_role("heading", name="S1: Gewicht 35 %")).to_be_visible()


def prepare_lot(page: Page, slug: str) -> None:
    """Do what the Vergabestelle does before the tender."""
    choose_clause(page, slug)
    choose_rubric(page, slug)


def note_licence(page: Page, slug: str) -> None:
    """Note what a bid says about its licence, after a first try that lacks the place; the clause is in the notice."""
    page.goto(f"/vergabeverfahren/{slug}/bekanntmachung")
    expect(page.locator("main")).to_contain_text("OpenDocument Format (ODF): Die Software unterstützt")
    page.goto(f"/vergabeverfahren/{slug}/angebote/{BIDS[0]}")
    page.get_by_role("link", name="Offenheit des Angebots").click()
    page.get_by_role("link", name="was das Angebot zu S1 sagt").click()
    page.get_by_label("Datei des Angebots").select_option(OFFER)
    page.get_by_label("Lizenz, wie das Angebot sie nennt").fill("EUPL-1.2")
    page.get_by_role("button", name="Angabe festhalten").click()
    expect(page.get_by_role("alert")).to_contain_text("wo es in der Datei steht")
    page.get_by_label("Stelle", exact=True).fill("Abschnitt 3.2")
    page.get_by_role("button", name="Angabe festhalten").click()
    expect(page.get_by_role("row", name="S1")).to_contain_text("nur erklärt")


def test_from_a_clause_of_the_matrix_to_accepted_points(open_context: OpenContext, origin: str, beside: House) -> None:
    slug = prepared(at(beside, AUTUMN), REFERENCE).slug
    page, complaints = watched(open_context())
    prepare_lot(page, slug)
    released(beside, opened(beside, slug, ASKER).procedure)
    opened_bids(beside, slug, EVALUATOR)
    note_licence(page, slug)

    context = open_context()
    context.clear_cookies()
    values = cookies(beside, "wertung").items()
    context.add_cookies([{"name": name, "value": value, "url": origin} for name, value in values])
    scoring, more = watched(context)
    scoring.goto(f"/vergabeverfahren/{slug}/wertung/1/{CRITERION}")
    scoring.get_by_role("link", name="Vorschlag ansehen und entscheiden").first.click()
    expect(scoring.get_by_role("heading", level=1)).to_contain_text(TENDERER)
    assert found_on(scoring) == {}
    scoring.get_by_label("Punkte", exact=True).fill("5")
    scoring.get_by_label("Grund", exact=True).fill("Lizenz erklärt, Quelltext nicht.")
    scoring.get_by_role("button", name="Entscheidung speichern").click()
    expect(scoring.get_by_text("5 Punkte, Vorschlag angenommen")).to_be_visible()
    assert beside.sheets.open(EVALUATOR, slug, 1).cells[BIDS[0], CRITERION].text(POINTS) == "5"

    page.goto(f"/vergabeverfahren/{slug}/lose/1/offenheit")
    expect(page.get_by_text("Vorschlag angenommen")).to_have_count(0)
    assert found_on(page) == {}
    refused_once = "error: Failed to load resource: the server responded with a status of 422 (Unprocessable Entity)"
    assert (complaints, more) == ([refused_once], [])
