"""Stacked bars: what each main group adds to a bid's value. The table beside them says the same in numbers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from core.figure import Anchor, Box, Figure, Label, Pattern, Stroke
from core.german import german_number
from scoring.result import PRICE

_PATTERNS = (
    Pattern.DARK,
    Pattern.RISING,
    Pattern.LIGHT,
    Pattern.DOTS,
    Pattern.CROSSED,
    Pattern.UPRIGHT,
    Pattern.FALLING,
    Pattern.BLANK,
)
_WIDTH, _NAMES, _VALUES = 477.0, 76.0, 58.0
_ROW, _BAR, _LEGEND_ROW = 26.0, 18.0, 15.0
_LEGEND_COLUMNS = 2
_LETTER = 6.0
"""Room that a character of a label needs at most."""
BARS_IN_A_FIGURE = 12
_PRICE_LABEL = "Preis"
"""The part of the price has no number of a group that could stand in its segment."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A bid's bar.

    Args:
        name: What stands at its left.
        parts: Value of each series, 0 or more.
    """

    name: str
    parts: Mapping[str, Fraction]

    @property
    def total(self) -> Fraction:
        """Sum of the parts."""
        return sum(self.parts.values(), Fraction(0))


def stacked_bars(bars: Sequence[Bar], series: Mapping[str, str], measure: str) -> list[Figure]:
    """Return figures of at most twelve bars each, all on one scale.

    Args:
        bars: In the order drawn.
        series: Name of each series by its short label, which stands in the segments.
        measure: What the sum of a bar is.
    """
    largest = max((bar.total for bar in bars), default=Fraction(0)) or Fraction(1)
    scale = Fraction(_WIDTH - _NAMES - _VALUES) / largest
    starts = range(0, len(bars), BARS_IN_A_FIGURE)
    return [_figure(bars[start : start + BARS_IN_A_FIGURE], series, measure, scale) for start in starts]


def _figure(bars: Sequence[Bar], series: Mapping[str, str], measure: str, scale: Fraction) -> Figure:
    patterns = {key: _PATTERNS[index % len(_PATTERNS)] for index, key in enumerate(series)}
    shapes: list[Box | Stroke | Label] = []
    for row, bar in enumerate(bars):
        shapes += _bar(bar, row * _ROW, patterns, scale)
    bottom = len(bars) * _ROW
    shapes.append(Stroke(_NAMES, 0, _NAMES, bottom - _ROW + _BAR + 4))
    shapes += _legend(series, patterns, bottom + 4)
    rows = -(-len(series) // _LEGEND_COLUMNS)
    sums = "; ".join(f"{bar.name}: {german_number(bar.total)}" for bar in bars)
    alt = (
        f"Gestapelte Balken, je Angebot einer, aus den Beiträgen von {', '.join(series.values())}. "
        f"{measure}: {sums}. Die einzelnen Beiträge stehen in der folgenden Tabelle."
    )
    return Figure(alt, _WIDTH, bottom + 4 + rows * _LEGEND_ROW, tuple(shapes))


def _bar(bar: Bar, top: float, patterns: Mapping[str, Pattern], scale: Fraction) -> Iterator[Box | Stroke | Label]:
    base = top + _BAR - 5
    yield Label(_NAMES - 6, base, _short(bar.name, int(_NAMES / _LETTER)), Anchor.END)
    left = _NAMES
    for key, part in bar.parts.items():
        width = float(part * scale)
        if width > 0:
            yield Box(left, top + 1, width, _BAR, patterns[key])
        label = _PRICE_LABEL if key == PRICE else key
        if width > _LETTER * len(label) + 6:
            yield Label(left + width / 2, base, label, Anchor.MIDDLE, boxed=True)
        left += width
    yield Label(left + 5, base, german_number(bar.total))


def _legend(series: Mapping[str, str], patterns: Mapping[str, Pattern], top: float) -> Iterator[Box | Stroke | Label]:
    column_width = (_WIDTH - _NAMES) / _LEGEND_COLUMNS
    for index, (key, name) in enumerate(series.items()):
        x = _NAMES + index % _LEGEND_COLUMNS * column_width
        y = top + index // _LEGEND_COLUMNS * _LEGEND_ROW
        yield Box(x, y + 2, 18, 9, patterns[key])
        yield Label(x + 23, y + 10, _short(name, int((column_width - 26) / _LETTER * 1.25)))


def _short(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"
