"""One journey of sealed bids: own keys, links, a bidder who hands in, and two people who open after the deadline."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import FilePayload, Page, expect

from app.house import House
from tests.e2e.conftest import OpenContext, sign_in, watched
from tests.e2e.looking import found_on
from tests.people import cookies
from tests.sealed import ASKER, RELEASER, THIRD, awaiting_sealed_bids, claimed, handed_in, intake_of, keys_of

pytestmark = pytest.mark.e2e
OFFER = FilePayload(name="angebot.pdf", mimeType="application/pdf", buffer=b"%PDF-1.7 Angebot")


def test_from_the_own_key_to_the_opening_by_two(open_context: OpenContext, origin: str, beside: House) -> None:
    """The deadline of one procedure is still to come, that of the other is over: nobody waits for it here."""
    keys = keys_of(beside, RELEASER, THIRD)
    page, wrong = watched(open_context(bypass_csp=True))
    keys[str(ASKER.person)] = own_key(page)
    due = beside.transactions.clock.now().replace(microsecond=0) + timedelta(days=30)
    running = awaiting_sealed_bids(beside, "VG-SIEGEL", due).slug
    over = intake_of(beside, "VG-SIEGEL-2", keys)
    handed_in(beside, claimed(beside, over), "Beta AG")

    link = set_up(page, f"/vergabeverfahren/{running}/annahme")
    bidder, _ = watched(open_context(bypass_csp=True))
    bidder.context.clear_cookies()
    hand_in(bidder, link)

    intake = f"/vergabeverfahren/{over.slug}/annahme"
    show(page, intake, keys[str(ASKER.person)], "Schlüssel vorlegen")
    expect(page.locator("main")).to_contain_text("Sie sind anwesend")
    sign_in(page.context, origin, cookies(beside, "vergabestelle2"))
    show(page, intake, keys[str(RELEASER.person)], "Angebote öffnen")
    expect(page.locator("main")).to_contain_text("Jonas Keller und Ingrid Sørensen")
    assert found_on(page) == {}
    page.get_by_role("link", name="Zu den Angeboten").click()
    expect(page.locator("main")).to_contain_text("Beta AG")
    assert wrong == []


def own_key(page: Page) -> str:
    """Make a key, keep it, show it back."""
    page.goto("/konto/siegelschluessel")
    page.get_by_role("button", name="Schlüssel erzeugen").click()
    secret = page.locator("#geheim").inner_text()
    assert found_on(page) == {}
    page.get_by_label("Aufbewahrter Siegelschlüssel").fill(secret)
    page.get_by_role("button", name="Schlüssel bestätigen").click()
    expect(page.locator("main")).to_contain_text("Bestätigt")
    return secret


def set_up(page: Page, intake: str) -> str:
    """Set an intake up and return the first of its links."""
    page.goto(intake)
    page.get_by_label("Plätze", exact=True).fill("4")
    assert found_on(page) == {}
    page.get_by_role("button", name="Annahme einrichten").click()
    expect(page.locator("#links li")).to_have_count(4)
    assert found_on(page) == {}
    return page.locator("#links li").first.inner_text()


def hand_in(page: Page, link: str) -> None:
    """Use the link up, hand in, take back, hand in again."""
    page.goto(link)
    page.get_by_role("button", name="Abgabecode anfordern").click()
    code = page.locator("#abgabecode").inner_text()
    assert found_on(page) == {}
    for button, told in (
        ("Angebot abgeben", "Ihr Angebot ist eingegangen"),
        ("Angebot zurückziehen", "liegt jetzt kein Angebot"),
        ("Angebot abgeben", "Ihr Angebot ist eingegangen"),
    ):
        page.goto(re.sub(r"/[^/]+$", "", link))
        page.get_by_label("Abgabecode").fill(code)
        page.get_by_label("Name des Unternehmens").fill("Alpha GmbH")
        page.get_by_label("Angebotspreis").fill("100.000,00")
        page.get_by_label("Dateien ohne Preis").set_input_files(OFFER)
        assert found_on(page) == {}
        page.get_by_role("button", name=button).click()
        expect(page.locator("main")).to_contain_text(told)
    assert found_on(page) == {}


def show(page: Page, intake: str, secret: str, button: str) -> None:
    page.goto(intake)
    page.get_by_label("Siegelschlüssel").fill(secret)
    page.get_by_role("button", name=button).click()
