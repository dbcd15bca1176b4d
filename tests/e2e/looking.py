"""How a page is looked at in a real browser: by axe, in the dark, narrow, enlarged and printed."""

from typing import Any

from playwright.sync_api import Page

from tests.e2e.conftest import AXE

EXPECTED_COMPLAINTS = ("status of 404", "status of 422")
AXE_SOURCE = AXE.read_text(encoding="utf-8") if AXE.exists() else ""
EXAMINE = """chosen => axe.run(document, {resultTypes: ['violations'], ...chosen})
  .then(found => ({passes: found.passes.length, violations: found.violations}))"""
"""What passes is only counted: to describe each element of it takes four times as long as to look at it."""
CUT_OFF = """() => [...document.querySelectorAll('main *, header *, footer *')]
  .filter(e => !e.closest('.breit, svg, .kern-sr-only, .sprung') && e.getClientRects().length)
  .filter(e => { const r = e.getBoundingClientRect(); return r.right > innerWidth + 1 || r.left < -1 })
  .map(e => e.outerHTML.slice(0, 120))"""
CUT_IN_PRINT = """() => [...document.querySelectorAll('main td, main th, main p')]
  .filter(e => e.getClientRects().length && !e.closest('.kern-sr-only'))
  .filter(e => e.getBoundingClientRect().right > innerWidth + 1)
  .map(e => e.outerHTML.slice(0, 120))"""
NOT_FOR_PAPER = """() => [...document.querySelectorAll('button, .kern-btn, nav, body > footer')]
  .filter(e => e.getClientRects().length).map(e => e.outerHTML.slice(0, 120))"""
SQUEEZED = """() => [...document.querySelectorAll('.kern-btn')].filter(e => e.getClientRects().length).filter(e => {
    const button = e.getBoundingClientRect(), label = e.querySelector('.kern-label')
    return button.height > 3 * button.width || (label && label.getBoundingClientRect().width > button.width + 1)
  }).map(e => e.outerHTML.slice(0, 120))"""
"""Buttons too narrow for what they say."""


def unexpected(complaints: list[str]) -> list[str]:
    """Return what a browser complains about without a page of errors having been asked for."""
    return [one for one in complaints if not any(words in one for words in EXPECTED_COMPLAINTS)]


def examined(page: Page, *kinds: str) -> list[dict[str, Any]]:
    """Return what axe objects to, in short: by all of its rules, or by those of some kinds."""
    page.wait_for_load_state()  # after a click the page has only begun to come
    if not page.evaluate("'axe' in window"):
        page.evaluate(f"{AXE_SOURCE}; 0")
    found: dict[str, Any] = page.evaluate(EXAMINE, {"runOnly": list(kinds)} if kinds else {})
    assert found["passes"], "axe looked at nothing"
    return [
        {"rule": one["id"], "nodes": [node["html"][:160] for node in one["nodes"]][:5]} for one in found["violations"]
    ]


def found_on(page: Page) -> dict[str, object]:
    """Return everything that is wrong with a page, by how one looks at it."""
    page.set_viewport_size({"width": 1280, "height": 900})
    found: dict[str, object] = {"axe": examined(page), "squeezed": page.evaluate(SQUEEZED)}
    page.emulate_media(color_scheme="dark")
    found["axe, dark"] = examined(page, "cat.color")
    page.emulate_media(color_scheme="light")
    for width, height in ((640, 450), (360, 640)):
        page.set_viewport_size({"width": width, "height": height})
        found[f"{width} px"] = page.evaluate(CUT_OFF)
        found[f"{width} px, wider"] = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    page.set_viewport_size({"width": 718, "height": 1000})  # an A4 page between its margins
    page.emulate_media(media="print")
    found["print"] = page.evaluate(CUT_IN_PRINT)
    found["print, wider"] = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    found["only for screens"] = page.evaluate(NOT_FOR_PAPER)
    page.emulate_media(media="screen")
    return {way: what for way, what in found.items() if what}
