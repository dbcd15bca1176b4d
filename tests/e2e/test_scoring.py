"""Scoring in a real browser: two evaluators on the same bid at once, two tabs of one, the keyboard, the consensus."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from app.house import House
from procurement.model import ProcedureStage
from tests.bids import EVALUATOR
from tests.e2e.conftest import OpenContext
from tests.e2e.looking import examined
from tests.people import cookies
from tests.sheets import FIRST_BID, SECOND, consensus, scoring, stage

pytestmark = pytest.mark.e2e

SAVING = 60_000
CELL = f"#punkte-{FIRST_BID}-1"
SignedIn = Callable[..., Page]
_number = iter(range(1000))


@pytest.fixture
def opened(open_context: OpenContext, origin: str, beside: House) -> SignedIn:
    """Open a page as somebody, in a context of its own."""

    def open_page(account: str, address: str, **options: object) -> Page:
        context = open_context(**options)
        values = cookies(beside, account).items()
        context.add_cookies([{"name": name, "value": value, "url": origin} for name, value in values])
        page = context.new_page()
        page.goto(address)
        return page

    return open_page


def reference() -> str:
    return f"VG-E{next(_number)}"


def sheet(slug: str, more: str = "") -> str:
    return f"/vergabeverfahren/{slug}/wertung/1{more}"


def saved(page: Page) -> None:
    expect(page.locator("[data-stand-aller]")).to_contain_text("gespeichert um", timeout=SAVING)


def test_two_evaluators_score_the_same_bid_at_once(beside: House, opened: SignedIn) -> None:
    slug = scoring(beside, reference(), EVALUATOR, SECOND).slug
    first, second = opened("wertung", sheet(slug)), opened("wertung2", sheet(slug))
    first.locator(CELL).fill("8")
    second.locator(CELL).fill("3")
    for page in (first, second):
        page.locator(CELL).blur()
        saved(page)
        expect(page.locator("[data-konflikt]:visible")).to_have_count(0)
    for page, points in ((first, "8"), (second, "3")):
        page.reload()
        expect(page.locator(CELL)).to_have_value(points)
    found = [beside.sheets.open(one, slug, 1).cells[FIRST_BID, "F1"].text("punkte") for one in (EVALUATOR, SECOND)]
    assert found == ["8", "3"]


def test_two_tabs_show_both_values_and_an_own_save_is_no_alarm(beside: House, opened: SignedIn) -> None:
    slug = scoring(beside, reference()).slug
    first, second = opened("wertung", sheet(slug)), opened("wertung", sheet(slug))
    for points in ("8", "9"):  # the second save is the tab's own, and no conflict
        first.locator(CELL).fill(points)
        first.locator(CELL).blur()
        saved(first)
    second.locator(CELL).fill("3")
    second.locator(CELL).blur()
    choice = second.get_by_role("group", name="Alpha GmbH")
    expect(choice).to_contain_text("9", timeout=SAVING)
    expect(second.locator(CELL)).to_have_value("3")
    choice.get_by_role("button", name="Meinen Wert behalten").click()
    expect(choice).to_be_hidden()
    saved(second)
    first.locator(CELL).fill("7")
    first.locator(CELL).blur()
    choice = first.get_by_role("group", name="Alpha GmbH")
    expect(choice).to_contain_text("3", timeout=SAVING)
    assert examined(first) == []
    choice.get_by_role("button", name="Anderen Wert übernehmen").click()
    expect(first.locator(CELL)).to_have_value("3")


def test_arrow_keys_move_through_the_matrix(beside: House, opened: SignedIn) -> None:
    page = opened("wertung", sheet(scoring(beside, reference()).slug))
    page.locator(CELL).focus()
    for key, expected in (
        ("ArrowDown", f"punkte-{FIRST_BID}-2"),
        ("ArrowRight", "punkte-1-1-1-2-2"),
        ("Enter", "punkte-1-1-1-2-3"),
        ("ArrowUp", "punkte-1-1-1-2-2"),
        ("ArrowLeft", f"punkte-{FIRST_BID}-2"),
    ):
        page.keyboard.press(key)
        expect(page.locator(f"#{expected}")).to_be_focused()
    page.keyboard.type("8")
    page.keyboard.press("ArrowDown")
    saved(page)
    expect(page.locator(f"#punkte-{FIRST_BID}-2")).to_have_value("8")


def test_the_desk_saves_itself_and_every_page_is_accessible(beside: House, opened: SignedIn) -> None:
    slug = scoring(beside, reference()).slug
    root = f"/vergabeverfahren/{slug}"
    page = opened("wertung", sheet(slug, "/F1"))
    page.locator(f"#was-steht-wo-{FIRST_BID}-1").fill("Kapitel 3 beschreibt die Terminbuchung.")
    page.locator(f"#quelle-{FIRST_BID}-1").fill("Angebot S. 12")
    page.locator(f"#quelle-{FIRST_BID}-1").blur()
    for name in ("was-steht-wo", "quelle"):
        expect(page.locator(f"#{name}-{FIRST_BID}-1-stand")).to_contain_text("gespeichert um", timeout=SAVING)
    assert examined(page) == []
    for more in (f"{root}/wertung", sheet(slug), f"{sheet(slug)}?offen=ja"):
        page.goto(more)
        assert examined(page) == []
    officer = opened("vergabestelle", f"{root}/teststellung")
    for more in ("", f"/{FIRST_BID}"):
        officer.goto(f"{root}/teststellung{more}")
        assert examined(officer) == []


def test_two_people_agree_in_two_browsers(beside: House, opened: SignedIn) -> None:
    slug = consensus(beside, reference(), ("4", "8")).slug
    root = f"/vergabeverfahren/{slug}/konsens"
    first = opened("vergabestelle", f"{root}/1/F1")
    second = opened("wertung2", f"{root}/1/F1")
    reason = f"#begruendung-{FIRST_BID}-1"
    first.locator(reason).fill("Aus Sicht der Vergabestelle.")
    first.locator(reason).blur()
    expect(first.locator(f"{reason}-stand")).to_contain_text("gespeichert um", timeout=SAVING)
    second.locator(reason).fill("Aus Sicht der Wertung.")
    second.locator(reason).blur()
    choice = second.locator(f"[data-feld='begruendung-{FIRST_BID}-1'] [data-konflikt]")
    expect(choice).to_contain_text("Aus Sicht der Vergabestelle.", timeout=SAVING)
    expect(second.locator(reason)).to_have_value("Aus Sicht der Wertung.")
    assert examined(first) == []
    first.goto(root)
    expect(first.get_by_text("besprechen", exact=True).first).to_be_visible()
    assert examined(first) == []
    stage(beside, slug, ProcedureStage.QUALITY_FIXED)
    first.goto(f"{root}/1/F1")
    assert examined(first) == []
