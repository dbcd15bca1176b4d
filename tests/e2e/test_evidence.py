"""A large file is handed in piece by piece, interrupted, gone on with in another tab, judged and looked through."""

import json
import time
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, Request, Route, expect

from app.house import House
from infra.uploads.model import MEBIBYTE
from procurement.model import EvidenceKind
from procurement.services.evidence.files import NewEvidence
from procurement.services.evidence.gathering import NewAnalysis
from tests.e2e.conftest import OpenContext, watched
from tests.e2e.looking import found_on
from tests.evidence_files import BILL, DENIED, HOSTILE, LISTED
from tests.people import OFFICER

pytestmark = pytest.mark.e2e

COMPONENTS = 12_000
LICENCES = ("MIT", "Apache-2.0", "MIT OR GPL-2.0-only", "AGPL-3.0-only", None, "LicenseRef-hausgemacht")
ARRIVES = 2 * 4 * MEBIBYTE
"""Two pieces, before the line breaks."""

PATIENCE_SECONDS = 180


@pytest.fixture(scope="module")
def bill(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a bill of materials of several pieces; every sixth component is of the same licence."""
    listed = [
        {
            "type": "library",
            "bom-ref": f"c{at}",
            "name": f"teil-{at:05}",
            "version": "1.0",
            "purl": f"pkg:npm/teil-{at:05}@1.0",
            "description": "x" * 1000,
        }
        | ({"licenses": [{"expression": licence}]} if (licence := LICENCES[at % len(LICENCES)]) else {})
        for at in range(COMPONENTS)
    ]
    product = {"type": "application", "name": "Produkt", "licenses": [{"license": {"id": "EUPL-1.2"}}]}
    told = {"bomFormat": "CycloneDX", "specVersion": "1.6", "metadata": {"component": product}, "components": listed}
    file = tmp_path_factory.mktemp("bill") / "stückliste.cdx.json"
    file.write_text(json.dumps(told), encoding="utf-8")
    return file


class BreakingLine:
    """Carries the first pieces of a page to the server and is dead from then on.

    Where a piece begins says what arrived before it: nothing that is counted can still be on its way.
    """

    def __init__(self, page: Page) -> None:
        self.is_dead = False
        page.route("**/api/v1/uploads/**", self._answer)

    def _answer(self, route: Route) -> None:
        self.is_dead = self.is_dead or int(route.request.headers.get("upload-offset", "0")) >= ARRIVES
        if self.is_dead:
            route.abort("internetdisconnected")
        else:
            route.continue_()


def begin_and_break_off(page: Page, bill: Path) -> None:
    """Begin, pause and go on until the line is dead, and close the tab."""
    line = BreakingLine(page)
    page.goto("/analysen")
    page.get_by_label("Dateien wählen").set_input_files(bill)
    page.get_by_role("button", name="Anhalten").click()
    expect(line_of(page)).to_contain_text("angehalten bei")
    page.get_by_role("button", name="Fortsetzen").click()
    until = time.monotonic() + PATIENCE_SECONDS
    while not line.is_dead:
        assert time.monotonic() < until, "the first pieces did not arrive"
        page.wait_for_timeout(50)
    expect(line_of(page)).to_contain_text("Keine Verbindung, unterbrochen bei")
    page.close()


def test_a_large_file_survives_a_broken_line_and_a_closed_tab(open_context: OpenContext, bill: Path) -> None:
    context = open_context()
    begin_and_break_off(context.new_page(), bill)
    page, complaints = watched(context)
    sent: list[Request] = []
    page.on("request", lambda request: sent.append(request) if "/uploads" in request.url else None)
    page.goto("/analysen")
    expect(page.locator("main")).to_contain_text("stückliste.cdx.json (")
    page.get_by_label("Dateien wählen").set_input_files(bill)
    expect(line_of(page)).to_contain_text("vollständig angekommen", timeout=60_000)
    asked, piece = sent[:2]
    assert (asked.method, piece.method) == ("HEAD", "PATCH")
    told = asked.response()
    assert told is not None
    assert piece.headers["upload-offset"] == told.headers["upload-offset"]
    assert ARRIVES <= int(piece.headers["upload-offset"]) < bill.stat().st_size
    page.get_by_role("button", name="Prüfen", exact=True).click()
    look_through(page)
    assert complaints == []


def look_through(page: Page) -> None:
    page.wait_for_url("**/analysen/*")
    page.get_by_role("link", name="Ergebnis anzeigen").click(timeout=120_000)
    expect(page.locator("#ergebnis")).to_contain_text("Von 12.000 Komponenten nennen 8.000 eine Lizenz")
    page.get_by_role("link", name="starkes Copyleft").click()
    expect(page.get_by_role("status")).to_contain_text("2.000 Komponenten von 12.000")
    page.get_by_label("Name oder Paket-URL").fill("teil-00003")
    page.get_by_role("button", name="Anzeigen").click()
    expect(page.get_by_role("status")).to_contain_text("1 Komponente von 12.000")
    assert "art=copyleft" in page.url


def test_a_file_that_did_not_arrive_is_not_left_out(open_context: OpenContext, bill: Path) -> None:
    page = open_context().new_page()
    page.route("**/api/v1/uploads", lambda route: route.fulfill(status=400, body='{"title": "Das ging schief"}'))
    page.goto("/analysen")
    page.get_by_label("Dateien wählen").set_input_files(bill)
    expect(line_of(page)).to_contain_text("Das ging schief")
    send = page.get_by_role("button", name="Prüfen", exact=True)
    expect(send).to_have_attribute("aria-disabled", "true")
    send.click(force=True)
    expect(page.get_by_role("status")).to_contain_text("oder entfernen Sie die übrigen")
    page.get_by_role("button", name="Entfernen").click()
    expect(send).to_have_attribute("aria-disabled", "false")


def line_of(page: Page) -> Locator:
    return page.get_by_role("list", name="Ausgewählte Dateien").get_by_role("listitem")


@pytest.fixture
def judged(beside: House, origin: str) -> str:
    """Return the address of an analysis with everything in it, judged by the server."""
    made = beside.evidence_gathering.create(OFFICER, NewAnalysis(title=f"Alles {HOSTILE}"))
    files = (
        (NewEvidence(name="sbom.json"), BILL),
        (NewEvidence(name="liste.csv"), LISTED),
        (NewEvidence(name="MIT.txt", kind=EvidenceKind.LICENCE_TEXT, licence="MIT"), DENIED),
        (NewEvidence(name="kaputt.json"), b'{"bomFormat":'),
    )
    for new, content in files:
        made = beside.evidence_files.add(OFFICER, made.id, made.version, new, content)
    beside.analysing.start(OFFICER, made.id, made.version)
    until = time.monotonic() + PATIENCE_SECONDS
    while beside.evidence_desk.open(OFFICER, made.id).state.is_open:
        assert time.monotonic() < until, f"no result from {origin}"
        time.sleep(0.1)
    return f"/analysen/{made.id}"


def test_its_pages_hold_in_every_light_and_width(open_context: OpenContext, judged: str) -> None:
    page = open_context().new_page()
    result = f"{judged}/ergebnisse/1"
    for address in (
        "/analysen",
        judged,
        result,
        f"{result}/komponenten",
        f"{result}/komponenten/2",
        f"{result}/befunde",
        f"{judged}/dateien/2/spalten",
        "/vergabeverfahren/vg-2026-046/angebote/1-1-1-1/analysen",
    ):
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 200, address
        for one in page.locator("details").all():
            one.evaluate("one => one.open = true")
        assert found_on(page) == {}, address
