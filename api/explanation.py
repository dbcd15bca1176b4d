"""The arithmetic of one bid's one criterion, as the interface tells it."""

from dataclasses import dataclass
from fractions import Fraction

from core.numbers import decimal_string, fraction_string
from scoring.explain import CriterionAccount


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightOnPath:
    """One level from the main group down to the criterion.

    Args:
        criterion: Id of the group or criterion.
        title: Its title.
        weight_percent: Its weight among its siblings.
        share: Product of the weights so far, exact fraction ``p/q``: share of the quality part.
    """

    criterion: str
    title: str
    weight_percent: str
    share: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SingleScore:
    """What one evaluator gave alone.

    Args:
        evaluator: Who scored.
        points: Points given.
        reason: Why.
    """

    evaluator: str
    points: str
    reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionExplanation:
    """How one bid's one criterion counted. Values are rounded for display, those named ``exact`` are not.

    Args:
        bid: Id of the bid.
        criterion: Id of the criterion.
        path: Weights level by level.
        points: Points that counted; null where a draft has none yet.
        points_maximum: Most points the scale allows.
        reason: Reason that was written.
        source: Place in the bid that supports it.
        evaluations: What each evaluator gave alone.
        leistungspunkte: 100 · share · points.
        leistungspunkte_exact: The same as ``p/q``.
        attainable: 100 · share · maximum.
        percent_of_bid: Part of the bid's own Leistungspunkte; null for an excluded bid.
        total: What the criterion adds to the total of 0 to 100; null where the price has no weight in the tree.
    """

    bid: str
    criterion: str
    path: tuple[WeightOnPath, ...]
    points: str | None
    points_maximum: str
    reason: str | None
    source: str | None
    evaluations: tuple[SingleScore, ...]
    leistungspunkte: str
    leistungspunkte_exact: str
    attainable: str
    percent_of_bid: str | None
    total: str | None


def explanation_of(account: CriterionAccount) -> CriterionExplanation:
    """Write an account as the interface tells it."""
    score = account.score
    return CriterionExplanation(
        bid=account.bid.id,
        criterion=account.criterion.id,
        path=tuple(
            WeightOnPath(
                criterion=step.node.id,
                title=step.node.title,
                weight_percent=decimal_string(step.weight_percent, 9),
                share=fraction_string(step.share),
            )
            for step in account.path
        ),
        points=_shown(account.points),
        points_maximum=decimal_string(account.maximum),
        reason=score.reason if score else None,
        source=score.source if score else None,
        evaluations=tuple(
            SingleScore(evaluator=evaluator, points=decimal_string(single.points, 9), reason=single.reason)
            for evaluator, single in account.individual
        ),
        leistungspunkte=decimal_string(account.leistungspunkte),
        leistungspunkte_exact=fraction_string(account.leistungspunkte),
        attainable=decimal_string(account.attainable),
        percent_of_bid=None if account.part_of_bid is None else decimal_string(100 * account.part_of_bid),
        total=_shown(account.total),
    )


def _shown(value: Fraction | None) -> str | None:
    return None if value is None else decimal_string(value)
