"""The ranking index of a request: score, waiting, closeness of its date, effort at the bottleneck."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal

from capacity.model import Assessment, PriorityCriterion, RequestPriority, UrgencyClass
from core.parameters import ParameterSet

WHOLE = 100
FINE = 10_000
"""Parts into which one percent of a varied weight is divided: exact for the weights themselves."""

_WEEK, _MONTH = 7, 30
_EXACT = Context(prec=28)
_MILLI, _LEAST_EFFORT = 1_000, 100


@dataclass(frozen=True, slots=True, kw_only=True)
class PriorityFigures:
    """The figures of the ranking index as they hold on a day.

    Args:
        weights: Percent of each criterion; together 100.
        year: Budget year they are fixed for.
        raise_by_class: Most that closeness raises the index, by class; class C only where there is a date.
        patience_weeks: Weeks in which closeness fades to about a third.
        ageing_points_month: Points for every 30 days of waiting.
        protection_weeks: Weeks of waiting after which nobody who waits shorter passes.
        unknown_anchor: What counts where a criterion is unknown.
        variation_percent: By how much weights are varied to show how firm a rank is.

    Raises:
        ValueError: The weights are not 100 percent together, or raising one would leave nothing for the others.
    """

    weights: Mapping[PriorityCriterion, int]
    year: int
    raise_by_class: Mapping[UrgencyClass, int]
    patience_weeks: int
    ageing_points_month: int
    protection_weeks: int
    unknown_anchor: int
    variation_percent: int

    def __post_init__(self) -> None:
        if sum(self.weights.values()) != WHOLE:
            raise ValueError(f"weights of {self.year} are {sum(self.weights.values())} percent together")
        if max(self.weights.values()) * (WHOLE + self.variation_percent) > WHOLE * WHOLE:
            raise ValueError(f"a weight above {WHOLE * WHOLE // (WHOLE + self.variation_percent)} cannot be varied")


def priority_figures(figures: ParameterSet, day: date) -> PriorityFigures:
    """Return the figures as they hold on a day.

    Raises:
        ParameterNotValidError: One of them has no entry for the day.
    """

    def number(name: str) -> int:
        return int(figures.on(f"priority_{name}", day).number)

    return PriorityFigures(
        weights={one: number(f"weight_{one.value}") for one in PriorityCriterion},
        year=day.year,
        raise_by_class={one: number(f"raise_{one.value}") for one in UrgencyClass},
        patience_weeks=number("patience_weeks"),
        ageing_points_month=number("ageing_points_month"),
        protection_weeks=number("protection_weeks"),
        unknown_anchor=number("unknown_anchor"),
        variation_percent=number("variation_percent"),
    )


def assessed(given: Assessment, figures: PriorityFigures, shares: Mapping[str, int], day: date) -> RequestPriority:
    """Return the priority of a request on a day.

    Args:
        given: What it is computed from.
        figures: Weights and limits of the day.
        shares: Share of the bottleneck by role, 1 to 100 percent; roles that are not named count in full.
        day: The day.
    """
    counted = {one: figures.unknown_anchor if given.anchors.get(one) is None else given.anchors[one] for one in _ALL}
    waited = max(0, (day - given.waits_since).days)
    slack = None if given.due is None else max(0, (given.due - day).days // _WEEK)
    return RequestPriority(
        anchors=given.anchors,
        urgency=given.urgency,
        score_tenths=sum(figures.weights[one] * int(counted[one] or 0) for one in _ALL),
        known_percent=sum(figures.weights[one] for one in _ALL if given.anchors.get(one) is not None),
        waited_days=waited,
        ageing_tenths=waited // _MONTH * figures.ageing_points_month * 10,
        is_protected=waited >= figures.protection_weeks * _WEEK,
        slack_weeks=slack,
        closeness_milli=_closeness(given.urgency, slack, figures),
        effort_centi=_effort(given.days_by_role, shares),
        as_of=day,
    )


def varied_weights(figures: PriorityFigures) -> Iterator[dict[PriorityCriterion, int]]:
    """Yield the weights with each one raised and lowered in turn, the others filling up to the whole in proportion.

    They are ten-thousandths of a percent, rounded half up.
    """
    for one in _ALL:
        for sign in (1, -1):
            mine = Decimal(figures.weights[one]) * (WHOLE + sign * figures.variation_percent) / WHOLE
            others = (WHOLE - mine) / (WHOLE - figures.weights[one])
            yield {other: _whole((mine if other is one else figures.weights[other] * others) * FINE) for other in _ALL}


def _closeness(urgency: UrgencyClass | None, slack: int | None, figures: PriorityFigures) -> int:
    most = figures.raise_by_class[urgency or UrgencyClass.C]
    if slack is None:
        return _MILLI
    fading = _EXACT.exp(_EXACT.divide(Decimal(-slack), Decimal(figures.patience_weeks)))
    return _MILLI + _whole(_EXACT.multiply(fading, Decimal(most * _MILLI)))


def _effort(days_by_role: Mapping[str, Decimal], shares: Mapping[str, int]) -> int:
    weighed = sum((days * shares.get(role, WHOLE) for role, days in days_by_role.items()), Decimal(0))
    return max(_LEAST_EFFORT, _whole(weighed))


def _whole(value: Decimal) -> int:
    return int(value.quantize(Decimal(1), rounding=ROUND_HALF_UP))


_ALL = tuple(PriorityCriterion)
