"""The list schedule: first weeks that hold a phase, the reason of every lost week, refusals with their reason."""

import json

import pytest
from hypothesis import given

from app.planning import Wanted, plan_file
from capacity.planning.explanation import explain
from capacity.planning.form import parse_input
from capacity.planning.problem import build_problem
from capacity.planning.schedule import Block, Refusal, schedule
from core.errors import InputError
from tests.capacity.checking import faults_of
from tests.capacity.making import Json, inputs, phase, planned, request


def quick(document: Json) -> Json:
    return dict(plan_file(json.dumps(document).encode(), Wanted(quick=True))[1])


@given(inputs())
def test_every_list_schedule_is_lawful_and_true(document: Json) -> None:
    assert faults_of(document, quick(document)) == []


@given(inputs())
def test_the_record_covers_every_lost_week_of_every_phase(document: Json) -> None:
    problem = build_problem(parse_input(document))
    plan = schedule(problem, range(len(problem.phases)))

    for number, start in enumerate(plan.start):
        if start >= 0:
            blocks = plan.blocks.get(number, ())
            lost = [week for one in blocks for week in range(one.start, one.start + one.weeks)]
            assert lost == list(range(plan.earliest[number], start))


def test_a_phase_needs_consecutive_weeks_and_names_the_role_that_lacks() -> None:
    document = planned({"a": [4, 1, 4, 4, 4], "b": [9] * 5}, request("R1", phase(2, a=3, b=1)))
    problem = build_problem(parse_input(document))
    plan = schedule(problem, [0])

    assert plan.start == [2]
    assert plan.blocks[0] == (Block(start=0, week=1, role=0),)
    assert explain(problem, plan)[0].weeks_by_role == {0: 2}


def test_predecessors_come_first_whatever_the_order_says() -> None:
    document = planned({"a": [1] * 9}, request("R1", phase(2, a=1), depends_on=["R2"]), request("R2", phase(3, a=1)))
    result = quick(document)

    assert [(one["id"], one["phases"][0]["start_week"]) for one in result["requests"]] == [("R1", 3), ("R2", 0)]
    assert result["requests"][0]["why"]["waits_for"] == "R2"


def test_a_chain_may_be_long() -> None:
    last = 1_500
    chain = (request(f"R{one}", phase(1, a=1), depends_on=[f"R{one + 1}"]) for one in range(1, last))
    result = quick(planned({"a": [1] * 208}, *chain, request(f"R{last}", phase(1, a=1))))

    starts = {one["id"]: one["phases"][0]["start_week"] for one in result["requests"]}
    assert [starts[f"R{last - place}"] for place in range(4)] == [0, 1, 2, 3]
    assert "R1" not in starts


def test_pinned_requests_are_never_moved() -> None:
    document = planned(
        {"a": [1] * 9}, request("R1", phase(4, a=1), weight=9), request("R2", phase(1, a=1), pinned_start_week=2)
    )
    result = quick(document)

    assert [one["phases"][0]["start_week"] for one in result["requests"]] == [3, 2]
    assert result["requests"][0]["why"]["held_by"] == [{"id": "R2", "role": "a", "person_days": "0.25"}]


def test_what_a_pinned_request_waits_for_is_planned_before_it_or_named() -> None:
    waits = request("R3", phase(1, a=1), pinned_start_week=3, depends_on=["R2"])
    early = planned({"a": [1] * 9}, request("R1", phase(3, a=1), weight=9), request("R2", phase(3, a=1)), waits)
    late = planned({"a": [1] * 9}, request("R2", phase(4, a=1)), waits)

    assert quick(early)["requests"][1]["finish_week"] == 3
    assert quick(early)["notices"] == []
    assert "„R2“ noch nicht fertig" in quick(late)["notices"][0]


@pytest.mark.parametrize(
    ("requests", "reasons"),
    [
        ([request("R1", phase(1, a=5))], {"R1": Refusal.DEMAND}),
        ([request("R1", phase(9, a=1))], {"R1": Refusal.HORIZON}),
        ([request("R1", phase(4, a=4), weight=9), request("R2", phase(3, a=1))], {"R2": Refusal.HORIZON}),
        (
            [request("R1", phase(1, a=5)), request("R2", phase(1, a=1), depends_on=["R1"])],
            {"R1": Refusal.DEMAND, "R2": Refusal.PREDECESSOR},
        ),
        ([request("R1", phase(1, a=4)), request("R2", phase(2, a=3), pinned_start_week=5)], {"R2": Refusal.PINNED}),
        ([request("R1", phase(1, a=5), pinned_start_week=0)], {"R1": Refusal.PINNED}),
        ([request("R1", phase(1, a=1), phase(9, a=1)), request("R2", phase(6, a=4))], {"R1": Refusal.HORIZON}),
    ],
)
def test_what_has_no_place_is_named_with_its_reason(requests: list[Json], reasons: dict[str, Refusal]) -> None:
    result = quick(planned({"a": [4] * 6}, *requests))

    assert {one["id"]: one["reason"] for one in result["unplanned"]} == reasons
    assert all(one["text"].endswith(".") and "{" not in one["text"] for one in result["unplanned"])


@pytest.mark.parametrize(
    ("change", "fault", "pointer"),
    [
        (lambda one: one["roles"][0].update(capacity=[1, 2]), "plan_capacity_weeks", "/roles/0/capacity"),
        (lambda one: one["roles"].append(one["roles"][0]), "plan_id_twice", "/roles/1/id"),
        (lambda one: one["requests"].append(one["requests"][0]), "plan_id_twice", "/requests/2/id"),
        (lambda one: one["requests"][0].update(depends_on=["X"]), "plan_request_unknown", "/requests/0/depends_on/0"),
        (
            lambda one: one["requests"][0]["phases"][0]["demand_per_week"].update(z=1),
            "plan_role_unknown",
            "/requests/0/phases/0/demand_per_week/z",
        ),
        (lambda one: one["requests"][0].update(depends_on=["R2"]), "plan_circle", "/requests"),
        (lambda one: one["requests"][0].update(depends_on=["R1"]), "plan_circle", "/requests"),
        (lambda one: one.update(extra=1), "format_extra_forbidden", "/extra"),
        (lambda one: one["requests"][0].update(weight="7"), "format_int_type", "/requests/0/weight"),
    ],
)
def test_faults_have_their_place(change: object, fault: str, pointer: str) -> None:
    document = planned({"a": [4] * 6}, request("R1", phase(1, a=1)), request("R2", phase(1, a=1), depends_on=["R1"]))
    assert callable(change)
    change(document)

    with pytest.raises(InputError) as caught:
        parse_input(json.loads(json.dumps(document)))
    assert (caught.value.faults[0].type, caught.value.faults[0].pointer) == (fault, pointer)
