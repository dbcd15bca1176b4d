"""How long the file of an award is kept."""

from dataclasses import dataclass
from datetime import date

from core.parameters import DatedParameter, ParameterSet

_FEBRUARY, _LAST_OF_FEBRUARY = 2, 28


@dataclass(frozen=True, slots=True)
class Retention:
    """Until when a file is kept.

    Args:
        length: The entry that sets the shortest time.
        shortest: Last day of that shortest time, counted from the award.
        last: Last day on which the file must be there.
    """

    length: DatedParameter
    shortest: date
    last: date


def retention(awarded_on: date, contract_ends: date | None, parameters: ParameterSet) -> Retention:
    """Return until when the file is kept: to the end of the contract, and some years from the award at least.

    Args:
        awarded_on: Day of the award.
        contract_ends: Last day of the contract; None while nobody knows it.
        parameters: Dated entry ``retention_years``.

    Raises:
        ParameterNotValidError: No entry covers the day.

    Legal source:
        § 8 Abs. 4 VgV, § 6 Abs. 2 UVgO
    """
    length = parameters.on("retention_years", awarded_on)
    shortest = _years_later(awarded_on, int(length.number))
    return Retention(length, shortest, max(shortest, contract_ends or shortest))


def _years_later(day: date, years: int) -> date:
    """Return the same day some years later; the last of February where that year has no such day (§ 188 Abs. 3 BGB)."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, _FEBRUARY, _LAST_OF_FEBRUARY)
