"""Numbers and moments as Germans read them: decimal comma, points between thousands, the time in Germany."""

import re
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

from core.numbers import DISPLAY_DIGITS, MEASURE_PATTERN, decimal_string, money_string

OFFICIAL_ZONE = ZoneInfo("Europe/Berlin")
"""The time that German law goes by."""
MINUS = "\N{MINUS SIGN}"

_GROUPED = re.compile(r"-?\d{1,3}(\.\d{3})+(,\d+)?", re.ASCII)
_PLAIN = re.compile(r"-?\d+(,\d+)?", re.ASCII)


def german_number(value: str | Fraction | Decimal | int, digits: int = DISPLAY_DIGITS) -> str:
    """Return a number with decimal comma and points between thousands; a string is taken as it is shown."""
    text = value if isinstance(value, str) else decimal_string(value, digits)
    sign, digits_only = ("-", text[1:]) if text.startswith("-") else ("", text)
    whole, _, decimals = digits_only.partition(".")
    grouped = f"{int(whole):,}".replace(",", ".")
    return f"{sign}{grouped},{decimals}" if decimals else f"{sign}{grouped}"


def german_euro(value: str | Fraction | Decimal | int) -> str:
    """Return an amount as ``1.234,50 €``."""
    amount = value if isinstance(value, str) else money_string(value)
    return f"{german_number(amount)} €"


def german_date(day: date) -> str:
    """Return a date as ``21.11.2026``."""
    return day.strftime("%d.%m.%Y")


def german_moment(moment: datetime) -> str:
    """Return an aware moment in German time as ``21.11.2026, 10:30 Uhr``."""
    local = moment.astimezone(OFFICIAL_ZONE)
    return f"{german_date(local.date())}, {local:%H:%M} Uhr"


def exact_moment(moment: datetime) -> str:
    """Return an aware moment in German time as ``10.11.2026, 11:05:09 Uhr``: a second decides about a bid."""
    local = moment.astimezone(OFFICIAL_ZONE)
    return f"{german_date(local.date())}, {local:%H:%M:%S} Uhr"


def read_number(text: str) -> str | None:
    """Return what was typed as a decimal string with a point; None where it is not a German number.

    Thousands may be grouped by points or spaces; the decimal sign is the comma, so that ``1.500`` cannot mean 1.5.
    """
    cleaned = re.sub(r"[\s€%]", "", text).replace(MINUS, "-")
    if _GROUPED.fullmatch(cleaned):
        cleaned = cleaned.replace(".", "")
    if not _PLAIN.fullmatch(cleaned):
        return None
    decimal = cleaned.replace(",", ".")
    return decimal if re.fullmatch(MEASURE_PATTERN, decimal, re.ASCII) else None


def read_day(typed: str) -> date | None:
    """Return a typed day; German and official forms are read."""
    for form in ("%d.%m.%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(typed.strip(), form).date()  # noqa: DTZ007 - a calendar day has no zone
        except ValueError:
            continue
    return None
