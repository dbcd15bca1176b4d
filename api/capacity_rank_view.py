"""The order of requests for capacity as the interface shows it: every factor, exact."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from api.capacity_view import ListedRequestView, listed_view
from api.once import presented
from capacity.model import PriorityCriterion, RequestPriority, SetRank, UrgencyClass
from capacity.services.ranking import RankedRequest, SeenPriority, contribution
from infra.once.model import KeptAnswer

_TENTHS, _HUNDREDTHS, _THOUSANDTHS, _INDEX = (Decimal(10) ** -digits for digits in (1, 2, 3, 8))


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionView:
    """What a criterion gives.

    Args:
        criterion: Which.
        weight_percent: Its weight in the budget year.
        anchor: 0, 3, 6 or 10; null where nobody knows yet.
        points: What it gives; an unknown one counts with its default.
    """

    criterion: PriorityCriterion
    weight_percent: int
    anchor: int | None
    points: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FactorsView:
    """What the ranking index is made of.

    Args:
        urgency: Class; null while nobody has decided, which counts as c.
        score: Points from the criteria, 0 to 100.
        confidence_percent: Weight of the criteria that are known.
        waited_days: Days since it was handed in.
        ageing_points: Points for waiting.
        is_protected: Wartezeitschutz: those that wait shorter do not pass it.
        slack_weeks: Full weeks until its date; null without one.
        closeness: Factor by which its date raises the index, from 1.
        bottleneck_person_days: Effort, each role counted by how scarce it is.
        index: (score + ageing) · closeness / bottleneck person-days.
        as_of: Day of the computation.
    """

    urgency: UrgencyClass | None
    score: str
    confidence_percent: int
    waited_days: int
    ageing_points: str
    is_protected: bool
    slack_weeks: int | None
    closeness: str
    bottleneck_person_days: str
    index: str
    as_of: date


@dataclass(frozen=True, slots=True, kw_only=True)
class SetRankView:
    """A rank set by hand."""

    rank: int
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PriorityView:
    """The priority of a request.

    Args:
        criteria: The six criteria.
        factors: What the index is made of.
        rank: Its rank; while it is being assessed, the one it would take.
        total: Requests that wait for the decision.
        best_rank: Best rank when each weight varies in turn.
        worst_rank: Worst rank likewise.
        set_rank: The rank set by hand; null where it follows from the index.
    """

    criteria: list[CriterionView]
    factors: FactorsView
    rank: int
    total: int
    best_rank: int
    worst_rank: int
    set_rank: SetRankView | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LackView:
    """Person-days of a role in a quarter that are missing."""

    role: str
    quarter: str
    person_days: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RankedView:
    """A request at its rank.

    Args:
        rank: The rank.
        is_set: It was set by hand.
        request: The request.
        factors: What its index is made of.
        lacks: What is missing when all before it are served; null where that was not worked out.
    """

    rank: int
    is_set: bool
    request: ListedRequestView
    factors: FactorsView
    lacks: list[LackView] | None


def priority_view(seen: SeenPriority) -> PriorityView:
    """Return the priority of a request."""
    return PriorityView(
        criteria=[
            CriterionView(
                criterion=one,
                weight_percent=seen.figures.weights[one],
                anchor=seen.priority.anchors.get(one),
                points=_exact(contribution(seen, one), _TENTHS),
            )
            for one in PriorityCriterion
        ],
        factors=_factors(seen.priority),
        rank=seen.rank,
        total=seen.total,
        best_rank=seen.best,
        worst_rank=seen.worst,
        set_rank=_set_rank(seen.set_rank) if seen.set_rank else None,
    )


def ranked_view(one: RankedRequest) -> RankedView:
    """Return a request at its rank."""
    lacks = (
        None
        if one.lacks is None
        else [
            LackView(role=lack.role, quarter=lack.quarter, person_days=format(lack.missing, "f")) for lack in one.lacks
        ]
    )
    return RankedView(
        rank=one.rank,
        is_set=one.is_set,
        request=listed_view(one.request),
        factors=_factors(one.priority),
        lacks=lacks,
    )


def kept_rank(one: SetRank) -> KeptAnswer:
    """Return the answer to a rank that was set."""
    return presented(_set_rank(one))


def _set_rank(one: SetRank) -> SetRankView:
    return SetRankView(rank=one.rank, reason=one.reason, at=one.at)


def _factors(one: RequestPriority) -> FactorsView:
    return FactorsView(
        urgency=one.urgency,
        score=_exact(one.score_tenths, _TENTHS),
        confidence_percent=one.known_percent,
        waited_days=one.waited_days,
        ageing_points=_exact(one.ageing_tenths, _TENTHS),
        is_protected=one.is_protected,
        slack_weeks=one.slack_weeks,
        closeness=_exact(one.closeness_milli, _THOUSANDTHS),
        bottleneck_person_days=_exact(one.effort_centi, _HUNDREDTHS),
        index=_exact(one.value, _INDEX),
        as_of=one.as_of,
    )


def _exact(whole: int, unit: Decimal) -> str:
    return format(whole * unit, "f")
