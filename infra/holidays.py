"""Public holidays at the place of the city."""

from collections.abc import Mapping
from datetime import date
from functools import cache

import holidays


@cache
def _holidays_in_hesse(year: int) -> Mapping[date, str]:
    return holidays.country_holidays("DE", subdiv="HE", years=year, language="de", expand=False)


def holiday_in_hesse(day: date) -> str | None:
    """Return the German name of the public holiday on a day in Hesse; None where it is none."""
    return _holidays_in_hesse(day.year).get(day)
