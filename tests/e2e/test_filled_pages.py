"""The pages of procedures with bids, filled: nothing for axe, nothing lost when narrow, enlarged, dark or printed."""

from collections.abc import Mapping

import pytest

from app.house import House
from tests.e2e.conftest import OpenContext
from tests.e2e.looking import found_on
from tests.people import cookies

pytestmark = pytest.mark.e2e

FIXED, SCORED = "/vergabeverfahren/vg-2026-045", "/vergabeverfahren/vg-2026-046"
AWARDED = "/vergabeverfahren/vg-2026-043"
BID = "1-1-1-1"
PAGES: Mapping[str, tuple[str, ...]] = {
    "vergabestelle": (
        FIXED,
        f"{FIXED}/angebote",
        f"{FIXED}/angebote/{BID}",
        f"{FIXED}/pruefung/{BID}",
        f"{FIXED}/anfragen",
        f"{FIXED}/konsens",
        f"{FIXED}/konsens/1/F1",
        f"{FIXED}/preise",
        f"{FIXED}/ergebnis",
        f"{FIXED}/zuschlag",
        f"{FIXED}/zuschlag/vermerk",
        f"{FIXED}/zuschlag/schreiben",
        f"{FIXED}/ruegen",
        f"{AWARDED}/zuschlag/schreiben",
        f"{AWARDED}/aussonderung",
        f"{FIXED}/verlauf",
        f"{SCORED}/freigabe",
        f"{SCORED}/pruefung/{BID}",
        f"{SCORED}/anfragen?art=bieterfrage",
    ),
    "wertung": (
        f"{SCORED}/erklaerung",
        f"{SCORED}/wertung",
        f"{SCORED}/wertung/1",
        f"{SCORED}/wertung/1/F1",
        f"{FIXED}/wertung/1",
    ),
    "revision": (f"{FIXED}/verlauf", f"{FIXED}/preise"),
}


@pytest.mark.long
@pytest.mark.parametrize("account", PAGES)
def test_filled_pages_hold_in_every_light_and_width(
    open_context: OpenContext, origin: str, beside: House, account: str
) -> None:
    """Each page is opened once and looked at in every way: that is what makes this cheap."""
    context = open_context()
    values = cookies(beside, account).items()
    context.add_cookies([{"name": name, "value": value, "url": origin} for name, value in values])
    page = context.new_page()
    for address in PAGES[account]:
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 200, address
        assert found_on(page) == {}, address
