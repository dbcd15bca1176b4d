"""Numbers and moments as Germans read them: decimal comma, points between thousands, the time in Germany."""

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

from core.numbers import DISPLAY_DIGITS, decimal_string, money_string

OFFICIAL_ZONE = ZoneInfo("Europe/Berlin")
"""The time that German law goes by."""


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
