"""Every page in a real browser: no complaint, nothing for axe, nothing lost when narrow, enlarged, dark or printed."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import AXE, OpenContext, watched
from tests.pages import EVERYDAY, QUOTIENT

pytestmark = pytest.mark.e2e

PAGES = EVERYDAY
EXPECTED_COMPLAINTS = ("status of 404", "status of 422")


def unexpected(complaints: list[str]) -> list[str]:
    return [one for one in complaints if not any(words in one for words in EXPECTED_COMPLAINTS)]


EXAMINE = """chosen => axe.run(document, {resultTypes: ['violations'], ...chosen})
  .then(found => ({passes: found.passes.length, violations: found.violations}))"""
"""What passes is only counted: to describe each element of it takes four times as long as to look at it."""


def examined(page: Page, *kinds: str) -> list[dict[str, Any]]:
    """Return what axe objects to, in short: by all of its rules, or by those of some kinds."""
    page.wait_for_load_state()  # after a click the page has only begun to come
    page.add_script_tag(path=AXE)
    found: dict[str, Any] = page.evaluate(EXAMINE, {"runOnly": list(kinds)} if kinds else {})
    assert found["passes"], "axe looked at nothing"
    return [
        {"rule": one["id"], "nodes": [node["html"][:160] for node in one["nodes"]][:5]} for one in found["violations"]
    ]


@pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without script"])
def test_no_page_makes_the_browser_complain(open_context: OpenContext, *, javascript: bool) -> None:
    page, complaints = watched(open_context(java_script_enabled=javascript))

    for name, address in PAGES.items():
        page.goto(address)
        assert page.get_by_role("main").is_visible(), name
        assert page.get_by_role("heading", level=1).count() == 1, name
    assert unexpected(complaints) == []


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(open_context: OpenContext, name: str) -> None:
    page = open_context(bypass_csp=True).new_page()
    page.goto(PAGES[name])

    assert examined(page) == []
    page.emulate_media(color_scheme="dark")  # changes colours and nothing else
    assert examined(page, "cat.color") == []


@pytest.mark.parametrize("width", [360, 640], ids=["360 px", "1280 px at 200 %"])
def test_narrow_and_enlarged_pages_lose_nothing(open_context: OpenContext, width: int) -> None:
    page = open_context(width=width, height=640 if width == 360 else 450).new_page()

    for name, address in PAGES.items():
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        cut = page.evaluate(CUT_OFF)
        assert cut == [], name


CUT_OFF = """() => [...document.querySelectorAll('main *, header *, footer *')]
  .filter(e => !e.closest('.breit, svg, .kern-sr-only, .sprung') && e.getClientRects().length)
  .filter(e => { const r = e.getBoundingClientRect(); return r.right > innerWidth + 1 || r.left < -1 })
  .map(e => e.outerHTML.slice(0, 120))"""


def test_wide_tables_scroll_in_their_own_region_by_keyboard(open_context: OpenContext) -> None:
    page = open_context(width=360, height=640).new_page()
    page.goto(QUOTIENT)
    region = page.get_by_role("region", name="Tabelle: Rangfolge")

    region.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("e => e.scrollLeft > 0", arg=region.element_handle())

    assert region.evaluate("e => e.scrollWidth > e.clientWidth")


def test_pages_print_without_buttons_and_without_cutting_tables(open_context: OpenContext) -> None:
    page = open_context(width=718, height=1000).new_page()  # an A4 page between its margins
    for name in ("result quotient", "bid", "criterion", "probe", "stability", "preparation EU"):
        page.goto(PAGES[name])
        page.emulate_media(media="print")

        assert not page.get_by_role("navigation").all(), name
        assert not page.get_by_role("contentinfo").all(), name
        assert page.evaluate("document.documentElement.scrollWidth") <= 718, name
        assert page.evaluate(CUT_IN_PRINT) == [], name


CUT_IN_PRINT = """() => [...document.querySelectorAll('main td, main th, main p')]
  .filter(e => e.getClientRects().length && !e.closest('.kern-sr-only'))
  .filter(e => e.getBoundingClientRect().right > innerWidth + 1)
  .map(e => e.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize("theme", ["hell", "dunkel"])
def test_paper_is_white_in_every_theme(open_context: OpenContext, theme: str) -> None:
    page = open_context(java_script_enabled=False).new_page()
    page.goto(QUOTIENT)
    page.get_by_role("button", name=theme).click()
    expect(page.get_by_role("button", name=theme, pressed=True)).to_be_visible()
    page.wait_for_load_state()
    page.emulate_media(media="print")

    assert page.locator("body").evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(255, 255, 255)"
    assert page.locator("h1").evaluate("e => getComputedStyle(e).color") == "rgb(0, 0, 0)"


def test_a_result_fits_on_few_sheets(open_context: OpenContext) -> None:
    page = open_context().new_page()
    page.goto(QUOTIENT)

    sheets = page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n")

    assert 1 <= sheets <= 4


def test_forced_colours_keep_everything_visible(open_context: OpenContext) -> None:
    page = open_context(bypass_csp=True, forced_colors="active").new_page()
    for name in ("start", "result quotient", "probe", "check"):
        page.goto(PAGES[name])
        assert page.evaluate("matchMedia('(forced-colors: active)').matches")
        assert examined(page) == [], name
