"""Gates of requests: golden cases, and every stage with and without a lift."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capacity.model import CapacityState, GateLift, LiftGround, RequestStage
from capacity.rules.course.facts import RequestFacts
from capacity.rules.course.steps import LIFTS, RequestStep, capacity_state, hindrances, request_transition
from capacity.rules.gates import (
    LIFTABLE,
    Agreement,
    BudgetState,
    agreement_of,
    began_by_lift,
    budget_of,
    expected_from,
    lift_on,
    may_be_published,
    year_stopped,
)
from capacity.services.course import STEP_ACTIONS
from infra.policy.decision import Resource, decide
from infra.policy.model import Actor, Role
from infra.policy.table import Action
from tests.golden.capacity_cases import cases_of

TODAY = date(2026, 11, 23)


def lift(until: date | None) -> GateLift:
    ground = LiftGround.RESOLUTION if until is None else LiftGround.DECISION
    at = datetime(2026, 11, 1, tzinfo=UTC)
    return GateLift(number=1, ground=ground, reason="Weil.", line="Ausnahme.", until=until, person="d", at=at)


@pytest.mark.parametrize("case", cases_of("capacity_gates").values(), ids=lambda case: case["id"])
def test_golden_gates(case: dict[str, Any]) -> None:
    lifted = case.get("lifted")
    lifts = () if lifted is None else (lift(None if lifted == "endless" else lifted),)
    stage, is_lifted = case["stage"], lift_on(lifts, TODAY) is not None
    agreement, state = Agreement.MISSING, CapacityState.KEINE
    if stage is not None:
        state = CapacityState(case.get("state", capacity_state(RequestStage(stage))))
        agreement = agreement_of(RequestStage(stage), state, case.get("until"), TODAY)

    assert may_be_published(agreement, is_lifted=is_lifted) == case["published"]
    if stage is not None:
        facts = RequestFacts(
            stage=RequestStage(stage),
            today=TODAY,
            window_from=TODAY,
            is_lifted=is_lifted,
            began_by_lift=began_by_lift(RequestStage(stage), state),
            budget=budget_of(*case.get("budget", ("", ""))),
        )
        assert (not hindrances(facts, RequestStep.START)) == case["started"]


@pytest.mark.parametrize(("stage", "role"), list(product(RequestStage, Role)))
def test_every_stage_and_role(stage: RequestStage, role: Role) -> None:
    """A lift is the Digitaldezernat's alone, opens exactly the stages of the table, and start stays with ADIT."""
    actor = Actor(city="m", person="p", office="amt", roles=frozenset({role}))
    thing = Resource(kind="capacity-request", id="1", city="m", state=stage.value, office="amt")
    shut = RequestFacts(stage=stage, today=TODAY, window_from=TODAY)
    lifted = replace(shut, is_lifted=True)
    for step in LIFTS:
        assert (decide(actor, STEP_ACTIONS[step], thing) is None) == (role is Role.DIGITALDEZERNAT)
        found = request_transition(stage, step)
        assert (found is not None) == (stage in {*LIFTABLE, RequestStage.BLOCKIERT, RequestStage.IN_UMSETZUNG})
        agreed = found is not None and stage not in LIFTABLE
        assert ("already-promised" in {one.type for one in hindrances(lifted, step)}) == agreed
        assert found is None or found.target is stage
    mine = decide(actor, STEP_ACTIONS[RequestStep.START], thing) is None
    assert mine == (role is Role.ADIT)
    assert (not hindrances(shut, RequestStep.START)) == (stage is RequestStage.EINGEPLANT)
    assert (not hindrances(lifted, RequestStep.START)) == (stage in {RequestStage.EINGEPLANT, *LIFTABLE})
    assert decide(actor, STEP_ACTIONS[RequestStep.TENDER_FAILED], thing) is not None
    assert STEP_ACTIONS[RequestStep.TENDER_FAILED] is Action.RUN_CLOCKS


@given(st.sampled_from(BudgetState), st.integers(2020, 2035))
def test_the_plan_begins_where_the_gate_opens_once_the_money_is_confirmed(state: BudgetState, year: int) -> None:
    budget = budget_of(str(year), state.value)
    planned, confirmed = expected_from(budget), replace(budget, state=BudgetState.CONFIRMED)
    if planned is None:
        assert state is BudgetState.NOT_NEEDED
        return
    assert planned == date(year, 1, 1)
    assert year_stopped(confirmed, planned) is None
    assert year_stopped(confirmed, planned - timedelta(days=1)) == year
    assert year_stopped(budget, planned) == (year if budget.is_open else None)


def test_a_year_whose_money_nobody_has_told_of_keeps_nothing() -> None:
    assert expected_from(budget_of("2027", "")) is None


@given(st.sampled_from(BudgetState), st.integers(2020, 2035), st.dates(date(2020, 1, 1), date(2035, 12, 31)))
def test_a_budget_stops_a_year_from_its_first_to_its_last_day(state: BudgetState, year: int, first: date) -> None:
    stopped = year_stopped(budget_of(str(year), state.value), first)

    assert stopped == year_stopped(budget_of(str(year), state.value), first.replace(month=1, day=1))
    assert stopped in {None, year}
    if stopped is not None:
        assert first <= date(year, 12, 31)
