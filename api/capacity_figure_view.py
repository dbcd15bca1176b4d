"""Figures of the queue as the interface shows them."""

from dataclasses import dataclass
from datetime import date

from capacity.model import AgeFigures, ForecastFigures, QueueFigures, StepFigures
from capacity.papers.tables import rounded


@dataclass(frozen=True, slots=True, kw_only=True)
class StepFiguresView:
    """Answers of a step; all but the topic is null where too few people or cases stand behind it.

    Args:
        topic: Which step; null for all together.
        cases: Answers, and those that are too late already.
        kept: Answers in time.
        kept_percent: Share of answers in time.
        median_working_days: Median of the working days that answers took.
        running: Open, in time.
        late: Open and too late.
    """

    topic: str | None
    cases: int | None = None
    kept: int | None = None
    kept_percent: str | None = None
    median_working_days: str | None = None
    running: int | None = None
    late: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgeFiguresView:
    """Ages in calendar days; all is null where there are fewer than five requests.

    Args:
        total: How many requests.
        zones: How many in each zone, the youngest first.
        median_days: Median of the ages.
        most_days: Age that 85 of 100 do not pass.
    """

    total: int | None = None
    zones: list[int] | None = None
    median_days: str | None = None
    most_days: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastFiguresView:
    """How good the forecast is.

    Args:
        closed: Closed requests whose spent effort is known.
        needed: So many calibrate it.
        factor: Spent by estimated effort, the median; null while it is not calibrated.
        promises_kept: Promises (P85) that were kept; null while too few are over.
        promises_broken: Promises that were not; null likewise.
        promises_running: Promises whose day is still ahead; null while there are too few.
        kept_percent: Share that was kept; null likewise.
    """

    closed: int
    needed: int
    factor: str | None
    promises_kept: int | None
    promises_broken: int | None
    promises_running: int | None
    kept_percent: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FiguresView:
    """All figures of a year.

    Args:
        year: Which.
        as_of: Day of the count.
        steps: Each step, in the order of the course.
        together: All steps together.
        zone_weeks: Weeks at which zones of age end.
        waiting: Requests that wait for a decision.
        working: Requests in work after it.
        decided: How long those waited that were decided on in the year.
        forecast: How good the forecast is, of all years.
    """

    year: int
    as_of: date
    steps: list[StepFiguresView]
    together: StepFiguresView
    zone_weeks: list[int]
    waiting: AgeFiguresView
    working: AgeFiguresView
    decided: AgeFiguresView
    forecast: ForecastFiguresView


def figures_view(found: QueueFigures) -> FiguresView:
    """Return figures for programs."""
    return FiguresView(
        year=found.year,
        as_of=found.as_of,
        steps=[_step(one) for one in found.steps],
        together=_step(found.together),
        zone_weeks=list(found.rule.borders),
        waiting=_ages(found.waiting),
        working=_ages(found.working),
        decided=_ages(found.decided),
        forecast=_forecast(found.forecast),
    )


def _forecast(found: ForecastFigures) -> ForecastFiguresView:
    return ForecastFiguresView(
        closed=found.closed,
        needed=found.needed,
        factor=None if found.factor is None else format(rounded(found.factor, 2), "f"),
        promises_kept=found.kept,
        promises_broken=found.broken,
        promises_running=found.running,
        kept_percent=None if found.share is None else format(rounded(found.share * 100), "f"),
    )


def _step(one: StepFigures) -> StepFiguresView:
    if not one.is_told:
        return StepFiguresView(topic=one.topic)
    return StepFiguresView(
        topic=one.topic,
        cases=one.cases,
        kept=one.kept,
        kept_percent=None if one.share is None else format(rounded(one.share * 100), "f"),
        median_working_days=None if one.median is None else format(rounded(one.median), "f"),
        running=one.running,
        late=one.late,
    )


def _ages(one: AgeFigures) -> AgeFiguresView:
    if one.median is None:
        return AgeFiguresView()
    median = format(rounded(one.median), "f")
    return AgeFiguresView(total=one.total, zones=list(one.zones), median_days=median, most_days=one.most)
