"""What somebody wrote into the form of a Kurzbewertung, as values."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from core.german import read_number
from procurement.model import LightRoute
from procurement.rules.light import form

MOST_POINTS = 10
_TEXTS = ("name", "art", "lizenz", "standards", "grund")


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """A product on the page.

    Args:
        number: Its place, from 1.
        name: What it is called.
        is_open: It is open source; None where nobody said.
        licence: Its licence as written.
        standards: Open standards as written.
        has_offer: Something stands where its price belongs.
        price: Price of the offer; None where there is none or it cannot be read.
        performance: Points for performance; None likewise.
        openness: Points for open source; None likewise.
        reason: Why it was not chosen.
    """

    number: int
    name: str
    is_open: bool | None
    licence: str
    standards: str
    has_offer: bool
    price: Fraction | None
    performance: Fraction | None
    openness: Fraction | None
    reason: str


def route_of(values: Mapping[str, str]) -> LightRoute | None:
    """Return the route; None where none of ours stands there."""
    text = values.get(form.ROUTE, "")
    return LightRoute(text) if text in set(LightRoute) else None


def number_of(values: Mapping[str, str], name: str) -> Fraction | None:
    """Return the number in a field, written the German way or not; None where there is none from 0 on."""
    text = values.get(name, "").strip()
    read = read_number(text) if text else None
    try:
        found = None if read is None else Fraction(read)
    except (ValueError, ZeroDivisionError):
        return None
    return found if found is not None and found >= 0 else None


def options_of(values: Mapping[str, str]) -> tuple[Option, ...]:
    """Return the products that have a name."""
    numbers = range(1, form.MOST_OPTIONS + 1)
    return tuple(_option(values, one) for one in numbers if values.get(f"name-{one}", "").strip())


def chosen_of(values: Mapping[str, str]) -> int | None:
    """Return the place of the chosen product; None where none is named."""
    text = values.get(form.CHOSEN, "")
    return next((one.number for one in options_of(values) if str(one.number) == text), None)


def _option(values: Mapping[str, str], number: int) -> Option:
    text = {name: values.get(f"{name}-{number}", "").strip() for name in _TEXTS}
    price = number_of(values, f"preis-{number}")
    return Option(
        number=number,
        name=text["name"],
        is_open={form.Openness.OPEN.value: True, form.Openness.CLOSED.value: False}.get(text["art"]),
        licence=text["lizenz"],
        standards=text["standards"],
        has_offer=bool(values.get(f"preis-{number}", "").strip()),
        price=price or None,
        performance=_points(values, f"leistung-{number}"),
        openness=_points(values, f"offen-{number}"),
        reason=text["grund"],
    )


def _points(values: Mapping[str, str], name: str) -> Fraction | None:
    found = number_of(values, name)
    return found if found is not None and found <= MOST_POINTS else None
