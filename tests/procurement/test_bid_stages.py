"""Steps with bids over the whole way: what stands against them, and where they lead."""

import pytest

from app.demo import load_demo
from app.wiring import House, build_house
from infra.database import Database
from procurement.errors import ProcedureFrozenError
from procurement.model import Decision, ProcedureStage
from procurement.rules.procedure.refusal import StepNotPossibleError
from procurement.rules.procedure.stages import WITH_BIDS, Step
from tests.bids import awaiting_bids, with_bids
from tests.fakes import StoppedClock
from tests.procedures import ASKER, opened, plan, take


@pytest.fixture
def house(database: Database, clock: StoppedClock) -> House:
    built = build_house(database, clock=clock)
    load_demo(built)
    return built


def test_bids_wait_for_their_deadline(house: House) -> None:
    procedure = awaiting_bids(house)
    offer = opened(house, procedure.slug).offer(Step.OPEN_BIDS)

    assert offer is not None
    assert offer.is_possible


def test_examination_needs_a_decision_about_each_bid(house: House) -> None:
    slug = with_bids(house, stage=ProcedureStage.EXAMINATION).slug

    with pytest.raises(StepNotPossibleError) as refused:
        take(house, slug, Step.START_SCORING)

    assert [one.type for one in refused.value.reasons][:3] == ["bid-undecided"] * 3


@pytest.mark.parametrize("stage", sorted(WITH_BIDS))
def test_a_reset_puts_the_bids_aside(house: House, stage: ProcedureStage) -> None:
    slug = with_bids(house, stage=stage, decision=Decision.ADMITTED).slug
    take(house, slug, Step.RESET, reason="Fehler in der Bewertungsmatrix")
    seen = opened(house, slug)

    assert seen.procedure.stage is ProcedureStage.CHANGE
    assert seen.facts.was_reset
    with pytest.raises(StepNotPossibleError) as refused:
        take(house, slug, Step.WITHDRAW_CHANGE)
    assert [one.type for one in refused.value.reasons] == ["bids-opened"]


def test_nothing_is_prepared_once_bids_are_open(house: House) -> None:
    procedure = with_bids(house)

    with pytest.raises(ProcedureFrozenError):
        house.drafting.save_plan(ASKER, procedure.slug, opened(house, procedure.slug).procedure.version, plan())
