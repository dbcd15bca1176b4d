"""The estimated value of a contract (§ 3 VgV): net, exact to the cent, every step to be shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from core.legal import LegalSource, VerificationStatus
from procurement.rules.need import CostLine, LineKind, LotNeed
from procurement.rules.rulebook import Thresholds

VALUE = LegalSource(
    "§ 3 Abs. 1, 7 und 8 VgV",
    VerificationStatus.VERIFIED,
    "Wortlaut in der Fassung vom 09.06.2021 gelesen; unter dem EU-Schwellenwert gilt § 3 VgV über § 1 Abs. 2 HVTG",
    date(2021, 6, 9),
)
"""What counts: everything net of VAT, options and renewals, all lots together."""

_PER_CENT = 100


@dataclass(frozen=True, slots=True)
class LineValue:
    """What one line adds.

    Args:
        line: The line as handed in.
        months: Months that count; None for what is paid once.
        is_capped: The term is longer than what counts (§ 3 Abs. 11 Nr. 2 VgV).
        value: Amount times months, in euro net.
    """

    line: CostLine
    months: int | None
    is_capped: bool
    value: Decimal

    @property
    def is_open_ended(self) -> bool:
        """A monthly line without an end."""
        return self.line.kind is LineKind.MONTHLY and self.line.months is None


@dataclass(frozen=True, slots=True)
class LotValue:
    """One lot: its lines and their sum in euro net."""

    name: str
    lines: tuple[LineValue, ...]
    value: Decimal

    @property
    def lacks_exit(self) -> bool:
        """Getting out again has no price, not even 0."""
        return all(line.line.kind is not LineKind.EXIT for line in self.lines)

    @property
    def lacks_reasons(self) -> bool:
        """A line does not say where its amount comes from."""
        return any(not line.line.reason.strip() for line in self.lines)


@dataclass(frozen=True, slots=True)
class EstimatedValue:
    """All lots and their sum in euro net: lots are never looked at alone (§ 3 Abs. 7 and 8 VgV)."""

    lots: tuple[LotValue, ...]
    value: Decimal


@dataclass(frozen=True, slots=True)
class SmallLots:
    """Lots that may be awarded outside the EU procedure (§ 3 Abs. 9 VgV).

    Args:
        lots: Every lot below the limit; which of them to take is the Vergabestelle's to decide.
        value: Sum of these lots.
        allowance: Share of the value of all lots that the chosen ones must not exceed, exact.
    """

    lots: tuple[LotValue, ...]
    value: Decimal
    allowance: Decimal

    @property
    def all_fit(self) -> bool:
        """All of them together stay within the allowance."""
        return self.value <= self.allowance


def estimated_value(
    lots: Sequence[LotNeed], thresholds: Thresholds, *, total_price_stated: bool = False
) -> EstimatedValue:
    """Return the estimated value with every step.

    One-off costs, options, renewals and the exit count in full. A monthly line counts for its term; where no total
    price is stated and the term is open or longer than 48 months, for 48 months. Renewals count on top of that.

    Args:
        lots: All lots, at least one.
        thresholds: Numbers valid on the day of publication.
        total_price_stated: The contract states a total price; then the 48 months only stand in for an open end.

    Legal source:
        § 3 Abs. 1, 7, 8 and 11 VgV; below the EU threshold § 1 Abs. 2 HVTG refers to it.
    """
    cap = int(thresholds.open_ended_months.number)
    found = tuple(_lot_value(lot, cap, total_price_stated=total_price_stated) for lot in lots)
    return EstimatedValue(found, sum((lot.value for lot in found), Decimal(0)))


def _lot_value(lot: LotNeed, cap: int, *, total_price_stated: bool) -> LotValue:
    lines = tuple(_line_value(line, cap, total_price_stated=total_price_stated) for line in lot.lines)
    return LotValue(lot.name, lines, sum((line.value for line in lines), Decimal(0)))


def _line_value(line: CostLine, cap: int, *, total_price_stated: bool) -> LineValue:
    if line.kind is LineKind.RENEWAL:
        months = line.months
    elif line.kind is not LineKind.MONTHLY:
        months = None
    elif line.months is None:
        months = cap
    else:
        months = line.months if total_price_stated else min(line.months, cap)
    is_capped = months is not None and line.months is not None and months < line.months
    return LineValue(line, months, is_capped, line.amount_net_eur * (1 if months is None else months))


def small_lots(estimate: EstimatedValue, thresholds: Thresholds) -> SmallLots | None:
    """Return the lots that may be awarded outside the EU procedure; None where the rule has nothing to say.

    It speaks only of several lots whose sum reaches the EU threshold.

    Args:
        estimate: The estimated value.
        thresholds: Numbers valid on the day of publication.

    Legal source:
        § 3 Abs. 9 VgV
    """
    if len(estimate.lots) == 1 or estimate.value < thresholds.eu_threshold_eur.number:
        return None
    below = tuple(lot for lot in estimate.lots if lot.value < thresholds.small_lot_below_eur.number)
    allowance = estimate.value * thresholds.small_lots_percent.number / _PER_CENT
    return SmallLots(below, sum((lot.value for lot in below), Decimal(0)), allowance)
