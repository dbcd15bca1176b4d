"""When requests on a page of the plan would be worked on, as a drawing; the list beside it says the same in words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from textwrap import shorten

from capacity.model import BookingKind, PlannedRequest, QueuePlan
from capacity.rules.role_weeks import quarter_of

WEEK_WIDTH, LINE, AXIS = 8, 46, 26
_BAR_TOP, _LABEL_DOWN, _LONGEST = 20, 14, 70
_SOFT, _FIRM, _WINDOW = 1, 3, 2
_SHORTEST = 3
LEGEND: tuple[tuple[int, str], ...] = (
    (_SOFT, "weich gebucht"),
    (_FIRM, "fest gebucht"),
    (_WINDOW, "Fenster des Abschlusses (P50 bis P85), ungeeicht"),
)
"""Styles of bars with what they mean before the forecast is calibrated."""
CALIBRATED: tuple[tuple[int, str], ...] = (*LEGEND[:2], (_WINDOW, "Fenster des Abschlusses (P50 bis P85)"))
"""The same afterwards."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeBar:
    """Weeks of a request: left edge, width and style."""

    x: int
    width: int
    style: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeLine:
    """A request: its name with the height at which it stands, the upper edge of its bars, and these."""

    label: str
    label_y: int
    y: int
    bars: tuple[TimeBar, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeTick:
    """The begin of a quarter."""

    x: int
    label: str
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """The drawing."""

    id: str
    title: str
    description: str
    width: int
    height: int
    lines: tuple[TimeLine, ...]
    ticks: tuple[TimeTick, ...]


def timeline(plan: QueuePlan, requests: Sequence[PlannedRequest], titles: Mapping[int, str]) -> Timeline | None:
    """Return when requests would be worked on; None where none of them has a place.

    Args:
        plan: The plan.
        requests: A page of its requests.
        titles: Their titles by number.
    """
    weeks = max((len(one.plannable) for one in plan.roles), default=0)
    placed = [one for one in requests if one.start is not None]
    if not weeks or not placed:
        return None
    return Timeline(
        id="zeitstrahl",
        title="Zeitstrahl der Anforderungen auf dieser Seite",
        description="Je Anforderung die Wochen, in denen sie bearbeitet würde, und das Fenster ihres Abschlusses. "
        "Dieselben Angaben stehen in der Liste darüber.",
        width=weeks * WEEK_WIDTH,
        height=len(placed) * LINE + AXIS,
        lines=tuple(
            TimeLine(
                label=shorten(f"Nr. {one.request}: {titles.get(one.request, '')}", _LONGEST, placeholder=" …"),
                label_y=row * LINE + _LABEL_DOWN,
                y=row * LINE + _BAR_TOP,
                bars=tuple(_bars(one, plan.monday, weeks)),
            )
            for row, one in enumerate(placed)
        ),
        ticks=tuple(_ticks(plan.monday, weeks)),
    )


def _bars(one: PlannedRequest, monday: date, weeks: int) -> Iterator[TimeBar]:
    """Yield the work, and behind it the window in which it is finished."""
    if one.start is None or one.finish is None:
        return
    begin, end = _week(one.start, monday, weeks), _week(one.finish, monday, weeks)
    yield _bar(begin, max(end, begin + 1), _SOFT if one.kind is BookingKind.WEICH else _FIRM)
    first = weeks if one.p50 is None else _week(one.p50, monday, weeks)
    last = weeks if one.p85 is None else _week(one.p85, monday, weeks)
    if last > max(first, end):
        yield _bar(max(first, end), last, _WINDOW)


def _bar(begin: int, end: int, style: int) -> TimeBar:
    return TimeBar(x=begin * WEEK_WIDTH, width=(end - begin) * WEEK_WIDTH, style=style)


def _week(day: date, monday: date, weeks: int) -> int:
    return min(weeks, max(0, (day - monday).days // 7))


def _ticks(monday: date, weeks: int) -> Iterator[TimeTick]:
    """Yield where quarters begin; not where there is no room left for the name of one."""
    quarters = [quarter_of(monday + timedelta(weeks=week)) for week in range(weeks)]
    for week, quarter in enumerate(quarters):
        is_new = week == 0 or quarters[week - 1] != quarter
        if is_new and quarters.count(quarter) > _SHORTEST:
            yield TimeTick(x=week * WEEK_WIDTH, label=quarter, anchor="start")
