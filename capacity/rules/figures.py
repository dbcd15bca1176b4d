"""Figures of the queue, told only where enough people and cases stand behind them. Pure.

Who answers is a person, and a figure about few of them is a figure about each. So a step is told only where enough
people answered, and enough are asked today where clocks still run. Who could have answered hides nobody who did. All
steps together are told only where nobody can compute a step that is kept back from them.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction

from capacity.model import (
    AgeFigures,
    Behind,
    ClockCount,
    FigureRule,
    ForecastFigures,
    QueueFigures,
    RequestStage,
    ReviewKind,
    StepFigures,
)
from capacity.rules.course.steps import RequestStep

QUESTION = "question"
S, T = RequestStage, RequestStep
TOPICS: tuple[str, ...] = (
    *(one.value for one in (S.EINGEREICHT, S.VORPRUEFUNG)),
    *(one.value for one in ReviewKind),
    *(one.value for one in (S.BEWERTUNG, S.PRIORISIERT, S.FREIGEGEBEN, S.ABNAHME)),
    QUESTION,
)
"""Steps with a response time, in the order of the course; questions last."""

WAITING = frozenset({S.EINGEREICHT, S.VORPRUEFUNG, S.PRUEFUNG, S.BEWERTUNG, S.PRIORISIERT, S.ZURUECKGESTELLT})
WORKING = frozenset({S.VORBEHALT, S.FREIGEGEBEN, S.EINGEPLANT, S.BLOCKIERT, S.IN_UMSETZUNG, S.ABNAHME})
DECISIONS = frozenset({T.APPROVE, T.RESERVE, T.DEFER, T.REJECT, T.RULE, T.RULE_RESERVED, T.RULE_PART})
"""Steps by which the Digitaldezernat says what becomes of a request that waited."""

_WEEK = 7


def step_figures(
    counts: Collection[ClockCount], behind: Behind, least: int, topics: Sequence[str] = TOPICS
) -> tuple[tuple[StepFigures, ...], StepFigures]:
    """Return the figures of each step, and of all together.

    Args:
        counts: Clocks of the year.
        behind: Who stands behind them.
        least: Fewest people and fewest cases that are told about.
        topics: Steps, in their order.
    """
    counts = [one for one in counts if one.counts]
    by_topic = {topic: [one for one in counts if one.topic == topic] for topic in topics}
    kept_back = {topic for topic, found in by_topic.items() if not _is_group(found, behind, least)}
    steps = tuple(_summed(topic, [] if topic in kept_back else found) for topic, found in by_topic.items())
    hidden = [one for topic in kept_back for one in by_topic[topic]]
    is_safe = _is_group(counts, behind, least) and (not hidden or _is_group(hidden, behind, least))
    return steps, _summed(None, counts if is_safe else [])


def ages(days: Mapping[int, int], rule: FigureRule) -> AgeFigures:
    """Return the figures of ages.

    Args:
        days: How many requests have each age in days.
        rule: What is told; a request of just so many weeks as a border is in the younger zone.
    """
    total = sum(days.values())
    if total < rule.least:
        return AgeFigures(is_told=False)
    zones = [0] * (len(rule.borders) + 1)
    for age, count in days.items():
        zones[sum(age > _WEEK * border for border in rule.borders)] += count
    most = _nth(days, -(-total * rule.most_percent // 100))
    return AgeFigures(is_told=True, total=total, zones=tuple(zones), median=median(days), most=most)


def figures_of(
    year: int,
    as_of: date,
    steps: tuple[tuple[StepFigures, ...], StepFigures],
    aged: Mapping[str, Mapping[int, int]],
    rule: FigureRule,
    forecast: ForecastFigures,
) -> QueueFigures:
    """Return all figures of a year.

    Args:
        year: Which.
        as_of: Day of the count.
        steps: As ``step_figures`` returns them.
        aged: Ages in days with their number: of what is ``waiting``, ``working`` and ``decided``.
        rule: What is told.
        forecast: How good the forecast is.
    """
    return QueueFigures(
        year=year,
        as_of=as_of,
        steps=steps[0],
        together=steps[1],
        rule=rule,
        forecast=forecast,
        **{name: ages(days, rule) for name, days in aged.items()},
    )


def median(values: Mapping[int, int]) -> Fraction | None:
    """Return the median of numbers with how often each is there; None of nothing."""
    total = sum(values.values())
    if not total:
        return None
    return Fraction(_nth(values, (total + 1) // 2) + _nth(values, total // 2 + 1), 2)


def _nth(values: Mapping[int, int], place: int) -> int:
    """Return the number at a place, counted from 1, of the numbers in their order."""
    for value in sorted(values):
        place -= values[value]
        if place <= 0:
            return value
    raise ValueError("there are not so many")


def _is_group(counts: Sequence[ClockCount], behind: Behind, least: int) -> bool:
    """Tell whether enough people and cases stand behind clocks; none are a group, for they tell nothing."""
    answered = [behind.answered.get(one.topic, frozenset()) for one in counts if not one.is_open]
    asked = [behind.asked.get(one.party, frozenset()) for one in counts if one.is_open]
    people = [len(frozenset[str]().union(*found)) for found in (answered, asked) if found]
    return all(who >= least for who in people) and (not counts or _count(counts) >= least)


def _summed(topic: str | None, counts: Sequence[ClockCount]) -> StepFigures:
    if not counts:
        return StepFigures(topic=topic, is_told=False)
    over = [one for one in counts if not one.is_open]
    late = _count(one for one in counts if one.is_open and one.was_missed)
    took: dict[int, int] = {}
    for one in over:
        if one.is_answered and one.used is not None:
            took[one.used] = took.get(one.used, 0) + one.count
    return StepFigures(
        topic=topic,
        is_told=True,
        cases=_count(over) + late,
        kept=_count(one for one in over if not one.was_missed),
        median=median(took),
        running=_count(one for one in counts if one.is_open and not one.was_missed),
        late=late,
    )


def _count(counts: Iterable[ClockCount]) -> int:
    return sum(one.count for one in counts)
