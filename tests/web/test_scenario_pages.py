"""Pages of scenarios: side by side, with whom they move, taken over with a reason, taken back."""

from app.house import House
from capacity.services.scenarios import Improving
from infra.parameters import load_parameters
from tests.capacity.test_requests import ADIT, Directly
from tests.web.test_place_pages import planned
from tests.web.test_plan_pages import PLAN, STAFF, SUPPLY, alone
from tests.web.test_request_pages import As, page, sent

__all__ = ["STAFF", "alone"]
SCENARIOS = "/anforderungen/szenarien"


def test_scenarios_stand_side_by_side_and_the_dezernat_decides(untouched: House, alone: As) -> None:
    planned(untouched, alone)
    assert "Es gibt noch kein Szenario." in page(alone("revision"), SCENARIOS).text
    assert SCENARIOS in alone("adit").get(PLAN).text
    for aim in ("wartezeit", "termine"):
        assert sent(alone("adit"), SCENARIOS, ziel=aim).status_code == 303
        Improving(figures=load_parameters("capacity"), iterations=10_240).work(Directly(untouched), {"aim": aim})
    assert sent(alone("adit"), SCENARIOS, ziel="alles").status_code == 422
    shown = page(alone("dezernat"), SCENARIOS).text
    assert "Weniger Wartezeit" in shown
    assert "Termine zuerst" in shown
    assert "Fristen (Gesetz, Vertrag) verpasst" in shown
    address = f"{SCENARIOS}/{untouched.digital.scenario_desk.page(ADIT).items[0].number}"
    assert "nicht bewiesen" in page(alone("dezernat"), address).text
    assert "Szenario übernehmen" not in page(alone("adit"), address).text
    empty = sent(alone("dezernat"), f"{address}/uebernehmen", grund="")
    assert (empty.status_code, "Nichts geändert" in empty.text) == (409, True)
    assert sent(alone("adit"), f"{address}/uebernehmen", grund="Ja").status_code == 403
    assert sent(alone("dezernat"), f"{address}/uebernehmen", grund="Gut <b>so").status_code == 303
    taken = page(alone("revision"), address).text
    assert "übernommen" in taken
    assert "Begründung: Gut <b>so" in taken
    again = sent(alone("dezernat"), f"{address}/verwerfen", grund="Doch nicht")
    assert (again.status_code, "schon entschieden" in again.text) == (409, True)
    assert sent(alone("dezernat"), f"{address}/zuruecknehmen", grund="Zurück").status_code == 303
    assert "zurückgenommen" in page(alone("revision"), address).text
    sent(alone("adit"), f"{SUPPLY}/besetzung", **{"besetzung-rolle": "Projektleitung", "streichen": "2026-11-01"})
