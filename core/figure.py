"""Figures as drawing commands: lengths in points, the origin at the top left, y grows downwards."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Pattern(StrEnum):
    """Fillings that stay apart without colour."""

    DARK = "dark"
    LIGHT = "light"
    RISING = "rising"
    DOTS = "dots"
    CROSSED = "crossed"
    FALLING = "falling"
    UPRIGHT = "upright"
    BLANK = "blank"


@dataclass(frozen=True, slots=True)
class Box:
    """A filled rectangle with a thin outline."""

    x: float
    y: float
    width: float
    height: float
    pattern: Pattern = Pattern.BLANK


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight thin line."""

    x1: float
    y1: float
    x2: float
    y2: float


class Anchor(StrEnum):
    """Which point of a label its place means."""

    START = "start"
    MIDDLE = "middle"
    END = "end"


@dataclass(frozen=True, slots=True)
class Label:
    """One line of text in a figure, ``y`` is its base line. ``boxed`` sets it on white, to be read on a filling."""

    x: float
    y: float
    text: str
    anchor: Anchor = Anchor.START
    boxed: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing. Whatever it shows stands in ``alt`` or in the table beside it as well.

    Args:
        alt: What it shows, for people who do not see it.
        width: Width in points.
        height: Height in points.
        shapes: Drawn in this order.
    """

    alt: str
    width: float
    height: float
    shapes: tuple[Box | Stroke | Label, ...]

    def lines(self) -> Iterator[tuple[str, ...]]:
        """Yield what is read aloud in its place."""
        yield (self.alt,)
