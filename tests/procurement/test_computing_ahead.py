"""Results are computed before the writer lock is held, and never from anything else than what is there inside."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest

from app.house import House
from app.wiring import build_house
from infra.database import Database
from infra.policy.model import Actor
from procurement.model import ProcedureStage
from procurement.rules.procedure.refusal import StepNotPossibleError
from procurement.rules.procedure.stages import Step
from procurement.services import scoring
from procurement.services.bids.ahead import once
from procurement.services.procedures import Wish
from scoring.evaluate import Outcome
from scoring.robustness import stability
from tests.fakes import StoppedClock
from tests.procedures import opened
from tests.results import ASKER, RELEASER, exclude, in_pricing, settle_low, take_result


@pytest.fixture
def house(demo_database: Database, clock: StoppedClock) -> House:
    return build_house(demo_database, clock=clock)


def test_stability_is_judged_once_and_while_others_can_write(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    slug = in_pricing(house).slug
    settle_low(house, slug)
    take_result(house, slug, Step.REQUEST_RESULT)
    judged = list[str]()

    def watched(outcome: Outcome) -> object:
        with house.transactions.database.write(ASKER.city):  # waits in vain where the step holds the lock
            judged.append(outcome.evaluation.procedure.reference)
        return stability(outcome)

    monkeypatch.setattr(scoring, "stability", watched)
    assert take_result(house, slug, Step.FIX_RESULT, RELEASER).stage is ProcedureStage.RESULT_FIXED
    assert judged == ["VG-9"]


def test_what_changed_in_between_is_computed_anew(house: House) -> None:
    slug = in_pricing(house).slug
    settle_low(house, slug)
    take_result(house, slug, Step.REQUEST_RESULT)
    seen, ahead = opened(house, slug, RELEASER), house.stepping.ahead

    @contextmanager
    def overtaken(actor: Actor, name: str, step: Step) -> Iterator[None]:
        with ahead(actor, name, step):
            exclude(house, seen.procedure, "1-1-1-1", "late")
            yield

    stepping = replace(house.stepping, ahead=overtaken)
    wish = Wish(step=Step.FIX_RESULT, version=seen.procedure.version, seen=seen.seal_for(Step.FIX_RESULT))
    with pytest.raises(StepNotPossibleError) as refused:
        stepping.take(RELEASER, slug, wish)
    assert "result-changed" in [one.type for one in refused.value.reasons]
    assert opened(house, slug).procedure.stage is ProcedureStage.RESULT_REQUESTED


def test_nothing_is_remembered_outside() -> None:
    made = iter(range(3))
    assert [once("x", lambda: next(made)), once("x", lambda: next(made))] == [0, 1]
