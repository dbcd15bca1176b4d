"""One journey from the fixed result to the archived file: checked, decided by two, waited for, packed, held."""

import hashlib
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from app.house import House
from core.german import german_date
from core.package import unpack
from infra.clock import official_day
from procurement.model import HoldReason
from procurement.rules.procedure.stages import Step
from tests.bids import at
from tests.e2e.conftest import OpenContext, sign_in, watched
from tests.e2e.looking import found_on
from tests.people import cookies
from tests.results import fixed, take_result

pytestmark = pytest.mark.e2e
STANDSTILL = timedelta(days=11)


@pytest.mark.long
def test_from_the_fixed_result_to_the_archived_file(
    open_context: OpenContext, origin: str, beside: House, tmp_path: Path
) -> None:
    slug = fixed(beside, "VG-ZUSCHLAG").slug
    root = f"/vergabeverfahren/{slug}"
    page, wrong = watched(open_context(bypass_csp=True))
    page.goto(f"{root}/zuschlag")
    check_everything(page)
    press(page, f"{root}/freigabe", "Entscheidung über den Zuschlag erbitten")
    sign_in(page.context, origin, cookies(beside, "vergabestelle2"))
    press(page, f"{root}/freigabe", "Über den Zuschlag entscheiden")
    write_to_bidders(page, root, official_day(beside.transactions.clock.now()))
    take_result(at(beside, beside.transactions.clock.now() + STANDSTILL), slug, Step.AWARD)

    complete_vermerk(page, root)
    whole, public = (packed(page, f"{root}/zuschlag", name, tmp_path) for name in ("e-akte", "auszug"))
    assert {"vergabevermerk.pdf", "entscheidung-2.json", "schreiben-1.pdf"} <= whole.keys()
    assert set(public) == {"auszug.pdf", "fassung-1.json", "metadaten.json", "pruefsummen.sha256"}

    page.goto(f"{root}/aussonderung")
    expect(page.locator("main")).to_contain_text("Das Ende des Vertrags ist nicht eingetragen")
    page.get_by_label("Grund der Sperre").select_option(HoldReason.FUNDING.value)
    page.get_by_label("Worum geht es?").fill("Zuwendungsbescheid 7/2026")
    page.get_by_role("button", name="Sperre setzen").click()
    expect(page.locator("main")).to_contain_text("Eine Sperre ist gesetzt")
    assert found_on(page) == {}
    assert wrong == []


def press(page: Page, address: str, name: str) -> None:
    page.goto(address)
    page.get_by_role("button", name=name).click()
    expect(page.locator("main")).to_contain_text("Stand jetzt")


def write_to_bidders(page: Page, root: str, day: date) -> None:
    """Record that all letters went out today; from then on the standstill is shown, and blocks the award."""
    page.goto(f"{root}/zuschlag/schreiben")
    page.get_by_label("Versandt am").fill(german_date(day))
    page.get_by_role("button", name="Versand festhalten").click()
    expect(page.locator("main")).to_contain_text("Wartefrist (§ 134 GWB)")
    page.goto(f"{root}/freigabe")
    expect(page.locator("main")).to_contain_text("Wartefrist")
    expect(page.get_by_role("button", name="Zuschlag erteilen")).to_have_count(0)


def complete_vermerk(page: Page, root: str) -> None:
    page.goto(f"{root}/zuschlag/vermerk")
    for number, text in ((1, "Musterstadt, Rathausplatz 1"), (5, "Keine Unteraufträge."), (11, "Ein System.")):
        with page.expect_response(lambda answer: "/vergabevermerk/" in answer.url and answer.ok):
            page.locator(f"#vermerk-{number}").fill(text)
    page.reload()
    expect(page.locator("main")).to_contain_text("Der Vermerk ist vollständig")


def check_everything(page: Page) -> None:
    """Close every point to check, with its evidence, and give the reason; each field saves itself."""
    for one in page.locator("select[id$='-stand']").all():
        with page.expect_response(lambda answer: "/award/" in answer.url and answer.ok):
            one.select_option("erledigt")
    texts = page.locator("input[id$='-nachweis'], textarea[id$='-nachweis'], #begruendung, #entscheidung")
    for one in texts.all():
        with page.expect_response(lambda answer: "/award/" in answer.url and answer.ok):
            one.fill("Akte, Blatt 12")


def packed(page: Page, root: str, name: str, folder: Path) -> dict[str, bytes]:
    """Download a file and return its parts; every checksum in it is right."""
    page.goto(root)
    with page.expect_download() as taken:
        page.locator(f"a[href$='/dateien/{name}']").click()
    path = folder / f"{name}.zip"
    taken.value.save_as(path)
    parts = dict(unpack(path.read_bytes()))
    lines = (line.split("  ") for line in parts["pruefsummen.sha256"].decode().splitlines())
    listed = {name: digest for digest, name in lines}
    assert listed == {
        key: hashlib.sha256(data).hexdigest() for key, data in parts.items() if key != "pruefsummen.sha256"
    }
    return parts
