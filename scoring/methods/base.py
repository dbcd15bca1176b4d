"""What every method has in common: it turns Leistungspunkte and prices of the valid bids into one order."""

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from pydantic import Field

from core.legal import LegalSource
from core.numbers import DISPLAY_DIGITS, round_half_up
from scoring.fields import Format

DEFAULT_DISPLAY_FACTOR = 1_000_000


@dataclass(frozen=True, slots=True)
class ScoredField:
    """The valid bids as a method sees them; equal positions belong to one bid.

    Args:
        leistungspunkte: L of each bid: 100 · Σ share · points (0 to 1000 on a scale to 10).
        quality: L on 0 to 100: 100 · Σ share · points / maximum.
        prices: Scored price of each bid in euro, above 0.
        groups: Points of each main group on the L scale, by the group's id.
        price_share: Share of the price in the tree, 0 to 1; 0 in methods that do not weight the price there.
    """

    leistungspunkte: Sequence[Fraction]
    quality: Sequence[Fraction]
    prices: Sequence[Fraction]
    groups: Mapping[str, Sequence[Fraction]]
    price_share: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True)
class Standing:
    """What a method says of one bid.

    Args:
        exact: The value that ranks, before display scaling.
        order: Compared from left to right, larger is better; equal tuples are a tie.
        kennzahl_z: Kennzahl Z as displayed (scaled), None where the method has none.
        price_points: Price points on the published scale, None where the method has none.
        total: Total on 0 to 100, None where the method has none.
        in_band: Whether the bid lies in the Schwankungsbereich, None where the method has none.
    """

    exact: Fraction
    order: tuple[Fraction | bool, ...]
    kennzahl_z: Fraction | None = None
    price_points: Fraction | None = None
    total: Fraction | None = None
    in_band: bool | None = None


class Method(Format):
    """A published scoring method with its parameters. Subclasses are the modules beside this one.

    Class attributes:
        title: German name on screen and paper.
        formula: The formula as a paper prints it.
        source: Where the method comes from.
        offered_first: Offered first in the interface; the others stand under "weitere".
        weights_price_in_tree: The price has a weight beside the main groups.
        uses_quality: Points influence the order.
        can_flip: Adding or removing a third bid can change the order of two others.
        remark: What officers must know before choosing it; may be empty.
    """

    title: ClassVar[str]
    formula: ClassVar[str]
    source: ClassVar[LegalSource]
    offered_first: ClassVar[bool] = False
    weights_price_in_tree: ClassVar[bool] = False
    uses_quality: ClassVar[bool] = True
    can_flip: ClassVar[bool] = False
    remark: ClassVar[str] = ""

    @abstractmethod
    def standings(self, field: ScoredField) -> list[Standing]:
        """Return one standing per bid, in the order of ``field``."""


class RichtwertMethod(Method):
    """Base of the ratio methods: a Kennzahl Z that only the bid's own points and price decide."""

    display_factor: int = Field(
        default=DEFAULT_DISPLAY_FACTOR, ge=1, le=1_000_000_000, description="Z is shown multiplied by this factor."
    )

    def shown(self, kennzahl: Fraction) -> Fraction:
        """Return Z as displayed: scaled and rounded half-up to three decimals."""
        return round_half_up(kennzahl * self.display_factor, DISPLAY_DIGITS)
