"""A job watched in a real Chromium: its progress moves by itself, and everything works without a script too."""

import re
import time
from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from app.house import House
from app.wiring import build_house
from infra.database import Database
from infra.jobs.model import JobClaim, JobProgress, JobState
from infra.jobs.repository import JobRepository
from infra.notices.model import NoticeKind
from infra.notices.services import Notices
from infra.oversight.report import VERIFICATION
from infra.policy.table import Action
from tests.e2e.conftest import OpenContext, watched
from tests.e2e.looking import CUT_OFF, examined
from tests.jobs import AUDITOR
from tests.people import cookies

pytestmark = pytest.mark.e2e

SECOND = 1_000
PATIENCE = 90 * SECOND
SAID = {
    "kind": "maintenance",
    "reference": "VG-1",
    "number": "7",
    "stage": "eingereicht",
    "party": "ADIT",
    "product": "Terminplaner",
    "end": "Ende des Vertrags",
    "day": "31.12.2027",
}
"""What notices of any kind put into their sentence."""


@pytest.fixture
def house(environment: dict[str, str]) -> Iterator[House]:
    """Return the services on the database of the server."""
    database = Database(environment["DATABASE_URL"])
    yield build_house(database)
    database.close()


def as_auditor(context: BrowserContext, house: House, origin: str) -> BrowserContext:
    context.clear_cookies()
    kept = cookies(house, "revision").items()
    context.add_cookies([{"name": name, "value": value, "url": origin} for name, value in kept])
    return context


class Held:
    """A job that this test holds, so that no worker of the server takes it."""

    def __init__(self, house: House) -> None:
        self._house = house
        with house.transactions.write(AUDITOR, Action.VERIFY_AUDIT_LOG) as writing:
            self.number = house.jobs.enqueue(writing, VERIFICATION)
            until = writing.now + timedelta(hours=1)
            claim = JobRepository(writing.session).claim(self.number, str(uuid4()), now=writing.now, until=until)
        assert claim is not None
        self._claim: JobClaim = claim

    @property
    def address(self) -> str:
        return f"/auftraege/{self.number}"

    def report(self, done: int, total: int) -> None:
        with self._house.transactions.database.write(AUDITOR.city) as session:
            JobRepository(session).keep_progress(self._claim, JobProgress(done=done, total=total))

    def finish(self) -> None:
        with self._house.transactions.database.write(AUDITOR.city) as session:
            result, now = {"entries": 400, "holds": True}, self._house.transactions.clock.now()
            JobRepository(session).finish(self.number, JobState.DONE, at=now, result=result)


@pytest.fixture
def held(house: House) -> Iterator[Held]:
    job = Held(house)
    yield job
    job.finish()


def value(page: Page, percent: int) -> None:
    expect(page.get_by_role("progressbar", name="Fortschritt")).to_have_js_property("value", percent, timeout=PATIENCE)


def test_progress_moves_without_a_reload(open_context: OpenContext, house: House, held: Held, origin: str) -> None:
    page, complaints = watched(as_auditor(open_context(), house, origin))
    page.goto(held.address)
    page.evaluate("window.sameDocument = true")
    button = page.get_by_role("button", name="Auftrag abbrechen")
    button.focus()
    for done in (100, 200, 300):
        held.report(done, 400)
        value(page, done // 4)
    expect(button).to_be_focused()
    expect(page.get_by_text("300 von 400 (75 %)")).to_be_visible()
    held.finish()
    expect(page.get_by_text("Das Prüfprotokoll ist unverändert.")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_role("progressbar")).to_have_count(0)
    assert page.evaluate("window.sameDocument") is True
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.wait_for_timeout(2 * SECOND)
    assert asked == complaints == []


def test_without_a_script_a_link_loads_it_anew(
    open_context: OpenContext, house: House, held: Held, origin: str
) -> None:
    page = as_auditor(open_context(java_script_enabled=False), house, origin).new_page()
    page.goto(held.address)
    held.report(100, 400)
    page.get_by_role("link", name="Stand neu laden").click()
    expect(page.get_by_text("100 von 400 (25 %)")).to_be_visible()
    page.get_by_role("button", name="Auftrag abbrechen").click()
    expect(page.get_by_text("beim nächsten Schritt abgebrochen")).to_be_visible()


def reload_until_it_is_over(page: Page) -> None:
    """Follow the link again and again, for as long as the page offers it."""
    again, until = page.get_by_role("link", name="Stand neu laden"), time.monotonic() + PATIENCE / SECOND
    while time.monotonic() < until:
        page.wait_for_load_state()
        if not again.count():
            return
        again.click()
        page.wait_for_timeout(SECOND / 4)


@pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without script"])
def test_from_the_button_to_the_notice(
    open_context: OpenContext, house: House, origin: str, *, javascript: bool
) -> None:
    house.notices.mark_all_read(AUDITOR)
    page = as_auditor(open_context(java_script_enabled=javascript), house, origin).new_page()
    page.goto("/auftraege")
    page.get_by_role("button", name="Prüfprotokoll prüfen").click()
    if not javascript:
        reload_until_it_is_over(page)
    expect(page.get_by_text("Das Prüfprotokoll ist unverändert.")).to_be_visible(timeout=PATIENCE)
    page.goto("/methoden")
    page.get_by_role("link", name="Mitteilungen 1 neu").click()
    page.get_by_role("button", name=re.compile("^Als gelesen")).click()
    expect(page.get_by_role("link", name="Mitteilungen", exact=True)).to_be_visible()
    page.get_by_role("link", name="Ansehen").first.click()
    expect(page.get_by_role("heading", name="Prüfprotokoll prüfen")).to_be_visible()


def test_nothing_for_axe_and_nothing_cut_off(open_context: OpenContext, house: House, held: Held, origin: str) -> None:
    with house.transactions.write(AUDITOR, Action.VERIFY_AUDIT_LOG) as writing:
        for kind in NoticeKind:
            Notices.tell(writing, str(AUDITOR.person), kind, SAID, "/methoden")
    held.report(1, 3)
    page = as_auditor(open_context(width=360, height=640), house, origin).new_page()
    for address in ("/auftraege", held.address, "/mitteilungen"):
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            answer = page.goto(address)
            assert answer is not None
            assert answer.ok, address
            assert examined(page) == [], address
            assert page.evaluate(CUT_OFF) == [], address
            assert page.evaluate("document.documentElement.scrollWidth") <= 360, address
    house.notices.mark_all_read(AUDITOR)
