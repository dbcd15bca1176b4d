"""Steps with bids over the whole way: what stands against them, and where they lead."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from app.house import House
from app.wiring import build_house
from infra.database import Database
from infra.fields.model import Edit
from infra.policy.table import Action
from procurement.errors import ProcedureFrozenError
from procurement.model import Decision, ProcedureStage, ProcedureType
from procurement.repository import EvaluatorRepository, ProcedureRepository
from procurement.rules.points import scored_criteria
from procurement.rules.procedure.bid_facts import PriceFacts
from procurement.rules.procedure.refusal import StepNotPossibleError
from procurement.rules.procedure.stages import TRANSITIONS, WITH_BIDS, Step, Transition
from procurement.services.gathering import Gathering
from procurement.services.procedures import Wish
from procurement.services.score_fields import JOINT, POINTS, REASON, record_id
from tests.bids import ASKER, DIGEST, EVALUATOR, RELEASER, appoint, awaiting_bids, with_bids
from tests.fakes import StoppedClock
from tests.procedures import matrix, opened, plan, take
from tests.whole_way import Way

LATER = datetime(2026, 12, 18, 11, 0, tzinfo=UTC)


@pytest.fixture
def house(demo_database: Database, clock: StoppedClock) -> House:
    return build_house(demo_database, clock=clock)


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


@pytest.mark.parametrize("stage", sorted(WITH_BIDS - {ProcedureStage.AWARDED}))
def test_a_reset_puts_the_bids_aside(house: House, stage: ProcedureStage) -> None:
    slug = with_bids(house, stage=stage, decision=Decision.ADMITTED).slug
    take(house, slug, Step.RESET, reason="Fehler in der Bewertungsmatrix")
    seen = opened(house, slug)

    assert seen.procedure.stage is ProcedureStage.CHANGE
    assert seen.facts.was_reset
    with pytest.raises(StepNotPossibleError) as refused:
        take(house, slug, Step.WITHDRAW_CHANGE)
    assert [one.type for one in refused.value.reasons] == ["bids-opened"]


@pytest.mark.parametrize("step", [Step.RESET, Step.ANNUL])
def test_what_is_awarded_is_neither_reset_nor_annulled(house: House, step: Step) -> None:
    slug = with_bids(house, stage=ProcedureStage.AWARDED, decision=Decision.ADMITTED).slug
    with pytest.raises(StepNotPossibleError):
        take(house, slug, step, reason="Fehler in der Bewertungsmatrix")
    assert opened(house, slug).procedure.stage is ProcedureStage.AWARDED


def test_nothing_is_prepared_once_bids_are_open(house: House) -> None:
    procedure = with_bids(house)

    with pytest.raises(ProcedureFrozenError):
        house.drafting.save_plan(ASKER, procedure.slug, opened(house, procedure.slug).procedure.version, plan())


def everything_done(house: House, stage: ProcedureStage) -> str:
    """Return a procedure with bids in a stage, with all that the steps from there ask for."""
    slug = with_bids(house, stage=stage, decision=Decision.ADMITTED).slug
    appoint(house, slug, EVALUATOR)
    with house.transactions.write(ASKER, Action.PREPARE_PROCEDURE) as writing:
        procedures, evaluators = ProcedureRepository(writing.session), EvaluatorRepository(writing.session)
        before = procedures.hold(slug)
        kind = ProcedureType.NEGOTIATED_WITH_CALL
        asked = replace(before, asked_by=RELEASER.person, asked_at=writing.now, asked_digest=DIGEST)
        procedures.save(before, replace(asked, plan=replace(before.plan, kind=kind)))
        evaluators.hand_in(slug, evaluators.evaluators(slug, 1, 1)[0], writing.now)
        for bid in ("1-1-1-1", "1-1-1-2", "1-1-1-3"):
            for criterion in scored_criteria(matrix().matrix):
                record = JOINT.record(record_id(slug, bid, criterion))
                for name, text in ((POINTS, "10"), (REASON, "Anlage 3, Seite 4")):
                    JOINT.save(writing, record, Edit(field=name, value=text, base_version=0))
    return slug


BY_AN_AWARD = {Step.REQUEST_AWARD, Step.DECIDE_AWARD}
"""Steps that want a whole award: they are tried in ``test_awards``."""


@pytest.mark.parametrize(
    "transition",
    [one for one in TRANSITIONS if one.source in WITH_BIDS and one.step not in BY_AN_AWARD],
    ids=lambda one: f"{one.source}-{one.step}",
)
def test_every_transition_with_bids_happens(house: House, transition: Transition) -> None:
    slug = everything_done(house, transition.source)
    judged = Gathering(lambda _reading, _procedure, _bids: PriceFacts(result_digest=DIGEST))
    wish = Wish(
        step=transition.step,
        version=opened(house, slug).procedure.version,
        seen=DIGEST,
        reason="Grund",
        bid_deadline=LATER,
    )

    after = replace(house.stepping, gathering=judged, effects={}).take(ASKER, slug, wish)

    assert after.stage is transition.target
    assert opened(house, slug).procedure.stage is transition.target


def test_bids_are_opened_from_what_is_published(house: House) -> None:
    slug = awaiting_bids(house).slug

    with pytest.raises(StepNotPossibleError) as refused:
        take(house, slug, Step.OPEN_BIDS)
    assert [one.type for one in refused.value.reasons] == ["opening-unrecorded"]

    Way(house, slug).record_opening()
    after = opened(house, slug).procedure

    assert (after.stage, after.opened) == (ProcedureStage.OPENED, 1)
    assert {one.source for one in TRANSITIONS if one.target in WITH_BIDS} - WITH_BIDS == {
        ProcedureStage.PUBLISHED,
        ProcedureStage.INVITED,
    }
