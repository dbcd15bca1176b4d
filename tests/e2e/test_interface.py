"""The description of the interface in a real browser: drawn from this machine alone, under the strict policy."""

import time

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import OpenContext, watched

pytestmark = pytest.mark.e2e

DOCS = "/api/v1/docs"
PATIENCE_SECONDS = 120


def test_the_description_is_drawn_without_a_word_to_the_outside(open_context: OpenContext, origin: str) -> None:
    page, complaints = watched(open_context())
    asked = list[str]()
    page.on("request", lambda request: asked.append(request.url))
    page.goto(DOCS)
    shown = page.locator(".opblock-summary")
    shown.first.wait_for()

    described = page.evaluate("fetch('/api/v1/openapi.json').then(answer => answer.json())")
    count = sum(len(operations) for operations in described["paths"].values())
    drawn = set[str]()
    until = time.monotonic() + PATIENCE_SECONDS
    while len(drawn) < count and time.monotonic() < until:  # of a long list only what can be seen is drawn
        drawn |= set(page.evaluate("[...document.querySelectorAll('.opblock')].map(one => one.id)"))
        if page.evaluate("scrollY + innerHeight >= document.documentElement.scrollHeight - 1"):
            page.evaluate("scrollTo(0, 0)")  # and once more: a busy browser may be late with drawing
        page.mouse.wheel(0, 400)
        page.wait_for_timeout(50)
    assert len(drawn) == count
    page.evaluate("scrollTo(0, 0)")
    expect(page.locator(".opblock-summary-path", has_text="/api/v1/evaluations").nth(3)).to_be_attached()
    page.locator("#operations-default-list_evaluations").get_by_role("button").first.click()
    page.get_by_role("button", name="Try it out").click()
    page.get_by_role("button", name="Execute").click()
    page.locator(".live-responses-table .response").first.wait_for()

    assert complaints == []
    assert all(address.startswith((origin, "data:")) for address in asked)


def test_without_script_the_page_leads_to_the_document(open_context: OpenContext) -> None:
    page, complaints = watched(open_context(java_script_enabled=False))
    page.goto(DOCS)

    assert page.get_by_role("heading", level=1).inner_text() == "Schnittstelle von Prüfstand"
    assert page.get_by_role("link", name="Beschreibung als JSON").get_attribute("href") == "/api/v1/openapi.json"
    assert complaints == []
