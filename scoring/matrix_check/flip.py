"""Flip danger: a proof that the method never flips, or a counter-example for this very matrix."""

from collections.abc import Iterator
from fractions import Fraction

from core.errors import pointer
from core.german import german_euro, german_number
from core.numbers import decimal_string, fraction_string, money_string
from scoring.evaluate import Outcome, evaluate
from scoring.matrix_check.document import CounterExample, ExampleBid, ExampleRank, Finding, Flip
from scoring.matrix_check.findings import finding
from scoring.matrix_check.flip_prices import Proposal
from scoring.matrix_check.flip_raster import STEPS, is_coarse
from scoring.matrix_check.flip_search import Search, search
from scoring.matrix_check.rows import LIGHT_CRITERIA
from scoring.matrix_check.subject import Subject
from scoring.matrix_check.wording import FLIP_BID, FLIP_FAMILY, FLIP_RASTER, FLIP_STORY, NEVER_FLIPS
from scoring.methods import METHODS, GewichtetMedian
from scoring.model import Bid, CriterionKind, Evaluation

NAMES = FIRST, SECOND, THIRD = "X", "Y", "Neu"


def flip(subject: Subject) -> Flip:
    """Return the proof sentence of a method that never flips, else the outcome of the search.

    A counter-example is evaluated like any tender: two bids, then three, with the whole pipeline.
    """
    if _never_flips(subject):
        proof = NEVER_FLIPS[subject.matrix.method.name]
        return {"can_flip": False, "proof": proof, "family": None, "candidates_checked": 0, "counter_example": None}
    searched = search(subject)
    return {
        "can_flip": True,
        "proof": None,
        "family": _family(subject, searched),
        "candidates_checked": searched.checked,
        "counter_example": _counter_example(subject, searched.found) if searched.found else None,
    }


def flip_findings(found: Flip) -> Iterator[Finding]:
    """Yield the danger with its example, or that none was found; nothing for a method that never flips."""
    place = pointer("matrix", "method")
    if found["counter_example"] is not None:
        yield finding("method_can_flip", place, example=found["counter_example"]["text"])
    elif found["can_flip"]:
        yield finding("no_counter_example", place, family=found["family"] or "")


def example_evaluation(subject: Subject, proposal: Proposal) -> Evaluation:
    """Return the matrix with the three constructed bids, valid by the format and complete."""
    bids = tuple(_bid(subject, proposal, index) for index in range(len(NAMES)))
    return subject.evaluation.model_copy(update={"bids": bids, "draft": False})


def _never_flips(subject: Subject) -> bool:
    method = subject.matrix.method
    one_sided = isinstance(method, GewichtetMedian) and 0 in {
        method.weight_quality_percent,
        method.weight_price_percent,
    }
    return one_sided or not METHODS[method.name].can_flip


def _family(subject: Subject, searched: Search) -> str:
    return FLIP_FAMILY.format(
        rows=searched.rows,
        light=LIGHT_CRITERIA,
        anchor=german_euro(decimal_string(searched.anchor, 2, at_least=2)),
        raster=FLIP_RASTER.format(steps=STEPS) if is_coarse(subject.matrix.method) else "",
    )


def _points(subject: Subject, proposal: Proposal, index: int) -> dict[str, str]:
    points = proposal.rows[index].points
    shown = {value: decimal_string(Fraction(value, subject.latitudes.unit), 9) for value in set(points)}
    return {criterion: shown[value] for criterion, value in zip(subject.grid.criteria, points, strict=True)}


def _bid(subject: Subject, proposal: Proposal, index: int) -> Bid:
    name = NAMES[index]
    points = _points(subject, proposal, index)
    return Bid.model_validate(
        {
            "id": name,
            "tenderer": name,
            "price_gross_eur": money_string(proposal.prices[index]),
            "a_criteria": {node.id: True for node in subject.matrix.leaves(CriterionKind.A_KRITERIUM)},
            "scores": {criterion: {"points": value, "reason": name} for criterion, value in points.items()},
        }
    )


def _counter_example(subject: Subject, proposal: Proposal) -> CounterExample:
    whole = example_evaluation(subject, proposal)
    pair = whole.model_copy(update={"bids": whole.bids[:2]})
    before, after = evaluate(pair, subject.rules), evaluate(whole, subject.rules)
    order = sorted((FIRST, SECOND), key=lambda name: _rank(before, name))
    bids = [_example_bid(subject, proposal, index) for index in range(3)]
    return {
        "bids": bids,
        "swapped": order,
        "third": THIRD,
        "before": _ranks(before),
        "after": _ranks(after),
        "text": FLIP_STORY.format(bids=_told(bids), third=THIRD, before=order[0], after=order[1]),
    }


def _example_bid(subject: Subject, proposal: Proposal, index: int) -> ExampleBid:
    return {
        "id": NAMES[index],
        "price_gross_eur": money_string(proposal.prices[index]),
        "leistungspunkte": decimal_string(proposal.rows[index].leistungspunkte),
        "points": _points(subject, proposal, index),
    }


def _told(bids: list[ExampleBid]) -> str:
    return "; ".join(
        FLIP_BID.format(
            name=bid["id"], points=german_number(bid["leistungspunkte"]), price=german_euro(bid["price_gross_eur"])
        )
        for bid in bids
    )


def _rank(outcome: Outcome, name: str) -> int:
    return next(rank for bid, rank in zip(outcome.bids, outcome.valuation.ranks, strict=True) if bid.id == name)


def _ranks(outcome: Outcome) -> list[ExampleRank]:
    standings, ranks = outcome.valuation.standings, outcome.valuation.ranks
    found: list[ExampleRank] = []
    for index in outcome.in_rank_order():
        standing = standings[index]
        shown = standing.total if standing.kennzahl_z is None else standing.kennzahl_z
        found.append(
            {
                "bid": outcome.bids[index].id,
                "rank": ranks[index],
                "value": decimal_string(standing.exact if shown is None else shown),
                "exact": fraction_string(standing.exact),
                "in_band": standing.in_band,
            }
        )
    return found
