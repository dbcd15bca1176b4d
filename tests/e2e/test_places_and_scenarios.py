"""Places, a moved slot and a scenario in a real browser: tried at once, set with a reason, taken over, taken back."""

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from app.house import House
from capacity.model import RequestStage
from capacity.rules.course.steps import RequestStep
from capacity.services.carrying import carry_over
from capacity.services.scenarios import Improving
from infra.parameters import load_parameters
from infra.policy.table import Action
from tests.capacity.ranking import proposed
from tests.capacity.test_places import make
from tests.capacity.test_requests import Directly, take
from tests.e2e.conftest import OpenContext
from tests.e2e.looking import found_on
from tests.e2e.test_round import entered
from tests.people import actor

pytestmark = pytest.mark.e2e
BOOKED, MOVED = date(2027, 6, 7), date(2027, 8, 2)


def waiting(house: House) -> tuple[int, int]:
    """Make requests that wait, the last one with a legal deadline, and one with a slot; return these two."""
    numbers = [proposed(house, actor("fachamt"), one, "8") for one in ("Lager", "Pläne", "Wege", "Fristsache")]
    with house.transactions.write(actor("fachamt"), Action.WRITE_REQUEST) as writing:
        carry_over(writing, numbers[-1], {"anlass": "gesetz", "termin": "30.04.2027"})
    slotted = proposed(house, actor("fachamt"), "Umzug", "4", stage=RequestStage.FREIGEGEBEN)
    take(house, slotted, RequestStep.SCHEDULE, actor("adit"), day=BOOKED, until=BOOKED + timedelta(days=25))
    make(house)
    return numbers[-1], slotted


def try_week(page: Page, number: int, monday: date) -> None:
    """Choose a week on the page of a place by the keyboard and have it tried."""
    page.goto(f"/anforderungen/{number}")
    page.get_by_role("link", name="Platz im Plan prüfen oder von Hand setzen").click()
    page.get_by_label("Beginn").select_option(monday.isoformat())
    page.get_by_role("button", name="Prüfen").press("Enter")
    expect(page.get_by_role("status").filter(has_text="Pass")).to_be_visible()


def give_a_reason(page: Page, button: str, reason: str) -> None:
    """Do something that needs a reason, after a first try with an empty one."""
    form = page.locator("form").filter(has=page.get_by_role("button", name=button))
    form.get_by_label("Begründung").fill(" ")
    form.get_by_role("button").click()
    expect(page.get_by_role("alert").filter(has_text="Nichts geändert")).to_be_visible()
    form.get_by_label("Begründung").fill(reason)
    form.get_by_role("button").click()
    page.wait_for_url("**?geaendert=ja")


def set_place(page: Page, house: House, number: int) -> None:
    """Set the request with the deadline to the first week that its estimate allows, and lift that again."""
    try_week(page, number, date(2027, 1, 4))
    expect(page.locator("main")).to_contain_text("Passt: KW 1/2027")
    expect(page.locator("main")).to_contain_text(re.compile("Verdrängt: Nr|Niemand wird verdrängt"))
    give_a_reason(page, "Auf KW 1/2027 setzen", "Die Frist steht im Gesetz.")
    expect(page.locator("main")).to_contain_text("Von Hand gesetzt auf KW 1/2027")
    assert found_on(page) == {}
    make(house)
    page.goto("/anforderungen/plan")
    row = page.get_by_role("row").filter(has_text="Fristsache")
    expect(row).to_contain_text("Platz von Hand")
    expect(row).to_contain_text("KW 1/2027")
    page.goto(f"/anforderungen/{number}/platz")
    give_a_reason(page, "Platz aufheben", "Doch nach Rang.")
    expect(page.locator("main")).not_to_contain_text("Von Hand gesetzt")


def move_slot(page: Page, slotted: int) -> None:
    """Move the booked slot; one that begins soon is frozen."""
    try_week(page, slotted, MOVED)
    expect(page.locator("main")).to_contain_text("Neues Zeitfenster: 02.08.2027 bis 27.08.2027")
    assert found_on(page) == {}
    give_a_reason(page, "Zeitfenster verschieben", "Der Umzug ist im August.")
    expect(page.locator("main")).to_contain_text("gebucht vom 02.08.2027 bis 27.08.2027")
    try_week(page, 1, MOVED)
    expect(page.locator("main")).to_contain_text("eingefroren")


def take_over(page: Page, number: int) -> None:
    """Compare a scenario with the plan, take it over and take it back."""
    page.goto("/anforderungen/szenarien")
    assert found_on(page) == {}
    page.get_by_role("link", name=f"Szenario {number}", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Termine zuerst")
    expect(page.locator("main")).to_contain_text("Wochen nach einer Frist 400-fach")
    expect(page.locator("main")).to_contain_text("Dass es nichts Besseres gibt, ist nicht bewiesen")
    assert found_on(page) == {}
    give_a_reason(page, "Szenario übernehmen", "Die Frist geht vor.")
    expect(page.locator("main")).to_contain_text("übernommen")
    give_a_reason(page, "zurücknehmen", "Der Bund hat die Frist verlängert.")
    expect(page.locator("main")).to_contain_text("zurückgenommen")


@pytest.mark.long
def test_places_slots_and_scenarios(open_context: OpenContext, beside: House, origin: str) -> None:
    urgent, slotted = waiting(beside)
    adit, adit_complaints = entered(open_context, beside, origin, "adit")
    set_place(adit, beside, urgent)
    move_slot(adit, slotted)
    search = Improving(figures=load_parameters("capacity"), iterations=10_240)
    told = search.work(Directly(beside), {"aim": "termine"})
    dezernat, complaints = entered(open_context, beside, origin, "dezernat")
    take_over(dezernat, int(str(told["link"]).rpartition("/")[2]))
    assert [one for one in (*adit_complaints, *complaints) if "409" not in one] == []
