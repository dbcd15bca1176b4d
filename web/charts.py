"""Geometry of the charts. Lengths across are percentages, so that a chart fits every width and its text keeps its size.

Templates draw them (``templates/layout/charts.html``); colour never carries meaning alone: every series has a pattern,
every segment its letter, every chart a table beside it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from core.german import german_number
from core.numbers import decimal_string

SERIES_STYLES = 8
ROW_HEIGHT = 60
AXIS_HEIGHT = 26
_NARROWEST_LABEL = Fraction(4)
_WIDTH_OF_LETTER = Fraction(2)


def across(value: Fraction) -> str:
    """Return a horizontal position or length in percent of the chart's width."""
    return f"{decimal_string(value, 4)}%"


@dataclass(frozen=True, slots=True)
class Series:
    """One kind of segment.

    Args:
        key: Names the parts that belong to it.
        label: Short label inside the segments.
        title: Name in the legend.
        style: Number of fill and pattern, from 1.
    """

    key: str
    label: str
    title: str
    style: int


@dataclass(frozen=True, slots=True)
class Segment:
    """One part of a bar. ``label`` is empty where it would not fit."""

    series: Series
    x: str
    width: str
    middle: str
    label: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar with its label and its value as text."""

    label: str
    value: str
    top: int
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the axis."""

    x: str
    label: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Bars:
    """A chart of stacked or single bars.

    Args:
        id: Prefix of the ids inside the drawing, unique on the page.
        title: What the chart shows.
        description: What a reader should take from it.
        bars: From top to bottom.
        series: For the legend.
        ticks: Lines of the axis.
        height: In pixels.
    """

    id: str
    title: str
    description: str
    bars: tuple[Bar, ...]
    series: tuple[Series, ...]
    ticks: tuple[Tick, ...]
    height: int


@dataclass(frozen=True, slots=True)
class BarValue:
    """What a bar is made of, before there is geometry."""

    label: str
    value: str
    parts: Mapping[str, Fraction]


def series_of(titles: Mapping[str, str], labels: Mapping[str, str]) -> tuple[Series, ...]:
    """Return one series per key, in order; after the last style the first comes again.

    Args:
        titles: Name in the legend by key.
        labels: Short label by key where it is not the key itself.
    """
    return tuple(
        Series(key, labels.get(key, key), title, index % SERIES_STYLES + 1)
        for index, (key, title) in enumerate(titles.items())
    )


def bars(
    chart_id: str,
    title: str,
    description: str,
    values: Sequence[BarValue],
    series: Sequence[Series],
    maximum: Fraction,
) -> Bars:
    """Return a chart of bars from 0 to ``maximum`` (above 0)."""
    drawn = tuple(_bar(value, series, maximum, index * ROW_HEIGHT) for index, value in enumerate(values))
    ticks = _ticks(maximum)
    height = len(drawn) * ROW_HEIGHT + AXIS_HEIGHT
    return Bars(chart_id, title, description, drawn, tuple(series), ticks, height)


def _bar(value: BarValue, series: Sequence[Series], maximum: Fraction, top: int) -> Bar:
    segments: list[Segment] = []
    left = Fraction(0)
    for one in series:
        width = max(Fraction(0), 100 * value.parts.get(one.key, Fraction(0)) / maximum)
        if width:
            fits = width >= _NARROWEST_LABEL + _WIDTH_OF_LETTER * (len(one.label) - 1)
            segments.append(
                Segment(one, across(left), across(width), across(left + width / 2), one.label if fits else "")
            )
        left += width
    return Bar(value.label, value.value, top, tuple(segments))


def _ticks(maximum: Fraction) -> tuple[Tick, ...]:
    quarters = [Fraction(quarter, 4) for quarter in range(5)]
    return tuple(Tick(across(100 * part), german_number(part * maximum, 1), _anchor(part)) for part in quarters)


def _anchor(part: Fraction) -> str:
    return "start" if part == 0 else "end" if part == 1 else "middle"


@dataclass(frozen=True, slots=True)
class Interval:
    """A span on a scale with a marked place, e.g. a weight and the weights between which the winner stays."""

    label: str
    value: str
    top: int
    x: str
    width: str
    mark: str
    open_left: bool
    open_right: bool


@dataclass(frozen=True, slots=True)
class Intervals:
    """A chart of intervals on one scale."""

    id: str
    title: str
    description: str
    rows: tuple[Interval, ...]
    ticks: tuple[Tick, ...]
    height: int


@dataclass(frozen=True, slots=True)
class IntervalValue:
    """Bounds and marked place in percent; None where the interval has no bound."""

    label: str
    value: str
    mark: Fraction
    low: Fraction | None
    high: Fraction | None


def intervals(
    chart_id: str, title: str, description: str, values: Sequence[IntervalValue], maximum: Fraction = Fraction(100)
) -> Intervals:
    """Return a chart of intervals; values outside 0 to ``maximum`` are drawn at the border."""
    rows = tuple(_interval(value, maximum, index * ROW_HEIGHT) for index, value in enumerate(values))
    height = len(rows) * ROW_HEIGHT + AXIS_HEIGHT
    return Intervals(chart_id, title, description, rows, _ticks(maximum), height)


def _interval(value: IntervalValue, maximum: Fraction, top: int) -> Interval:
    low = _place(Fraction(0) if value.low is None else value.low, maximum)
    high = _place(maximum if value.high is None else value.high, maximum)
    return Interval(
        label=value.label,
        value=value.value,
        top=top,
        x=across(low),
        width=across(high - low),
        mark=across(_place(value.mark, maximum)),
        open_left=value.low is None,
        open_right=value.high is None,
    )


def _place(value: Fraction, maximum: Fraction) -> Fraction:
    """Return where a value lies on the scale, 0 to 100."""
    return min(Fraction(100), max(Fraction(0), 100 * value / maximum))
