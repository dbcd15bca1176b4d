"""The order of requests: index, ranks set by hand among others, what fits into the capacity."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capacity.model import Assessment, PriorityCriterion, RequestedEffort, UrgencyClass
from capacity.rules.priority.criteria import CRITERIA, anchors_in
from capacity.rules.priority.factors import FINE, PriorityFigures, assessed, priority_figures, varied_weights
from capacity.rules.priority.order import places, rank_of, rank_set_for
from capacity.rules.priority.supply import bottleneck_shares, fitting, load_line, plannable, shortages
from core.parameters import ParameterNotValidError
from infra.parameters import load_parameters
from tests.factories import Json
from tests.golden.capacity_cases import cases_of

TODAY = date(2027, 1, 4)
FIGURES = load_parameters("capacity")


def figures(day: date = TODAY) -> PriorityFigures:
    return priority_figures(FIGURES, day)


def given_by(case: Json) -> Assessment:
    anchors = dict(zip(PriorityCriterion, case["anchors"], strict=True))
    weeks = case.get("weeks_to_date")
    return Assessment(
        anchors=anchors,
        urgency=UrgencyClass(case["class"]) if case.get("class") else None,
        waits_since=TODAY - timedelta(days=case.get("waited_days", 0)),
        due=None if weeks is None else TODAY + timedelta(weeks=weeks),
        days_by_role={role: Decimal(days) for role, days in case["days"].items()},
    )


@pytest.mark.parametrize("case", cases_of("request_priority").values(), ids=lambda case: case["id"])
def test_golden_priority(case: Json) -> None:
    found = assessed(given_by(case), figures(), case.get("shares", {}), TODAY)

    assert case["source"]
    told = {name: getattr(found, name) for name in case["expect"]}
    assert told == case["expect"]


@pytest.mark.parametrize("year", [2026, 2027, 2028])
def test_the_weights_of_every_budget_year_are_the_whole(year: int) -> None:
    found = figures(date(year, 6, 1))
    assert (sum(found.weights.values()), found.year) == (100, year)
    with pytest.raises(ParameterNotValidError):
        figures(date(2025, 12, 31))


def test_weights_that_are_not_the_whole_are_refused() -> None:
    right = figures()
    wrong = {**right.weights, PriorityCriterion.NUTZEN: right.weights[PriorityCriterion.NUTZEN] + 1}
    names = ("year", "raise_by_class", "patience_weeks", "ageing_points_month", "protection_weeks")
    more = {name: getattr(right, name) for name in (*names, "unknown_anchor", "variation_percent")}
    with pytest.raises(ValueError, match="101 percent"):
        PriorityFigures(weights=wrong, **more)


def test_a_weight_that_cannot_be_raised_within_the_whole_is_refused() -> None:
    right = figures()
    none = dict.fromkeys(PriorityCriterion, 0)
    for most, least in ((100, 0), (84, 16)):
        weights = none | {PriorityCriterion.NUTZEN: most, PriorityCriterion.REIFE: least}
        with pytest.raises(ValueError, match="a weight above 83"):
            replace(right, weights=weights)
    replace(right, weights=none | {PriorityCriterion.NUTZEN: 83, PriorityCriterion.REIFE: 17})


def test_every_weight_varies_once_up_and_once_down_and_stays_the_whole() -> None:
    found, base = list(varied_weights(figures())), figures().weights
    assert len(found) == 2 * len(base)
    for weights in found:
        assert abs(sum(weights.values()) - 100 * FINE) <= len(base) // 2, "rounded half up, each by at most a half"
    assert found[0][PriorityCriterion.NUTZEN] == 24 * FINE
    assert found[1][PriorityCriterion.NUTZEN] == 16 * FINE
    assert found[0][PriorityCriterion.REIFE] == 95_000


DAYS = st.integers(0, 400)


@given(DAYS, DAYS, st.sampled_from(UrgencyClass), st.integers(0, 200))
def test_waiting_and_a_nearer_date_never_lower_the_index(
    waited: int, more: int, urgency: UrgencyClass, weeks: int
) -> None:
    case: Json = {"anchors": [3, 3, 3, 3, 3, 3], "class": urgency.value, "days": {"R": "10"}}
    now = assessed(given_by(case | {"waited_days": waited, "weeks_to_date": weeks}), figures(), {}, TODAY)
    later = assessed(given_by(case | {"waited_days": waited + more, "weeks_to_date": weeks}), figures(), {}, TODAY)
    nearer = assessed(
        given_by(case | {"waited_days": waited, "weeks_to_date": max(0, weeks - more)}), figures(), {}, TODAY
    )
    assert (later.tier, later.value) >= (now.tier, now.value)
    assert nearer.value >= now.value


def test_what_cannot_be_read_is_unknown() -> None:
    filled = {one.field: "10" for one in CRITERIA}
    assert set(anchors_in(filled).values()) == {10}
    assert set(anchors_in({one.field: "unbekannt" for one in CRITERIA}).values()) == {None}
    assert set(anchors_in({one.field: "7" for one in CRITERIA}).values()) == {None}
    assert set(anchors_in({}).values()) == {None}


SET = st.dictionaries(st.integers(1, 12), st.integers(), max_size=5).map(
    lambda found: dict(zip(found, count(100), strict=False))
)


@given(SET, st.integers(0, 12), st.integers(1, 20), st.integers(1, 8))
def test_ranks_set_by_hand_stand_where_they_were_set_and_the_others_keep_their_order(
    set_ranks: dict[int, int], by_index: int, first: int, size: int
) -> None:
    total = by_index + len(set_ranks)
    whole = list(places(set_ranks, by_index, 1, total)) if total else []
    assert [one.rank for one in whole] == list(range(1, total + 1))
    assert [one.index for one in whole if one.index is not None] == list(range(by_index))
    for one in whole:
        if one.index is None:
            assert one.request is not None
            assert rank_set_for(set_ranks, by_index, one.request) == one.rank
        else:
            assert rank_of(set_ranks, by_index, one.index) == one.rank
    for rank, request in set_ranks.items():
        stands = rank_set_for(set_ranks, by_index, request)
        assert stands == rank if rank <= total else stands is not None
    assert rank_set_for(set_ranks, by_index, -1) is None
    assert list(places(set_ranks, by_index, first, size)) == whole[first - 1 : first - 1 + size]


def effort(role: str, days: str, quarter: str = "2027-Q1") -> RequestedEffort:
    return RequestedEffort(role=role, quarter=quarter, days_from=Decimal(0), days_to=Decimal(days))


def test_the_scarcest_role_counts_in_full_and_one_without_supply_is_not_named() -> None:
    asked = {"A": Decimal(90), "B": Decimal(30), "C": Decimal(5)}
    assert bottleneck_shares(asked, {"A": Decimal(100), "B": Decimal(100)}) == {"A": 100, "B": 33}
    assert bottleneck_shares(asked, {"A": Decimal(0)}) == {}


def test_what_is_promised_and_the_reserve_are_not_given_away_twice() -> None:
    supply = {("A", "2027-Q1"): Decimal(100)}
    left = plannable(supply, [effort("A", "30"), effort("B", "1")], 80)
    assert left == {("A", "2027-Q1"): Decimal(50)}
    assert [one.missing for one in shortages([effort("A", "40"), effort("A", "20")], left)] == [Decimal(10)]
    assert [one.role for one in shortages([effort("B", "1")], left)] == ["B"]
    assert shortages([effort("A", "50")], left) == ()


def test_the_line_of_capacity_lies_before_the_first_that_does_not_fit() -> None:
    ranked = [(1, (effort("A", "30"),)), (2, (effort("A", "30"),)), (3, (effort("A", "20"),)), (4, (effort("A", "1"),))]
    left = {("A", "2027-Q1"): Decimal(50)}
    found = fitting(ranked, left, frozenset())
    assert {number: not lacks for number, lacks in found.items()} == {1: True, 2: False, 3: True, 4: False}
    assert load_line(found) == 2
    trial = fitting(ranked, left, frozenset({1}))
    assert {number: not lacks for number, lacks in trial.items()} == {2: True, 3: True, 4: False}
    assert load_line(trial) == 4
    assert load_line(fitting(ranked[:1], left, frozenset())) is None
    assert left == {("A", "2027-Q1"): Decimal(50)}


def test_no_days_of_a_role_without_supply_lack_nothing() -> None:
    ranked = [(1, (effort("B", "0"),)), (2, (effort("A", "50"),))]
    assert fitting(ranked, {("A", "2027-Q1"): Decimal(50)}, frozenset()) == {1: (), 2: ()}
