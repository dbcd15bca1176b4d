"""Removing losing bids, against evaluating without them."""

from hypothesis import assume, given
from hypothesis import strategies as st

from scoring.evaluate import evaluate
from scoring.robustness.removal import removals
from scoring.robustness.selection import only
from scoring.valuation import ranks_of
from tests.factories import NEVER_FLIP, Json, bid, evaluation, house_rules, method, outcome_of
from tests.scoring.robustness_cases import documents, outcome_or_none


def _order(document: Json, bids: list[Json]) -> dict[str, int]:
    outcome = outcome_of({**document, "bids": bids})
    return {one.id: rank for one, rank in zip(outcome.bids, outcome.valuation.ranks, strict=True)}


def _relative(order: dict[str, int], left: set[str]) -> list[tuple[bool, bool]]:
    names = sorted(left)
    return [(order[one] < order[other], order[one] == order[other]) for one in names for other in names]


@given(documents())
def test_removal_agrees_with_evaluating_without_the_bid(document: Json) -> None:
    outcome = outcome_or_none(document)
    assume(outcome is not None)
    assert outcome is not None
    before = _order(document, document["bids"])
    found = removals(outcome)
    assert [one["bid"] for one in found] == sorted(name for name, rank in before.items() if rank > 1)
    for one in found:
        left = [kept for kept in document["bids"] if kept["id"] != one["bid"]]
        after = _order(document, left)
        assert one["order_changes"] == (_relative(before, set(after)) != _relative(after, set(after)))
        first = {name for name, rank in before.items() if rank == 1}
        assert one["winner_changes"] == (first != {name for name, rank in after.items() if rank == 1})


@given(documents(NEVER_FLIP), st.data())
def test_methods_that_never_flip_keep_every_order(document: Json, data: st.DataObject) -> None:
    outcome = outcome_of(document)
    left = data.draw(st.lists(st.sampled_from(range(len(outcome.bids))), min_size=1, unique=True))
    method_ = outcome.evaluation.matrix.method
    alone = ranks_of(method_.standings(only(outcome.valuation.field, left)))
    assert alone == ranks_of([outcome.valuation.standings[position] for position in left])


def test_price_quotient_decoy_changes_the_order_of_the_others() -> None:
    """Source: golden case F1, own computation: quality 70, 60, 20 at 80,000, 60,000 and 30,000 euro, 70 to 30."""
    criteria = [
        {"id": "Q", "title": "Leistung", "kind": "B", "weight_percent": "60"},
        {"id": "O", "title": "Offen", "kind": "B", "weight_percent": "10", "role": "open_source"},
    ]
    points = {"A": ("7", "80000"), "B": ("6", "60000"), "C": ("2", "30000")}
    bids = [bid(name, price, {"Q": quality, "O": quality}) for name, (quality, price) in points.items()]
    document = evaluation(bids, "preis_quotient", criteria, price={"weight_percent": "30"})
    assert removals(outcome_of(document)) == [
        {"bid": "B", "order_changes": False, "winner_changes": False},
        {"bid": "C", "order_changes": True, "winner_changes": True},
    ]


def test_no_value_for_the_others_counts_as_a_change() -> None:
    bids = [
        bid("A", "100", {"Q": "5", "O": "5"}),
        bid("B", "500", {"Q": "4", "O": "4"}),
        bid("C", "200", {"Q": "0", "O": "0"}),
        bid("D", "200", {"Q": "0", "O": "0"}),
    ]
    chosen = method("gewichtet_median")
    found = {one["bid"]: one for one in removals(outcome_of(evaluation(bids, chosen)))}
    assert found["B"] == {"bid": "B", "order_changes": True, "winner_changes": True}
    assert found["C"]["winner_changes"] is False


def test_excluded_bids_are_no_losing_bids() -> None:
    document = evaluation(
        [
            bid("A", "100", {"Q": "5", "O": "5"}),
            bid("B", "200", {"Q": "5", "O": "5"}, exclusion={"code": "late", "reason": "12:01 Uhr"}),
        ]
    )
    outcome = outcome_of(document)
    assert evaluate(outcome.evaluation, house_rules()).excluded[0].bid == "B"
    assert removals(outcome) == []
