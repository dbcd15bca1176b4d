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


@cache
def _school_holidays_in_hesse(year: int) -> frozenset[date]:
    found = holidays.country_holidays("DE", subdiv="HE", years=year, expand=False, categories=("school",))
    return frozenset(found)


def is_school_holiday_in_hesse(day: date) -> bool:
    """Tell whether a day lies in school holidays of Hesse, as far as their dates are fixed (August 2029)."""
    return day in _school_holidays_in_hesse(day.year)
