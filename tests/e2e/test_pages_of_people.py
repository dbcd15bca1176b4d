"""Pages that only some people see, each as the right person: nothing for axe, no complaint, nothing lost at 360 px."""

from collections.abc import Iterator

import pytest

from app.demo import demo_person
from app.wiring import House, build_house
from infra.database import Database
from tests.e2e.conftest import OpenContext, watched
from tests.e2e.test_every_page import CUT_OFF, QUOTIENT, examined
from tests.people import cookies

pytestmark = pytest.mark.e2e

PAGES = {
    None: ("/anmelden",),
    "vergabestelle": ("/konto", "/konto/passwort", "/konto/zweiter-faktor", "/auftraege", "/mitteilungen"),
    "verwaltung": (
        "/verwaltung/personen",
        f"/verwaltung/personen/{demo_person('wertung')}",
        "/verwaltung/personen/neu",
        "/verwaltung/aemter",
    ),
    "revision": (
        "/pruefprotokoll",
        "/pruefprotokoll/evaluation/vg-2026-031-preis-quotient",
        f"{QUOTIENT}/pruefvermerk",
        "/werkzeuge/verfahrensart",
    ),
}


@pytest.fixture
def house(environment: dict[str, str]) -> Iterator[House]:
    """Return the services on the database of the server."""
    database = Database(environment["DATABASE_URL"])
    yield build_house(database)
    database.close()


@pytest.mark.parametrize("account", PAGES, ids=str)
def test_pages_of_a_person(open_context: OpenContext, house: House, origin: str, account: str | None) -> None:
    context = open_context(width=360, height=640, bypass_csp=True)
    context.clear_cookies()
    kept = cookies(house, account) if account else {}
    context.add_cookies([{"name": name, "value": value, "url": origin} for name, value in kept.items()])
    page, complaints = watched(context)
    for address in PAGES[account]:
        answer = page.goto(address)
        assert answer is not None
        assert (answer.status, page.url) == (200, f"{origin}{address}"), address
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            assert examined(page) == [], address
        assert page.evaluate(CUT_OFF) == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, address
    assert complaints == []
