"""What one bid got on one scored criterion, and how far that moved its Leistungspunkte."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from scoring.evaluate import Outcome
from scoring.model import Bid, Criterion, Matrix, Score
from scoring.points import mean_of_evaluators


@dataclass(frozen=True, slots=True)
class WeightStep:
    """One level on the way from the root to a criterion.

    Args:
        node: The group or criterion of this level.
        weight_percent: Its weight among its siblings in percent.
        share: Product of the weights so far: share of the quality part, 0 to 1.
    """

    node: Criterion
    weight_percent: Decimal
    share: Fraction


@dataclass(frozen=True, slots=True)
class CriterionAccount:
    """The arithmetic of one bid's one criterion.

    Args:
        bid: The bid, in the ranking or not.
        criterion: The scored criterion.
        path: Weights level by level; the last share is the criterion's own.
        points: Points that counted; None where a draft has none yet.
        maximum: Most points the scale allows.
        score: Entry with reason and source that counted; None for the mean of a draft.
        individual: What each evaluator gave alone.
        leistungspunkte: 100 · share · points.
        attainable: 100 · share · maximum.
        part_of_bid: Part of the bid's own Leistungspunkte, 0 to 1; None where it has none.
        total: What the criterion adds to the total of 0 to 100; None where the price has no weight in the tree.
    """

    bid: Bid
    criterion: Criterion
    path: tuple[WeightStep, ...]
    points: Fraction | None
    maximum: Fraction
    score: Score | None
    individual: tuple[tuple[str, Score], ...]
    leistungspunkte: Fraction
    attainable: Fraction
    part_of_bid: Fraction | None
    total: Fraction | None

    @property
    def share(self) -> Fraction:
        """Share of the criterion in the quality part, 0 to 1."""
        return self.path[-1].share


def explain_criterion(outcome: Outcome, bid: Bid, criterion: str) -> CriterionAccount:
    """Return the account of one scored criterion of a bid of the evaluation, excluded bids included.

    Raises:
        KeyError: The matrix has no scored criterion of this id.
    """
    path = weight_paths(outcome.evaluation.matrix)[criterion]
    return _account(outcome, bid, path, _own_leistungspunkte(outcome, bid))


def explain_criteria(outcome: Outcome, bid: Bid) -> list[CriterionAccount]:
    """Return the accounts of all scored criteria of a bid, in tree order."""
    paths = weight_paths(outcome.evaluation.matrix)
    whole = _own_leistungspunkte(outcome, bid)
    return [_account(outcome, bid, paths[criterion], whole) for criterion in outcome.grid.criteria]


def weight_paths(matrix: Matrix) -> dict[str, tuple[WeightStep, ...]]:
    """Return for every scored criterion the weights from its main group down to itself, in tree order."""
    return {path[-1].node.id: path for path in _paths(matrix.main_groups, ())}


def _paths(nodes: Sequence[Criterion], above: tuple[WeightStep, ...]) -> list[tuple[WeightStep, ...]]:
    # The main groups share what the price leaves: relative to the quality part they sum to 1.
    whole = sum((Fraction(node.weight_percent or 0) for node in nodes), Fraction(0))
    found: list[tuple[WeightStep, ...]] = []
    for node in nodes:
        weight = node.weight_percent or Decimal(0)
        share = Fraction(weight) / whole * (above[-1].share if above else 1)
        here = (*above, WeightStep(node, weight, share))
        found += _paths(node.scored_children, here) if node.scored_children else [here]
    return found


def _account(outcome: Outcome, bid: Bid, path: tuple[WeightStep, ...], whole: Fraction | None) -> CriterionAccount:
    criterion, share = path[-1].node, path[-1].share
    score = bid.counted.get(criterion.id)
    points = Fraction(score.points) if score else mean_of_evaluators(bid, criterion.id)
    maximum = Fraction(outcome.evaluation.matrix.scale.maximum)
    leistungspunkte = 100 * share * (points or 0)
    price_share = outcome.grid.price_share
    return CriterionAccount(
        bid=bid,
        criterion=criterion,
        path=path,
        points=points,
        maximum=maximum,
        score=score,
        individual=tuple((e.evaluator, e.scores[criterion.id]) for e in bid.evaluations if criterion.id in e.scores),
        leistungspunkte=leistungspunkte,
        attainable=100 * share * maximum,
        part_of_bid=leistungspunkte / whole if whole else None,
        total=leistungspunkte / maximum * (1 - price_share) if price_share else None,
    )


def _own_leistungspunkte(outcome: Outcome, bid: Bid) -> Fraction | None:
    """Return L of a bid in the ranking; an excluded bid has none."""
    for index, valid in enumerate(outcome.bids):
        if valid.id == bid.id:
            return outcome.valuation.field.leistungspunkte[index]
    return None
