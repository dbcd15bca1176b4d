"""Pages of places by hand: what could still begin in a quarter, one request tried, set, refused, lifted."""

from datetime import date, timedelta

from app.digitalcheck_wiring import plans
from app.house import House
from tests.capacity.ranking import proposed
from tests.capacity.test_requests import ADIT, Directly
from tests.web.test_plan_pages import DEPARTMENT, PLAN, STAFF, SUPPLY, alone
from tests.web.test_request_pages import As, page, sent

__all__ = ["alone"]


def planned(house: House, alone: As) -> tuple[int, date]:
    """Plan some requests; return the one that begins last, and the first week of all."""
    sent(alone("adit"), f"{SUPPLY}/besetzung", **STAFF)
    numbers = [proposed(house, DEPARTMENT, one, "20") for one in ("Spiel", "Turm", "Zaun", "Platz", "Steg <b>")]
    assert plans(house.transactions.clock).work(Directly(house), {}) is not None
    seen = house.digital.plan_desk.queue(ADIT)
    assert seen is not None
    begun = {one.request: one.start for one in seen.page.items if one.start and one.request in numbers}
    return max(begun, key=lambda one: begun[one]), min(begun.values())


def test_what_still_fits_is_listed_by_quarter_with_whom_it_displaces(untouched: House, alone: As) -> None:
    last, first = planned(untouched, alone)
    assert "/anforderungen/plan/quartal" in alone("revision").get(PLAN).text
    shown = page(alone("revision"), f"{PLAN}/quartal?quartal=2027-Q1")
    assert "Quartal 2027-Q1" in shown.text
    assert "Was passt noch ins Quartal?" in shown.text
    assert f"Nr. {last}" in shown.one("tbody").text
    assert "Verdrängt: Nr. " in shown.text
    assert f"{last}/platz?woche={first}" in alone("revision").get(f"{PLAN}/quartal?quartal=2027-Q1").text
    assert "Quartal 2026-Q4" in page(alone("revision"), f"{PLAN}/quartal?quartal=nie").text
    assert alone("fachamt").get(f"{PLAN}/quartal").status_code == 403


def test_a_place_is_tried_at_once_set_with_a_reason_and_lifted(untouched: House, alone: As) -> None:
    last, first = planned(untouched, alone)
    address = f"/anforderungen/{last}/platz"
    assert address in alone("adit").get(f"/anforderungen/{last}").text
    tried = page(alone("adit"), f"{address}?woche={first}")
    assert "Passt: KW" in tried.text
    assert "Verdrängt: Nr." in tried.text
    assert "Platz setzen" not in page(alone("revision"), f"{address}?woche={first}").text
    early = page(alone("adit"), f"{address}?woche={first - timedelta(weeks=200)}")
    assert "außerhalb des Plans" in early.text
    assert "Bitte eine Woche aus der Liste wählen." in page(alone("adit"), f"{address}?woche=bald").text
    empty = sent(alone("adit"), address, woche=str(first), grund="")
    assert empty.status_code == 409
    assert "Nichts geändert" in empty.text
    refused = sent(alone("adit"), address, woche=str(first - timedelta(weeks=200)), grund="Eil<b>t")
    assert refused.status_code == 409
    assert "Passt nicht" in refused.text


def test_a_place_that_was_set_is_shown_to_all_who_see_the_plan(untouched: House, alone: As) -> None:
    last, first = planned(untouched, alone)
    address = f"/anforderungen/{last}/platz"
    assert sent(alone("adit"), address, woche=str(first), grund="Eil<b>t").status_code == 303
    assert sent(alone("dezernat"), address, woche=str(first), grund="Eilt").status_code == 403
    shown = page(alone("revision"), address).text
    assert "Von Hand gesetzt auf KW" in shown
    assert "Begründung: Eil<b>t" in shown
    assert plans(untouched.transactions.clock).work(Directly(untouched), {}) is not None
    assert "Platz von Hand" in page(alone("revision"), PLAN).text
    assert "von Hand gesetzt" in page(alone("fachamt"), f"/anforderungen/{last}").text
    assert sent(alone("adit"), f"{address}-aufheben", grund="Doch nicht.").status_code == 303
    assert "Von Hand gesetzt auf" not in page(alone("revision"), address).text
    sent(alone("adit"), f"{SUPPLY}/besetzung", **{"besetzung-rolle": "Projektleitung", "streichen": "2026-11-01"})
