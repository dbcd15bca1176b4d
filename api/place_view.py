"""Places in the plan by hand, and what could still begin in a quarter, as the interface shows them."""

from dataclasses import dataclass
from datetime import date, datetime

from api.once import presented
from capacity.model import CapacityRequest, MovedRequest, QuarterFit, SetPlace
from capacity.services.placing import SeenFits, SeenPlace
from infra.once.model import KeptAnswer


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedView:
    """A request that would begin elsewhere; null: it has no place then."""

    request: int
    before: date | None
    after: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuarterFitView:
    """A request that could still begin in a quarter.

    Args:
        quarter: As ``2027-Q1``.
        request: Its number.
        now: Monday on which it begins in the plan; null where it has no place.
        start: First Monday of the quarter on which it could begin.
        finish: Monday after its last week then.
        displaced: Who would give way, at most 10.
        displaced_count: How many they are.
    """

    quarter: str
    request: int
    now: date | None
    start: date
    finish: date
    displaced: list[MovedView]
    displaced_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class QuarterFitsView:
    """What could still begin in the next quarters; ``made_at`` is null where no plan was made yet."""

    made_at: datetime | None
    quarters: list[str]
    fits: list[QuarterFitView]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceTrialView:
    """What would happen if a request began in a week.

    Args:
        monday: The week.
        fits: It can begin then.
        obstacle: Why it cannot; empty where it can.
        role: Role that is missing; empty where none is.
        full: Monday of the week in which it is missing; null where none is.
        held_by: Numbers of the requests that stand firm there.
        waits_for: Number of the request that is not finished then; null without one.
        possible: First Monday from there on that would do; null where there is none, or this one does.
        weeks: Mondays on which its phases would begin.
        finish: Monday after its last week.
        moved: Who else would begin elsewhere, the most displaced first.
    """

    monday: date
    fits: bool
    obstacle: str
    role: str
    full: date | None
    held_by: list[int]
    waits_for: int | None
    possible: date | None
    weeks: list[date]
    finish: date | None
    moved: list[MovedView]


@dataclass(frozen=True, slots=True, kw_only=True)
class SetPlaceView:
    """A place that somebody has set by hand."""

    request: int
    weeks: list[date]
    reason: str
    set_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedSlotView:
    """A booked slot after it was moved: its first and last day, and the version of the request."""

    request: int
    first: date | None
    last: date | None
    version: int


def fits_view(seen: SeenFits) -> QuarterFitsView:
    """Return what could still begin."""
    return QuarterFitsView(made_at=seen.made_at, quarters=list(seen.quarters), fits=[_fit(one) for one in seen.fits])


def trial_view(seen: SeenPlace) -> PlaceTrialView:
    """Return what would happen in the week asked for."""
    if seen.trial is None:
        raise AssertionError("a week was asked for")
    one = seen.trial
    return PlaceTrialView(
        monday=one.monday,
        fits=one.obstacle is None,
        obstacle=one.obstacle.value if one.obstacle else "",
        role=one.role,
        full=one.full,
        held_by=list(one.held_by),
        waits_for=one.waits_for,
        possible=one.possible,
        weeks=list(one.weeks),
        finish=one.finish,
        moved=[_moved(each) for each in one.moved],
    )


def kept_place(place: SetPlace) -> KeptAnswer:
    """Return the answer to a place that was set."""
    view = SetPlaceView(request=place.request, weeks=list(place.weeks), reason=place.reason, set_at=place.at)
    return presented(view, status=200)


def kept_slot(request: CapacityRequest) -> KeptAnswer:
    """Return the answer to a slot that was moved."""
    view = MovedSlotView(request=request.number, first=request.window_from, last=request.until, version=request.version)
    return presented(view, status=200)


def _fit(one: QuarterFit) -> QuarterFitView:
    return QuarterFitView(
        quarter=one.quarter,
        request=one.request,
        now=one.now,
        start=one.start,
        finish=one.finish,
        displaced=[_moved(each) for each in one.displaced],
        displaced_count=one.count,
    )


def _moved(one: MovedRequest) -> MovedView:
    return MovedView(request=one.request, before=one.before, after=one.after)
