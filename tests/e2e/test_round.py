"""A round of the Digitaldezernat in a real browser: judging, a rank by hand, a decision that displaces, minutes."""

import pytest
from playwright.sync_api import Page, expect

from app.house import House
from tests.capacity.ranking import proposed
from tests.e2e.conftest import OpenContext, watched
from tests.e2e.looking import found_on
from tests.people import actor, cookies

pytestmark = pytest.mark.e2e


def entered(open_context: OpenContext, house: House, origin: str, account: str) -> tuple[Page, list[str]]:
    """Return a page for somebody else than the procurement officer."""
    context = open_context(bypass_csp=True)
    context.clear_cookies()
    found = cookies(house, account)
    context.add_cookies([{"name": name, "value": value, "url": origin} for name, value in found.items()])
    return watched(context)


def judge(page: Page, number: int) -> None:
    """Judge a criterion; the field saves itself."""
    page.goto(f"/anforderungen/{number}/formular/bewertung")
    with page.expect_response(lambda answer: "kriterium-nutzen" in answer.url and answer.ok):
        page.get_by_label("Nutzen für Bürgerinnen, Bürger und Unternehmen", exact=True).select_option("10")
    page.goto(f"/anforderungen/{number}")
    page.get_by_text("Wie der Rang entsteht").click()
    expect(page.locator("main")).to_contain_text("44 von 100")
    assert found_on(page) == {}


def set_first(page: Page, number: int) -> None:
    """Set a rank by hand, after a first try without a reason."""
    page.goto(f"/anforderungen/{number}")
    page.get_by_text("Rang von Hand setzen").click()
    page.locator("#rang-setzen-rang").fill("1")
    page.get_by_role("button", name="Rang setzen").click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert page.locator("#rang-setzen-rang").input_value() == "1"
    page.locator("#rang-setzen-grund").fill("Die Leuchten werden ohnehin getauscht.")
    page.get_by_role("button", name="Rang setzen").click()
    page.wait_for_url("**?geaendert=ja")
    page.goto("/anforderungen/rangfolge")
    expect(page.locator("tbody tr").first).to_contain_text(f"Nr. {number}")
    assert found_on(page) == {}


def hold_round(page: Page, first: int, second: int) -> None:
    """Open a round, approve the second request over the first, close it and take the minutes."""
    page.goto("/anforderungen/runden")
    page.get_by_role("button", name="Monatliche Runde eröffnen").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Monatliche Runde")
    address = page.url
    page.get_by_label(f"Nr. {first} auslassen").check()
    page.get_by_role("button", name="Auf Probe rechnen").click()
    expect(page.locator("main")).to_contain_text("ausgelassen")
    page.goto(f"/anforderungen/{second}")
    page.get_by_text("Freigeben", exact=True).first.click()
    page.locator("#schritt-approve-grund").fill("Gesetzlicher Termin.")
    page.get_by_role("button", name="Freigeben").click()
    page.wait_for_url("**?geaendert=ja")
    page.goto(address)
    expect(page.get_by_role("row").filter(has_text="Gesetzlicher Termin.")).to_contain_text(f"Nr. {first}")
    assert found_on(page) == {}
    page.get_by_role("button", name="Runde schließen").click()
    expect(page.locator("main")).to_contain_text("sha256:")
    with page.expect_download() as paper:
        page.get_by_role("link", name="Protokoll als PDF").click()
    assert paper.value.suggested_filename.startswith("protokoll-runde-")


@pytest.mark.long
def test_a_round_from_judging_to_its_minutes(open_context: OpenContext, beside: House, origin: str) -> None:
    first, second = (proposed(beside, actor("fachamt"), one, "5") for one in ("Leuchten messen", "Akten scannen"))
    adit, adit_complaints = entered(open_context, beside, origin, "adit")
    judge(adit, second)
    dezernat, complaints = entered(open_context, beside, origin, "dezernat")
    set_first(dezernat, first)
    hold_round(dezernat, first, second)
    assert [one for one in (*adit_complaints, *complaints) if "409" not in one] == []
