"""The demo procedures with bids: made once, in order, with a log that holds."""

import pytest

from app.demo import load_demo, load_running
from app.demo_contest import CONTEST
from app.demo_running import AWARDED, FIXED, SCORED
from app.house import House
from app.wiring import build_house
from infra.database import Database
from procurement.model import ProcedureStage
from tests.databases import database, empty_database, empty_postgres
from tests.people import OFFICER, actor

__all__ = ["database", "empty_database", "empty_postgres"]


@pytest.fixture
def house(database: Database) -> House:
    return build_house(database)


def check_contest(house: House) -> None:
    contest = house.qualifying.open(OFFICER, CONTEST.lower())
    assert contest.procedure.stage is ProcedureStage.PARTICIPATION
    assert [one.state.value for one in contest.requests] == ["received", "received", "late"]
    assert [one.is_suitable for one in contest.requests] == [True, False, False]
    assert set(contest.files) == {1, 2, 3}


def test_procedures_with_bids_and_short_assessments_are_loaded_once(house: House) -> None:
    load_running(house)
    load_demo(house)
    fixed, scored = (house.procedures.open(OFFICER, one.lower()).procedure for one in (FIXED, SCORED))
    assert (fixed.stage, scored.stage) == (ProcedureStage.RESULT_FIXED, ProcedureStage.SCORING)
    require_award(house)
    check_contest(house)
    view = house.results.open(OFFICER, fixed.slug)
    assert view.lots[0].result is not None
    assert view.lots[0].result["winner"] == "1-1-1-1"
    assert view.stored[1].reference == FIXED
    assert house.price_desk.open(OFFICER, scored.slug).lines == ()
    opened = house.openness_desk.open(OFFICER, scored.slug, "1-1-1-1").known
    states = {one.evidence.signal.value: one.evidence.state.value for one in opened.suggestion.signals}
    assert (states["S1"], states["S2"], states["S4"]) == ("proven", "proven", "unknown")
    assert "Musterraum (4.2.1, AGPL-3.0-only): passend." in house.alternatives.open(OFFICER, scored.slug).check.value
    before = house.history.open(actor("revision"), fixed.slug).page.entries
    load_running(house)
    require_award(house)
    assert house.history.open(actor("revision"), fixed.slug).page.entries == before
    found = house.audit_log.verify(actor("revision"))
    assert (found.holds, found.findings) == (True, ())


def require_award(house: House) -> None:
    """An awarded contract lacks nothing, and one of two Kurzbewertungen is signed."""
    awarded = house.award.award_desk.open(OFFICER, AWARDED.lower())
    assert awarded.procedure.stage is ProcedureStage.AWARDED
    assert not [one for one in house.award.award_papers.entries(OFFICER, awarded.procedure.slug) if one.is_missing]
    assert len(awarded.known.letters) == len(awarded.known.standstills) > 0
    pages = house.light.light_desk.page(actor("amtsleitung")).page.items
    assert [one.stage.value for one in pages] == ["vorgelegt", "gezeichnet"]
