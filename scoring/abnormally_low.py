"""Ungewöhnlich niedrige Angebote: flagged for clarification, never excluded by the program."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from scoring.house_rules import HouseRules

NEXT_HIGHER_BID = "next_higher_bid"
MEAN_OF_OTHERS = "mean_of_others"


@dataclass(frozen=True, slots=True)
class LowBid:
    """A bid whose price lies far below what it is measured against.

    Args:
        bid: Id of the bid.
        gap_percent: (reference − price) / reference in percent, exact.
        against: Id of the bid it is measured against, or the code of the base.
        must_ask: The gap reaches the trigger: the tenderer has to be asked; otherwise a notice.
    """

    bid: str
    gap_percent: Fraction
    against: str
    must_ask: bool


def low_bids(prices: Mapping[str, Fraction], rules: HouseRules) -> list[LowBid]:
    """Return the cheapest valid bids whose gap reaches the notice threshold, by id.

    Args:
        prices: Scored price of every valid bid in euro.
        rules: Dated base, trigger and notice threshold.

    Legal source:
        § 60 VgV, § 44 UVgO; base and thresholds are dated house parameters
    """
    if not prices or min(prices.values()) == max(prices.values()):
        return []
    lowest = min(prices.values())
    against, reference = _reference(prices, lowest, str(rules.abnormally_low_base.value))
    gap = 100 * (reference - lowest) / reference
    if gap < Fraction(rules.abnormally_low_notice_percent.number):
        return []
    must_ask = gap >= Fraction(rules.abnormally_low_trigger_percent.number)
    return [LowBid(bid, gap, against, must_ask) for bid, price in sorted(prices.items()) if price == lowest]


def _reference(prices: Mapping[str, Fraction], lowest: Fraction, base: str) -> tuple[str, Fraction]:
    """Return what the cheapest bid is measured against: the next higher price, or the mean of all higher ones."""
    higher = sorted((price, bid) for bid, price in prices.items() if price > lowest)
    if base == MEAN_OF_OTHERS:
        return MEAN_OF_OTHERS, sum((price for price, _ in higher), Fraction(0)) / len(higher)
    if base == NEXT_HIGHER_BID:
        return higher[0][1], higher[0][0]
    raise ValueError(f"unknown base {base!r} of the parameter abnormally_low_base")
