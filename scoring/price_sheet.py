"""Price sheets: net unit prices, gross lines rounded to the cent, cost over the stated term."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from core.numbers import round_half_up
from scoring.model import PriceLine, PricePeriod

CENT_DIGITS = 2


def counts(line: PriceLine) -> bool:
    """Tell whether the line belongs to the scored price: options only where they are scored, other lines always."""
    return not line.option or bool(line.scored)


def line_gross(line: PriceLine) -> Fraction:
    """Return quantity · unit price · periods plus tax, rounded half-up to the cent, in euro."""
    net = Fraction(line.quantity) * Fraction(line.unit_price_eur) * line.periods
    return round_half_up(net * (1 + Fraction(line.vat_percent) / 100), CENT_DIGITS)


def sheet_total(lines: Iterable[PriceLine]) -> Fraction:
    """Return the scored price in euro: the sum of the lines that count."""
    return sum((line_gross(line) for line in lines if counts(line)), Fraction(0))


@dataclass(frozen=True, slots=True)
class LifeCycleCost:
    """Cost of a price sheet over its stated term, gross, in euro.

    Args:
        once: Lines due once.
        running: Lines due per month or year, over all their periods.
        options: Lines that do not count towards the scored price.
        tax: Tax contained in ``once`` and ``running``.
        months: Longest term of a running line in months; 0 without one.
    """

    once: Fraction
    running: Fraction
    options: Fraction
    tax: Fraction
    months: int

    @property
    def total(self) -> Fraction:
        """The scored price."""
        return self.once + self.running


_MONTHS = {PricePeriod.ONCE: 0, PricePeriod.MONTH: 1, PricePeriod.YEAR: 12}


def _tax(line: PriceLine) -> Fraction:
    net = round_half_up(Fraction(line.quantity) * Fraction(line.unit_price_eur) * line.periods, CENT_DIGITS)
    return line_gross(line) - net


def life_cycle_cost(lines: Iterable[PriceLine]) -> LifeCycleCost:
    """Return the cost over the term the price sheet states."""
    lines = tuple(lines)
    scored = [line for line in lines if counts(line)]
    return LifeCycleCost(
        once=sheet_total(line for line in scored if line.period is PricePeriod.ONCE),
        running=sheet_total(line for line in scored if line.period is not PricePeriod.ONCE),
        options=sum((line_gross(line) for line in lines if not counts(line)), Fraction(0)),
        tax=sum((_tax(line) for line in scored), Fraction(0)),
        months=max((_MONTHS[line.period] * line.periods for line in scored), default=0),
    )
