"""A request for IT capacity in a real browser, as the department and as the data protection officer."""

from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Page, Response, expect

from app.house import House
from capacity.model import ProofKind, RequestStage, ReviewKind, ReviewLight
from capacity.rules.course.steps import RequestStep
from capacity.services.reviewing import ProofWish, ReviewWish
from tests.capacity.test_requests import ADIT, COMPLETE, DEZERNAT, OFFICER, SECURITY, take
from tests.e2e.conftest import OpenContext
from tests.e2e.looking import found_on
from tests.e2e.test_round import entered

pytestmark = pytest.mark.e2e
TITLE = "Terminvergabe im Bauamt online"
NOTE = "Es fehlt ein Löschkonzept."
_FINE = ReviewLight.GRUEN


def begun(page: Page) -> int:
    """Find out what belongs into the queue, see what is alike while typing, and begin."""
    page.goto("/anforderungen")
    page.get_by_role("link", name="Anforderung beginnen").first.click()
    page.get_by_role("link", name="Etwas anderes: eine IT-Anforderung schreiben").click()
    page.get_by_label("Titel der Anforderung").press_sequentially("Termineri")
    expect(page.locator("#aehnlich")).to_contain_text("Terminerinnerung per Nachricht")
    assert found_on(page) == {}
    page.get_by_label("Titel der Anforderung").fill(TITLE)
    page.get_by_role("button", name="Anforderung anlegen").click()
    page.wait_for_url("**/formular/steckbrief")
    return int(page.url.split("/")[-3])


def saved(name: str, answer: Response) -> bool:
    """Tell whether an answer says that a field is saved."""
    return name in answer.url and answer.ok


def filled(page: Page, number: int) -> None:
    """Fill in three pages; each field saves itself, and leaving the page loses nothing."""
    for key in ("steckbrief", "nutzen", "voraussetzungen"):
        page.goto(f"/anforderungen/{number}/formular/{key}")
        here = {name: text for name, text in COMPLETE.items() if page.locator(f"#{name}").count()}
        assert here, key
        for name, text in here.items():
            field = page.locator(f"#{name}")
            with page.expect_response(partial(saved, name)):
                if field.evaluate("one => one.tagName") == "SELECT":
                    field.select_option(text)
                else:
                    field.fill(text)
    page.reload()
    assert page.locator("#eigene-tage").input_value() == COMPLETE["eigene-tage"]
    assert found_on(page) == {}


def handed_in(page: Page, number: int, file: Path) -> None:
    """Attach a file, hand in, and see whose turn it is and how long."""
    page.goto(f"/anforderungen/{number}")
    page.get_by_text("Anlage hinzufügen").first.click()
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Anlage hinzufügen").click()
    expect(page.get_by_role("link", name=file.name)).to_be_visible()
    page.locator("summary", has_text="Einreichen").click()
    page.get_by_role("button", name="Einreichen").click()
    page.wait_for_url("**?geaendert=ja")
    turn = page.get_by_role("region", name="Wer ist an der Reihe?")
    expect(turn).to_contain_text("Amt für Digitalisierung und IT (ADIT)")
    expect(turn).to_contain_text("Arbeitstage")
    assert found_on(page) == {}


def questioned(page: Page, number: int) -> None:
    """Find from the start what waits for data protection, and ask the department; the own clock stands still."""
    page.goto("/")
    page.get_by_role("region", name="Ihre Aufgaben").get_by_role("link", name="Datenschutzbeauftragte").click()
    page.get_by_role("link", name=TITLE).click()
    expect(page.get_by_role("region", name="Wer ist an der Reihe?")).to_contain_text("Datenschutzbeauftragte")
    page.locator("summary", has_text="Rückfrage stellen").click()
    page.get_by_label("An", exact=True).select_option("fachamt")
    page.get_by_label("Ihre Frage").fill("Wie lange werden Termine gespeichert?")
    page.get_by_role("button", name="Rückfrage stellen").click()
    page.wait_for_url("**?geaendert=ja")
    turn = page.get_by_role("region", name="Wer ist an der Reihe?")
    expect(turn).not_to_contain_text("Datenschutzbeauftragte")
    expect(turn).to_contain_text("Fachamt")
    assert number == int(page.url.rsplit("/", 1)[1].partition("?")[0])


def answered(page: Page, number: int) -> None:
    """Answer the question; the clock of data protection goes on."""
    page.goto(f"/anforderungen/{number}")
    page.get_by_label("Ihre Antwort").fill("Ein halbes Jahr.")
    page.get_by_role("button", name="Antworten").click()
    page.wait_for_url("**?geaendert=ja")
    expect(page.get_by_role("region", name="Wer ist an der Reihe?")).to_contain_text("Datenschutzbeauftragte")


def stated(page: Page, number: int) -> None:
    """Give a statement with a condition; without a reason it is refused, and nothing typed is lost."""
    page.goto(f"/anforderungen/{number}")
    assert page.get_by_role("button", name="Freigeben").count() == 0, "a statement is no approval"
    page.locator("summary", has_text="Stellung nehmen").click()
    page.locator("#pruefung-datenschutz-ampel").select_option("gelb")
    page.locator("#pruefung-datenschutz-auflage").fill("Löschkonzept vor der Produktivsetzung")
    page.get_by_role("button", name="Stellungnahme abgeben").click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert page.locator("#pruefung-datenschutz-ampel").input_value() == "gelb"
    assert page.locator("#pruefung-datenschutz-auflage").input_value() == "Löschkonzept vor der Produktivsetzung"
    assert found_on(page) == {}
    page.locator("#pruefung-datenschutz-text").fill(NOTE)
    page.get_by_role("button", name="Stellungnahme abgeben").click()
    page.wait_for_url("**?geaendert=ja")
    expect(page.get_by_role("region", name="Prüfungen")).to_contain_text(NOTE)


def built(house: House, number: int) -> None:
    """Let the others do their part until the department has to accept, but for one statement and the proofs."""
    for kind, who in (
        (ReviewKind.SICHERHEIT, SECURITY),
        (ReviewKind.ARCHITEKTUR, ADIT),
        (ReviewKind.VERGABEWEG, OFFICER),
    ):
        house.digital.request_discussion.review(who, number, ReviewWish(kind=kind, light=_FINE))
    today = house.transactions.clock.now().date()
    until = today.replace(year=today.year + 1, day=1)
    take(house, number, RequestStep.RULE, DEZERNAT, until=until)
    take(house, number, RequestStep.BLOCK, ADIT)
    take(house, number, RequestStep.UNBLOCK, ADIT, day=today, until=until)
    for step in (RequestStep.START, RequestStep.DELIVER):
        take(house, number, step, ADIT)


def accepted(page: Page, house: House, number: int) -> None:
    """See what go-live still lacks, and accept once it is there."""
    page.goto(f"/anforderungen/{number}")
    page.locator("summary", has_text="Abnehmen und produktiv setzen (noch nicht möglich)").click()
    offered = page.get_by_role("region", name="Was Sie jetzt tun können")
    for missing in ("Organisation", "Verarbeitungstätigkeiten", "Schulung"):
        expect(offered).to_contain_text(missing)
    house.digital.request_discussion.review(ADIT, number, ReviewWish(kind=ReviewKind.ORGANISATION, light=_FINE))
    for kind in ProofKind:
        house.digital.request_discussion.prove(ADIT, number, ProofWish(kind=kind, is_needed=True, reference="E-Akte 7"))
    page.reload()
    page.locator("summary", has_text="Abnehmen und produktiv setzen").click()
    page.get_by_role("button", name="Abnehmen und produktiv setzen").click()
    page.wait_for_url("**?geaendert=ja")
    assert house.digital.request_desk.see(ADIT, number).request.stage is RequestStage.ABGESCHLOSSEN


def test_from_the_wish_to_its_use(open_context: OpenContext, beside: House, origin: str, tmp_path: Path) -> None:
    file = tmp_path / "ablauf.txt"
    file.write_text("Heute am Telefon.", encoding="utf-8")
    department, complaints = entered(open_context, beside, origin, "fachamt")
    privacy, more = entered(open_context, beside, origin, "datenschutz")
    number = begun(department)
    filled(department, number)
    handed_in(department, number, file)
    for step in (RequestStep.RECEIVE, RequestStep.FORWARD):
        take(beside, number, step, ADIT)
    questioned(privacy, number)
    answered(department, number)
    stated(privacy, number)
    built(beside, number)
    accepted(department, beside, number)
    assert [one for one in (*complaints, *more) if "409" not in one] == []
