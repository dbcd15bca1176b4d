"""An officer prepares a tender procedure: begins it, fills in need, plan and texts; with and without a script."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.e2e.conftest import OpenContext, watched

pytestmark = pytest.mark.e2e

SAVING = 60_000
_number = iter(range(1000))


@pytest.fixture
def context(open_context: OpenContext, request: pytest.FixtureRequest) -> BrowserContext:
    return open_context(java_script_enabled=request.param)


def begin(page: Page) -> None:
    page.goto("/")
    menu = page.get_by_role("navigation", name="Hauptmenü")
    menu.get_by_text("Vergabe", exact=True).click()
    menu.get_by_role("link", name="Vergabeverfahren").click()
    page.get_by_role("link", name="Vergabeverfahren anlegen").click()
    page.get_by_label("Vergabenummer").fill(f"REISE-{next(_number)}")
    page.get_by_role("button", name="Vergabeverfahren anlegen").click()
    page.get_by_role("alert").get_by_role("link", name="Titel: Bitte etwas angeben").click()
    page.get_by_label("Titel").fill("Terminsoftware")
    page.get_by_label("Amt oder Dezernat").select_option("Bürgeramt")
    page.get_by_role("button", name="Vergabeverfahren anlegen").click()
    expect(page.get_by_text("0 von 6 Schritten vollständig")).to_be_visible()


def fill_in_need(page: Page) -> None:
    page.get_by_role("link", name="Zum Bedarf").first.click()
    page.get_by_label("Art der Beschaffung").select_option("Cloud: Software als Dienst (SaaS)")
    for title, amount in (("Einmalige Kosten", "60.000"), ("Monatliche Kosten", "4.500"), ("Ausstieg", "0")):
        group = page.get_by_role("group", name=title)
        group.get_by_label("Euro netto").fill(amount)
        group.get_by_label("Woher kommt der Betrag?").fill("Markterkundung")
    page.get_by_role("button", name="Speichern und schätzen").click()
    fault = page.get_by_role("alert").get_by_role("link", name="Bitte entweder Monate angeben")
    fault.click()
    page.get_by_label("unbefristet").check()
    page.get_by_role("button", name="Speichern und schätzen").click()
    expect(page.get_by_role("heading", name="Geschätzter Auftragswert: 276.000,00 € netto.")).to_be_visible()
    expect(page.get_by_role("group", name="Monatliche Kosten").get_by_label("Euro netto")).to_have_value("4.500")


def choose_kind_and_deadline(page: Page) -> None:
    page.get_by_role("link", name="Verfahrensart, Fristen, Texte").click()
    page.get_by_label("Offenes Verfahren – stets zulässig (§ 14 Abs. 2 VgV)", exact=True).check()
    group = page.get_by_role("group", name="Angebotsfrist")
    group.get_by_label("Tag").fill("31.10.2038")
    group.get_by_label("Uhrzeit").fill("02:30")


@pytest.mark.parametrize("context", [True, False], ids=["with script", "without script"], indirect=True)
def test_from_the_menu_to_a_procedure_that_lacks_only_its_lots(context: BrowserContext) -> None:
    page, complaints = watched(context)
    begin(page)
    fill_in_need(page)
    choose_kind_and_deadline(page)
    page.get_by_label("Prüfung quelloffener Alternativen", exact=True).fill("Zwei Lösungen geprüft.")
    page.get_by_label("Regel bei Gleichstand", exact=True).fill("Losentscheid.")
    page.get_by_role("button", name="Alles speichern").click()
    page.get_by_role("alert").get_by_role("link", name="gibt es am 31.10.2038 zweimal").click()
    expect(page.get_by_label("Regel bei Gleichstand", exact=True)).to_have_value("Losentscheid.")
    page.get_by_role("group", name="Angebotsfrist").get_by_label("Uhrzeit").fill("12:00")
    page.get_by_role("button", name="Alles speichern").click()
    expect(page.get_by_text("Alle Angaben und Texte sind gespeichert.")).to_be_visible()
    page.get_by_role("link", name="Übersicht", exact=True).click()
    expect(page.get_by_text("5 von 6 Schritten vollständig; es fehlt: Lose und Bewertungsmatrix.")).to_be_visible()
    assert [one for one in complaints if "status of 422" not in one] == []


def test_texts_save_themselves_and_say_when(open_context: OpenContext) -> None:
    page, complaints = watched(open_context())
    begin(page)
    page.get_by_role("link", name="Verfahrensart, Fristen, Texte").click()
    page.get_by_label("Regel bei Gleichstand", exact=True).press_sequentially("Losentscheid.")
    expect(page.locator("#gleichstandsregel-stand")).to_contain_text("gespeichert um", timeout=SAVING)
    page.reload()
    expect(page.get_by_label("Regel bei Gleichstand", exact=True)).to_have_value("Losentscheid.")
    assert [one for one in complaints if "status of 422" not in one] == []
