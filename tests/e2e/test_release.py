"""Two officers publish a procedure: nobody does it alone, an evaluator sees only what is public."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from app.wiring import House, build_house
from infra.database import Database
from tests.e2e.conftest import OpenContext, watched
from tests.people import cookies
from tests.procedures import plan, prepared

pytestmark = pytest.mark.e2e

SignIn = Callable[[str], tuple[Page, list[str]]]


@pytest.fixture
def house(environment: dict[str, str]) -> Iterator[House]:
    """Return the services on the database of the server."""
    database = Database(environment["DATABASE_URL"])
    yield build_house(database)
    database.close()


@pytest.fixture
def sign_in(open_context: OpenContext, house: House, origin: str) -> SignIn:
    """Return a function that opens a page as a person, and the list of what the browser complains about."""

    def as_person(account: str) -> tuple[Page, list[str]]:
        context = open_context()
        context.clear_cookies()
        kept = cookies(house, account)
        context.add_cookies([{"name": name, "value": value, "url": origin} for name, value in kept.items()])
        return watched(context)

    return as_person


def asked(asker: Page, release: str) -> None:
    """Ask for the release and find that the same person cannot give it."""
    asker.goto(release)
    asker.get_by_role("button", name="Freigabe erbitten").click()
    expect(asker.get_by_role("status")).to_contain_text("Freigabe durch eine zweite Person")
    expect(asker.get_by_text("Freigeben muss eine andere Person")).to_be_visible()
    expect(asker.get_by_role("button", name="Freigeben und veröffentlichen")).to_have_count(0)


def released(releaser: Page, release: str) -> str:
    """Release, look at version and notice, and return the digest of what was released."""
    releaser.goto(release)
    digest = releaser.locator("#pruefsumme ~ p code").first.inner_text()
    releaser.get_by_role("button", name="Freigeben und veröffentlichen").click()
    expect(releaser.get_by_role("status")).to_contain_text("veröffentlicht")
    releaser.get_by_role("link", name="Fassungen", exact=True).click()
    expect(releaser.get_by_text(digest)).to_be_visible()
    expect(releaser.get_by_text("Freigegeben von")).to_be_visible()
    releaser.get_by_role("link", name="Bekanntmachung", exact=True).click()
    text = releaser.get_by_label("Text für Bekanntmachung und Vergabeunterlagen von Los 1")
    assert "Losentscheid." in text.input_value()
    with releaser.expect_download() as download:
        releaser.get_by_role("link", name="XML herunterladen").click()
    assert download.value.suggested_filename.endswith(".xml")
    return digest


def status(page: Page, address: str) -> int:
    answer = page.goto(address)
    assert answer is not None
    return answer.status


def test_two_officers_publish_and_an_evaluator_sees_what_is_public(house: House, sign_in: SignIn) -> None:
    in_time = plan(bid_deadline=datetime.now(UTC) + timedelta(days=70))  # the server shows the real time
    own = f"/vergabeverfahren/{prepared(house, 'VG-2026-E2E', planned=in_time).slug}"
    (asker, complaints), (releaser, more), (evaluator, _) = map(sign_in, ("vergabestelle", "vergabestelle2", "wertung"))

    asked(asker, f"{own}/freigabe")
    assert status(evaluator, f"{own}/fassungen") == 403
    digest = released(releaser, f"{own}/freigabe")

    assert status(evaluator, f"{own}/fassungen") == 200
    expect(evaluator.get_by_text(digest)).to_be_visible()
    expect(evaluator.get_by_text("Freigegeben von")).to_have_count(0)
    assert status(evaluator, f"{own}/freigabe") == 403
    assert complaints == more == []
