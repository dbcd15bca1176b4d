"""Fields that save themselves in a real browser: typing, two windows, an ended session, no connection, no script."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from app.demo import demo_person
from app.house import House
from app.wiring import build_house
from infra.database import Database
from infra.identity.demo import DEMO_CITY
from infra.policy.model import operator
from infra.settings import Settings
from tests.e2e.conftest import OpenContext
from tests.e2e.looking import examined
from tests.factories import as_bytes, sample

pytestmark = pytest.mark.e2e

SAVING = 60_000
SignedIn = Callable[..., Page]
_number = iter(range(1000))


@pytest.fixture
def house(environment: dict[str, str], origin: str) -> Iterator[House]:  # noqa: ARG001 - the server is to run
    database = Database(environment["DATABASE_URL"])
    yield build_house(database, settings=Settings())
    database.close()


@pytest.fixture
def address(house: House) -> str:
    """Store a procedure of this test's own and return the address of its Prüfvermerke."""
    document = sample()
    named = {**document, "procedure": {**document["procedure"], "reference": f"PV-{next(_number)}"}}
    record = house.procurement.store_evaluation(operator(DEMO_CITY), as_bytes(named))
    return f"/vergaben/{record.summary.slug}/pruefvermerk"


@pytest.fixture
def opened(open_context: OpenContext, origin: str, house: House, address: str) -> SignedIn:
    """Open the page as the auditor, in a context of its own."""

    def open_page(**options: object) -> Page:
        context: BrowserContext = open_context(**options)
        token = house.sessions.open(DEMO_CITY, demo_person("revision"))
        context.add_cookies([{"name": "pruefstand", "value": token, "url": origin}])
        page = context.new_page()
        page.goto(address)
        return page

    return open_page


def type_in(page: Page, text: str, label: str = "Feststellung") -> None:
    page.get_by_label(label, exact=True).press_sequentially(text)


def test_what_is_typed_saves_itself(opened: SignedIn) -> None:
    page, held = opened(), list[Route]()

    def hold(route: Route) -> None:
        """Keep what is sent until it was seen that nothing is saved yet."""
        held.append(route)

    page.route("**/api/v1/**", hold)
    type_in(page, "Die Preise stimmen.")
    expect(page.locator("#feststellung-stand")).to_have_text("noch nicht gespeichert")
    page.unroute("**/api/v1/**")
    for route in held:
        route.continue_()
    expect(page.locator("#feststellung-stand")).to_contain_text("gespeichert um", timeout=SAVING)
    type_in(page, " Alle.")
    page.get_by_label("Beleg", exact=True).focus()
    expect(page.locator("#feststellung-stand")).to_contain_text("gespeichert um", timeout=SAVING)
    page.reload()
    expect(page.get_by_label("Feststellung", exact=True)).to_have_value("Die Preise stimmen. Alle.")


def test_what_is_typed_before_the_script_arrives_saves_itself(opened: SignedIn) -> None:
    page = opened()

    def arrive_late(route: Route) -> None:
        page.get_by_label("Feststellung", exact=True).fill("schneller als die Leitung")
        route.continue_()

    page.route("**/felder.js*", arrive_late)
    page.reload()
    expect(page.locator("#feststellung-stand")).to_contain_text("gespeichert um", timeout=SAVING)


def test_leaving_the_page_saves(opened: SignedIn, address: str) -> None:
    page = opened()
    type_in(page, "im Gehen")
    page.goto("/hilfe")
    page.goto(address)
    expect(page.get_by_label("Feststellung", exact=True)).to_have_value("im Gehen")
    expect(page.locator("#feststellung-stand")).to_contain_text("gespeichert", timeout=SAVING)


def test_two_windows_and_the_keyboard(opened: SignedIn) -> None:
    first, second = opened(), opened()
    type_in(first, "aus Fenster 1")
    expect(first.locator("#feststellung-stand")).to_contain_text("gespeichert um", timeout=SAVING)
    type_in(second, "aus Fenster 2")
    choice = second.get_by_role("group", name="Zwei Fassungen: Feststellung")
    expect(choice).to_be_visible(timeout=SAVING)
    expect(choice).to_contain_text("aus Fenster 1")
    assert examined(second) == []
    choice.get_by_role("button", name="Meine Fassung behalten").focus()
    second.keyboard.press("Enter")
    expect(second.locator("#feststellung-stand")).to_contain_text("gespeichert um", timeout=SAVING)
    type_in(first, "!")
    choice = first.get_by_role("group", name="Zwei Fassungen: Feststellung")
    expect(choice).to_contain_text("aus Fenster 2", timeout=SAVING)
    choice.get_by_role("button", name="Andere Fassung übernehmen").click()
    expect(first.get_by_label("Feststellung", exact=True)).to_have_value("aus Fenster 2")
    expect(choice).to_be_hidden()


def test_the_session_ends_and_no_letter_is_lost(opened: SignedIn, house: House, origin: str) -> None:
    page = opened()
    context = page.context
    context.clear_cookies()
    type_in(page, "vor dem Ende")
    expect(page.locator("#feststellung-stand")).to_contain_text(
        "Ihre Sitzung ist beendet; Ihr Text steht noch hier.", timeout=SAVING
    )
    link = page.get_by_role("link", name="In neuem Fenster anmelden")
    expect(link).to_have_attribute("target", "_blank")
    token = house.sessions.open(DEMO_CITY, demo_person("revision"))
    context.add_cookies([{"name": "pruefstand", "value": token, "url": origin}])
    page.evaluate("dispatchEvent(new Event('focus'))")
    expect(page.locator("#feststellung-stand")).to_contain_text("gespeichert um", timeout=SAVING)


def test_text_outlives_a_reload_while_nothing_can_be_saved(opened: SignedIn) -> None:
    page = opened()

    def refuse(route: Route) -> None:
        route.abort()

    page.route("**/api/v1/**", refuse)
    type_in(page, "ohne Netz")
    expect(page.locator("#feststellung-stand")).to_contain_text("keine Verbindung", timeout=SAVING)
    page.reload()
    expect(page.get_by_label("Feststellung", exact=True)).to_have_value("ohne Netz")
    page.unroute("**/api/v1/**", refuse)
    expect(page.locator("#feststellung-stand")).to_contain_text("gespeichert um", timeout=2 * SAVING)
    assert page.evaluate("sessionStorage.length") == 0


def test_without_a_script(opened: SignedIn) -> None:
    first, second = opened(java_script_enabled=False), opened(java_script_enabled=False)
    first.get_by_label("Feststellung", exact=True).fill("aus Fenster 1")
    first.get_by_role("button", name="Zwischenspeichern").click()
    expect(first.locator("#feststellung-stand")).to_contain_text("gespeichert am")
    second.get_by_label("Feststellung", exact=True).fill("aus Fenster 2")
    second.get_by_role("button", name="Zwischenspeichern").click()
    expect(second.get_by_role("group", name="Zwei Fassungen: Feststellung")).to_contain_text("aus Fenster 1")
    expect(second.get_by_label("Feststellung", exact=True)).to_have_value("aus Fenster 2")
    second.get_by_role("button", name="Meine Fassung behalten").click()
    expect(second.locator("#feststellung-stand")).to_contain_text("gespeichert am")
    second.get_by_role("button", name="Prüfvermerk abschließen").click()
    expect(second.get_by_role("article", name="Prüfvermerk von Tomasz Zieliński")).to_contain_text("aus Fenster 2")
