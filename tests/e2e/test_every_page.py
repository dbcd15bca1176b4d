"""Every page in a real browser: no complaint, nothing for axe, nothing lost when narrow, enlarged, dark or printed."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import OpenContext, new_context, sign_in, watched
from tests.e2e.looking import examined, found_on, unexpected
from tests.pages import EVERYDAY, QUOTIENT

pytestmark = pytest.mark.e2e

PAGES = EVERYDAY


@pytest.fixture(scope="module")
def desk(browser: Browser, origin: str) -> Iterator[tuple[Page, list[str]]]:
    """Yield one page for all addresses, and its complaints: a new one for each takes longer than all looks at it."""
    context = new_context(browser, origin)
    yield watched(context)
    context.close()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_holds_in_every_light_and_width(
    desk: tuple[Page, list[str]], officer: dict[str, str], origin: str, name: str
) -> None:
    page, complaints = desk
    complaints.clear()
    sign_in(page.context, origin, officer)
    page.goto(PAGES[name])

    assert page.get_by_role("main").is_visible()
    assert page.get_by_role("heading", level=1).count() == 1
    assert found_on(page) == {}
    assert unexpected(complaints) == []


@pytest.mark.long
def test_without_scripts_no_page_makes_the_browser_complain(open_context: OpenContext) -> None:
    page, complaints = watched(open_context(java_script_enabled=False))

    for name, address in PAGES.items():
        page.goto(address)
        assert page.get_by_role("main").is_visible(), name
        assert page.get_by_role("heading", level=1).count() == 1, name
    assert unexpected(complaints) == []


def test_wide_tables_scroll_in_their_own_region_by_keyboard(open_context: OpenContext) -> None:
    page = open_context(width=360, height=640).new_page()
    page.goto(QUOTIENT)
    region = page.get_by_role("region", name="Tabelle: Rangfolge")

    region.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("e => e.scrollLeft > 0", arg=region.element_handle())

    assert region.evaluate("e => e.scrollWidth > e.clientWidth")


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
    page = open_context(forced_colors="active").new_page()
    for name in ("start", "result quotient", "probe", "check"):
        page.goto(PAGES[name])
        assert page.evaluate("matchMedia('(forced-colors: active)').matches")
        assert examined(page) == [], name
