"""What is to be found out about a price: its sheet adds up to the cent, and the bidder was asked where it is low."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from pydantic import ValidationError

from core.numbers import parse_measure
from procurement.model import Inquiry, InquiryKind, InquiryOutcome
from procurement.rules.bids.price_correction import LINES, LineFault, corrected_price, line_faults
from scoring.price_sheet import LifeCycleCost, life_cycle_cost, sheet_total


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceCheck:
    """What the arithmetical check found.

    Args:
        price: Price of the bid in euro, gross.
        total: What the price sheet sums to, in euro; None without a sheet that can be read.
        cost: Cost over the term that the sheet states; None likewise.
        is_readable: There is no sheet, or every line of it is of the format.
        faults: Lines whose stated sum is not quantity times unit price.
        corrected: What the price is by the rule that the unit price decides; None where there is nothing to correct.
    """

    price: Fraction
    total: Fraction | None
    cost: LifeCycleCost | None
    is_readable: bool
    faults: tuple[LineFault, ...] = ()
    corrected: Fraction | None = None

    @property
    def agrees(self) -> bool:
        """The sheet sums to the price, to the cent; without a sheet there is nothing to differ."""
        return self.is_readable and self.total in (None, self.price)


def is_clarified(bid: str, inquiries: Iterable[Inquiry]) -> bool:
    """Tell whether a bidder was asked about the price and answered, or did not answer in time; nothing is awaited.

    Args:
        bid: Id of the bid.
        inquiries: Exchanges with bidders, about whatever.

    Legal source:
        § 60 Abs. 1 VgV, § 44 Abs. 1 UVgO
    """
    asked = [one for one in inquiries if one.bid == bid and one.kind is InquiryKind.PRICE_CLARIFICATION]
    return bool(asked) and all(one.outcome is not InquiryOutcome.OPEN for one in asked)


def check_price(price_gross_eur: str, sheet: Sequence[Mapping[str, Any]]) -> PriceCheck:
    """Check what a price sheet sums to against the price.

    Args:
        price_gross_eur: Price as decimal string.
        sheet: Lines as in ``pruefstand/evaluation/1``; may be empty.

    Raises:
        ValueError: The price is no decimal string.
    """
    price = Fraction(parse_measure(price_gross_eur))
    if not sheet:
        return PriceCheck(price=price, total=None, cost=None, is_readable=True)
    try:
        lines = LINES.validate_python([dict(line) for line in sheet], strict=False)
    except ValidationError:
        return PriceCheck(price=price, total=None, cost=None, is_readable=False)
    return PriceCheck(
        price=price,
        total=sheet_total(lines),
        cost=life_cycle_cost(lines),
        is_readable=True,
        faults=line_faults(lines),
        corrected=corrected_price(price, lines),
    )
