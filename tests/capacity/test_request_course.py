"""The course of a request: every stage, every role, every step; what stands against them; what a stage means."""

import re
from dataclasses import replace
from datetime import date
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capacity.model import CapacityState, ProofKind, RequestReview, RequestStage, ReviewKind, ReviewLight
from capacity.rules.course import guards
from capacity.rules.course.facts import OtherRequest, Reason, RequestFacts, Typed
from capacity.rules.course.steps import (
    BY_THE_HOUSE,
    FINAL,
    FIRST,
    LIFTS,
    TRANSITIONS,
    RequestStep,
    capacity_state,
    drawn,
    hindrances,
    request_transition,
    state_after,
    steps_from,
)
from capacity.rules.course.wording import LIGHTS, PARTIES, PROOFS, REVIEWS, STAGES, STEPS, reason_sentence
from capacity.rules.gates import began_by_lift
from capacity.services.course import STEP_ACTIONS
from infra.policy.decision import Resource, decide
from infra.policy.model import Actor, Role, operator
from infra.policy.table import Action

ROOT = Path(__file__).resolve().parents[2]
TODAY = date(2026, 11, 23)
S, T = RequestStage, RequestStep
SAID = tuple(RequestReview(kind=one, light=ReviewLight.GRUEN) for one in ReviewKind)
READY = RequestFacts(
    stage=S.ENTWURF,
    today=TODAY,
    actor="entscheidend",
    handed_in_by="fachamt",
    proposed_by="adit",
    reviews=SAID,
    has_effort=True,
    proofs=frozenset(ProofKind),
    reserved_until=date(2027, 3, 31),
    window_from=TODAY,
    resubmit_latest=date(2027, 11, 23),
    typed=Typed(
        reason="Weil es so vereinbart ist.",
        day=date(2027, 1, 4),
        until=date(2027, 3, 31),
        other=OtherRequest(number=2, stage=S.BEWERTUNG, is_same=False),
    ),
)
QUEUE = "capacity.md §8.2, Zustandstabelle"
EYES = "capacity.md §8.2: four eyes for freigegeben (proposer != decider)"
SILENCE = "capacity.md §8.2: shows Stellungnahme fehlt and process goes on with open condition"
GO_LIVE = "Issue: Produktivsetzung braucht VVT, AV-Vertrag, DSFA, Schulung, Übergabe"
LIFTED = "Issue 9 §3: a decision lifts missing agreement; capacity is promised by the Digitaldezernat alone"
ROLES = {role: Actor(city="m", person=role.value, office="amt", roles=frozenset({role})) for role in Role}


def missing(kind: ReviewKind) -> tuple[RequestReview, ...]:
    return tuple(replace(one, light=ReviewLight.FEHLT) if one.kind is kind else one for one in SAID)


GOLDEN: tuple[tuple[str, RequestStage, RequestStep, dict[str, object], tuple[str, ...]], ...] = (
    (QUEUE, S.ENTWURF, T.SUBMIT, {}, ()),
    (QUEUE, S.ENTWURF, T.SUBMIT, {"missing": ("ziel",)}, ("fields-missing",)),
    (QUEUE, S.EINGEREICHT, T.RECEIVE, {}, ()),
    (QUEUE, S.EINGEREICHT, T.APPROVE, {}, ("wrong-stage",)),
    (QUEUE, S.VORPRUEFUNG, T.FORWARD, {"open_questions": 1}, ("questions-open",)),
    (QUEUE, S.VORPRUEFUNG, T.REJECT_FORMALLY, {"typed": Typed()}, ("reason-missing",)),
    (QUEUE, S.VORPRUEFUNG, T.MERGE, {"typed": Typed(reason="doppelt")}, ("other-missing",)),
    (SILENCE, S.PRUEFUNG, T.ASSESS, {"reviews": SAID[1:]}, ("review-awaited",)),
    (SILENCE, S.PRUEFUNG, T.ASSESS, {"reviews": missing(ReviewKind.DATENSCHUTZ)}, ()),
    (QUEUE, S.BEWERTUNG, T.PROPOSE, {"has_effort": False}, ("effort-missing",)),
    (EYES, S.PRIORISIERT, T.APPROVE, {}, ()),
    (EYES, S.PRIORISIERT, T.APPROVE, {"actor": "adit"}, ("same-person",)),
    (EYES, S.PRIORISIERT, T.APPROVE, {"actor": "fachamt"}, ("same-person",)),
    (EYES, S.PRIORISIERT, T.APPROVE, {"typed": Typed()}, ("reason-missing",)),
    (QUEUE, S.PRIORISIERT, T.RESERVE, {"typed": Typed(reason="Beschluss steht aus")}, ("until-missing",)),
    (QUEUE, S.VORBEHALT, T.CONFIRM, {"reserved_until": date(2026, 11, 22)}, ("reservation-over",)),
    (EYES, S.VORBEHALT, T.CONFIRM, {}, ()),
    (EYES, S.VORBEHALT, T.CONFIRM, {"actor": "adit"}, ("same-person",)),
    (EYES, S.VORBEHALT, T.CONFIRM, {"actor": "fachamt"}, ("same-person",)),
    (QUEUE, S.BEWERTUNG, T.DEFER, {"typed": Typed(reason="später")}, ("resubmission-missing",)),
    (
        "capacity.md §8.2: Wiedervorlage max 12 months",
        S.BEWERTUNG,
        T.DEFER,
        {"typed": Typed(reason="später", day=date(2027, 11, 24))},
        ("resubmission-outside",),
    ),
    (QUEUE, S.FREIGEGEBEN, T.SCHEDULE, {"typed": Typed(day=TODAY)}, ("slot-missing",)),
    (
        QUEUE,
        S.FREIGEGEBEN,
        T.SCHEDULE,
        {"typed": Typed(day=date(2027, 2, 1), until=date(2027, 1, 1))},
        ("slot-reversed",),
    ),
    (
        "ADR 79: a booked slot is moved where it was tried",
        S.EINGEPLANT,
        T.MOVE,
        {"typed": Typed(reason="Umzug", day=date(2027, 2, 1), until=date(2027, 3, 1))},
        ("place-untried",),
    ),
    (
        "ADR 79: a booked slot is moved where it was tried",
        S.EINGEPLANT,
        T.MOVE,
        {"typed": Typed(reason="Umzug", day=date(2027, 2, 1), until=date(2027, 3, 1), is_tried=True)},
        (),
    ),
    (QUEUE, S.EINGEPLANT, T.START, {"window_from": date(2026, 11, 24)}, ("slot-not-come",)),
    (QUEUE, S.EINGEPLANT, T.START, {"waits_for": (7, 9)}, ("waits-for",)),
    (GO_LIVE, S.ABNAHME, T.ACCEPT, {}, ()),
    (GO_LIVE, S.ABNAHME, T.ACCEPT, {"proofs": frozenset(ProofKind) - {ProofKind.VVT}}, ("proof-missing",)),
    (GO_LIVE, S.ABNAHME, T.ACCEPT, {"reviews": missing(ReviewKind.DATENSCHUTZ)}, ("review-missing",)),
    (GO_LIVE, S.ABNAHME, T.ACCEPT, {"reviews": ()}, ("review-missing",) * len(ReviewKind)),
    (GO_LIVE, S.ABNAHME, T.ACCEPT, {"reviews": (*SAID[1:], replace(SAID[0], light=None))}, ("review-missing",)),
    (LIFTED, S.BLOCKIERT, T.UNBLOCK, {"began_by_lift": True}, ("promise-missing",)),
    (LIFTED, S.BLOCKIERT, T.START, {"began_by_lift": True}, ("not-agreed",)),
    (LIFTED, S.BLOCKIERT, T.START, {"began_by_lift": True, "is_lifted": True}, ()),
    (LIFTED, S.BLOCKIERT, T.RULE, {"began_by_lift": True}, ()),
)


def types(reasons: tuple[Reason, ...]) -> tuple[str, ...]:
    return tuple(one.type for one in reasons)


@pytest.mark.parametrize(("source", "stage", "step", "change", "expected"), GOLDEN)
def test_golden_course(
    source: str, stage: RequestStage, step: RequestStep, change: dict[str, object], expected: tuple[str, ...]
) -> None:
    found = hindrances(replace(READY, stage=stage, **change), step)  # type: ignore[arg-type]  # fields by name

    assert source
    assert types(found) == expected
    assert all(reason_sentence(one) for one in found)


@pytest.mark.parametrize("stage", RequestStage)
def test_every_stage_role_and_step(stage: RequestStage) -> None:
    """What is in the table goes with the one role that the policy names; everything else goes with nobody."""
    thing = Resource(kind="capacity-request", id="1", city="m", state=stage.value, office="amt")
    foreign = replace(thing, office="anderes")
    for role, step in product(Role, RequestStep):
        actor, action = ROLES[role], STEP_ACTIONS[step]
        in_table = request_transition(stage, step) is not None
        assert (types(hindrances(replace(READY, stage=stage), step)) == ("wrong-stage",)) == (not in_table)
        allowed = decide(actor, action, thing) is None
        assert allowed == (role is OWNER[action]), (stage, role, step)
        if action is Action.STEER_REQUEST:
            assert decide(actor, action, foreign) is not None
    assert decide(operator("m"), Action.RUN_CLOCKS, thing) is None
    assert all(decide(operator("m"), STEP_ACTIONS[step], thing) for step in RequestStep if step not in BY_THE_HOUSE)


OWNER = {
    Action.STEER_REQUEST: Role.DEPARTMENT,
    Action.HANDLE_REQUEST: Role.ADIT,
    Action.DECIDE_CAPACITY: Role.DIGITALDEZERNAT,
    Action.RUN_CLOCKS: None,
}


def test_every_stage_can_be_reached_and_left_and_has_words() -> None:
    reached = {FIRST}
    for _ in RequestStage:
        reached |= {one.target for one in TRANSITIONS if one.source in reached}
    assert reached == set(RequestStage)
    assert {stage for stage in RequestStage if not tuple(steps_from(stage))} == FINAL
    assert len({(one.source, one.step) for one in TRANSITIONS}) == len(TRANSITIONS)
    assert STAGES.keys() == set(RequestStage)
    assert STEPS.keys() == set(RequestStep) == STEP_ACTIONS.keys()
    assert all((PARTIES, REVIEWS, LIGHTS, PROOFS))


def test_only_a_promise_agrees_and_only_its_owner_gives_it() -> None:
    agreed = {CapacityState.ZUGESAGT, CapacityState.VORBEHALT}
    for one in TRANSITIONS:
        gains = capacity_state(one.target) in agreed and capacity_state(one.source) not in agreed
        if gains and one.source is not S.BLOCKIERT:
            decided = STEP_ACTIONS[one.step] is Action.DECIDE_CAPACITY
            assert decided or one.source is S.FREIGEGEBEN or guards.agreement_is_lifted in one.guards, one
    assert capacity_state(S.ABGELEHNT) is capacity_state(S.ZURUECKGEZOGEN) is CapacityState.KEINE


def test_no_way_leads_from_a_lift_to_a_promise_but_a_decision_of_the_digitaldezernat() -> None:
    """Every way on from work that a lift let begin, with everything there that a guard could ask for."""
    seen = {(one.target, state_after(one, capacity_state(one.source))) for one in TRANSITIONS if one.step is T.START}
    waiting = [pair for pair in seen if began_by_lift(*pair)]
    assert waiting == [(S.IN_UMSETZUNG, CapacityState.GESTELLT)]
    reached: set[tuple[RequestStage, CapacityState]] = set()
    while waiting:
        stage, state = waiting.pop()
        reached.add((stage, state))
        facts = replace(READY, stage=stage, is_lifted=True, began_by_lift=began_by_lift(stage, state))
        for one in steps_from(stage):
            if STEP_ACTIONS[one.step] is Action.DECIDE_CAPACITY and one.step not in LIFTS:
                continue
            after = one.target, state_after(one, state)
            if not hindrances(facts, one.step) and after not in reached:
                waiting.append(after)
    assert {state for _, state in reached} == {CapacityState.GESTELLT, CapacityState.KEINE}, "going on, or withdrawn"
    assert {stage for stage, _ in reached} >= {S.BLOCKIERT, S.ABNAHME, S.ABGESCHLOSSEN}
    assert S.EINGEPLANT not in {stage for stage, _ in reached}


@given(st.builds(RequestFacts, stage=st.just(S.PRIORISIERT), typed=st.builds(Typed)))
def test_nobody_approves_what_they_proposed_or_handed_in(facts: RequestFacts) -> None:
    for step in (T.APPROVE, T.RESERVE, T.RULE, T.REJECT):
        if not hindrances(facts, step):
            assert facts.actor is None or facts.actor not in {facts.proposed_by, facts.handed_in_by}
            assert facts.typed.reason.strip()


def test_the_documentation_shows_the_machine() -> None:
    page = (ROOT / "docs" / "rules" / "capacity_course.md").read_text(encoding="utf-8")
    found = re.search(r"```mermaid\n(.*?)\n```", page, re.DOTALL)
    assert found
    assert found.group(1) == drawn()
    assert all(f"`{step.value}`" in page for step in RequestStep)
