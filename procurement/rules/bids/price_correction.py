"""Arithmetical errors of a price sheet: where they are, and what the price is where the unit price decides."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, Any

from pydantic import Field, TypeAdapter

from scoring.fields import Measure
from scoring.model import PriceLine
from scoring.price_sheet import line_gross, sheet_total

PARAMETER = "price_sheet_correction"
"""Dated parameter that names the rule."""
UNIT_PRICE_DECIDES = "unit_price_decides"
"""The only rule so far: quantity and unit price stand, sums are computed anew."""
STATED = "stated_gross_eur"
MOST_LINES = 2_000


class StatedLine(PriceLine):
    """A line of a price sheet with what the bidder wrote as its sum."""

    stated_gross_eur: Measure | None = None


LINES: TypeAdapter[tuple[StatedLine, ...]] = TypeAdapter(
    Annotated[tuple[StatedLine, ...], Field(max_length=MOST_LINES)]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LineFault:
    """A line whose stated sum is not quantity times unit price.

    Args:
        position: Number of the line in the sheet, from 1.
        item: What it is.
        stated: What the bidder wrote, in euro, gross.
        computed: What quantity and unit price give, rounded half-up to the cent.
    """

    position: int
    item: str
    stated: Fraction
    computed: Fraction


def line_faults(lines: Iterable[StatedLine]) -> tuple[LineFault, ...]:
    """Return the lines that do not add up, in the order of the sheet; what is not stated is not wrong."""
    return tuple(
        LineFault(position=number, item=line.item, stated=Fraction(line.stated_gross_eur), computed=line_gross(line))
        for number, line in enumerate(lines, start=1)
        if line.stated_gross_eur is not None and Fraction(line.stated_gross_eur) != line_gross(line)
    )


def corrected_price(price: Fraction, lines: Sequence[StatedLine]) -> Fraction | None:
    """Return what the price is by the rule that the unit price decides; None where there is nothing to correct.

    Args:
        price: Price of the bid in euro, gross, as the bidder named it.
        lines: Its price sheet; may be empty.

    Legal source:
        § 16c Abs. 2 Nr. 1 VOB/A, taken over as rule of the city
    """
    total = sheet_total(lines)
    return total if lines and total != price and total > 0 else None


def bare_lines(sheet: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the lines of a sheet as ``pruefstand/evaluation/1`` knows them: without what the bidder summed up."""
    return [{name: value for name, value in line.items() if name != STATED} for line in sheet]
