"""The scoring methods as formulas of a spreadsheet: for the eye; the official result is computed exactly."""

from collections.abc import Callable
from dataclasses import dataclass

from scoring.methods import METHODS
from scoring.workbook.head_fields import DECISIONS
from scoring.workbook.head_sheet import parameter
from scoring.workbook.plan import Plan

GROUP_TITLE = "Beitrag "
_FACTOR = 1_000_000
_NOISE = "5E-15"
"""Binary numbers carry 53 bits: what differs by less, relative to its size, is one value computed in two ways.
Spreadsheets themselves take numbers for equal that agree to 48 bits. Nothing is rounded:
what differs by more decides."""


@dataclass(frozen=True, slots=True)
class Cells:
    """References that a formula of one bid needs.

    Args:
        points: Leistungspunkte of the bid.
        price: Its price.
        value: Its Kennzahl or total.
        price_points: Its price points.
        in_band: 1 where it lies in the Schwankungsbereich.
        all_points: Leistungspunkte of all bids that count.
        all_prices: Prices of all bids that count.
        all_values: Values of all bids that count.
        group_titles: Headings of the main groups' columns: ``GROUP_TITLE`` and the number of the group.
        group_points: Points of the bid in each main group, in the same columns.
    """

    points: str
    price: str
    value: str
    price_points: str
    in_band: str
    all_points: str
    all_prices: str
    all_values: str
    group_titles: str
    group_points: str


def _param(plan: Plan, name: str, default: int | None = None) -> str:
    return parameter(plan, "matrix", "method", name, default=default)


def price_points_formula(plan: Plan, cells: Cells) -> str | None:
    """Return the formula of the price points; None where the method has none."""
    name = plan.evaluation.matrix.method.name
    lowest = f"MIN({cells.all_prices})"
    if name == "preis_quotient":
        share = f"{lowest}/{cells.price}"
    elif name == "preis_linear":
        zero = _param(plan, "zero_at", 2)
        share = f"MAX(0,({zero}-{cells.price}/{lowest})/({zero}-1))"
    elif name == "preis_festbereich":
        best, worst = _param(plan, "best_price_eur"), _param(plan, "worst_price_eur")
        share = f"MIN(1,MAX(0,({worst}-{cells.price})/({worst}-{best})))"
    else:
        return None
    points = f"{share}*{_param(plan, 'price_points_maximum', 100)}"
    digits = parameter(plan, "matrix", "method", "rounding", "digits")
    return f'IF({digits}="",{points},ROUND({points},{digits}))'


def _einfach(plan: Plan, cells: Cells) -> str:
    return f"{cells.points}/{cells.price}*{_param(plan, 'display_factor', _FACTOR)}"


def _verschoben(plan: Plan, cells: Cells) -> str:
    shifted = f"({cells.points}+{_param(plan, 'shift')})"
    return f"{shifted}/{cells.price}*{_param(plan, 'display_factor', _FACTOR)}"


def _exponent(plan: Plan, cells: Cells) -> str:
    power = _param(plan, "exponent")
    value = f"{cells.points}^{power}/{cells.price}^(1-{power})"
    return f"{value}*{_param(plan, 'display_factor', _FACTOR)}"


def _gewichtet(plan: Plan, cells: Cells, points: str, price: str) -> str:
    quality, cost = _param(plan, "weight_quality_percent"), _param(plan, "weight_price_percent")
    return f"{quality}/100*{cells.points}/{points}-{cost}/100*{cells.price}/{price}"


def _referenzwert(plan: Plan, cells: Cells) -> str:
    return _gewichtet(plan, cells, _param(plan, "reference_quality"), _param(plan, "reference_price_eur"))


def _median(plan: Plan, cells: Cells) -> str:
    return _gewichtet(plan, cells, f"MEDIAN({cells.all_points})", f"MEDIAN({cells.all_prices})")


def _preis(plan: Plan, cells: Cells) -> str:
    weight = parameter(plan, "matrix", "price", "weight_percent")
    quality = f"{cells.points}/{parameter(plan, 'matrix', 'scale', 'maximum')}*(1-{weight}/100)"
    return f"{quality}+{cells.price_points}/{_param(plan, 'price_points_maximum', 100)}*{weight}"


_VALUES: dict[str, Callable[[Plan, Cells], str]] = {
    "richtwert_einfach": _einfach,
    "richtwert_erweitert": _einfach,
    "richtwert_verschoben": _verschoben,
    "richtwert_exponent": _exponent,
    "gewichtet_referenzwert": _referenzwert,
    "gewichtet_median": _median,
    "preis_quotient": _preis,
    "preis_linear": _preis,
    "preis_festbereich": _preis,
    "festpreis": lambda _, cells: cells.points,
    "niedrigster_preis": lambda _, cells: cells.price,
}

if missing := METHODS.keys() - _VALUES.keys():
    raise TypeError(f"methods without a formula: {sorted(missing)}")


def value_formula(plan: Plan, cells: Cells) -> str:
    """Return the formula of the value that is shown: Kennzahl, total, points or price."""
    return _VALUES[plan.evaluation.matrix.method.name](plan, cells)


def reaches(value: str, bound: str) -> str:
    """Return a condition that holds where a value is no smaller than a bound."""
    return f"{_raised(value)}>={bound}"


def misses(value: str, bound: str) -> str:
    """Return a condition that holds where a value is smaller than a bound."""
    return f"{_raised(value)}<{bound}"


def _raised(value: str) -> str:
    """Lift a value by the noise it may carry."""
    return f"{value}+2*{_NOISE}*ABS({value})"


def noise_formula(plan: Plan, cells: Cells) -> str:
    """Return how far two values of the same exact size may lie apart besides what their own size explains.

    An index is a difference: it carries the noise of both its terms, also where it is close to 0.
    """
    method = plan.evaluation.matrix.method
    if method.name == "gewichtet_referenzwert":
        points, price = _param(plan, "reference_quality"), _param(plan, "reference_price_eur")
    elif method.name == "gewichtet_median":
        points, price = f"MEDIAN({cells.all_points})", f"MEDIAN({cells.all_prices})"
    else:
        return "0"
    return f"MAX({cells.all_points})/{points}+MAX({cells.all_prices})/{price}"


def better_formula(every: str, own: str, noise: str, otherwise: str) -> str:
    """Return a formula for a whole column: 1 where a number is larger than one's own, ``otherwise`` where equal."""
    apart, room = f"({every}-{own})", f"{_NOISE}*(ABS({every})+ABS({own})+{noise})"
    return f"(({apart}>{room})+(ABS{apart}<={room})*{otherwise})"


def band_formula(plan: Plan, cells: Cells) -> str | None:
    """Return the formula that tells with 1 or 0 whether a bid lies in the band; None where there is no band."""
    if plan.evaluation.matrix.method.name != "richtwert_erweitert":
        return None
    lowest = f"MAX({cells.all_values})*(1-{_param(plan, 'band_percent')}/100)"
    return f"IF({reaches(cells.value, lowest)},1,0)"


def order_formulas(plan: Plan, cells: Cells) -> tuple[str, str, str]:
    """Return the formulas of the three numbers by which bids are ordered, larger first."""
    value = cells.value
    method = plan.evaluation.matrix.method
    if method.name == "niedrigster_preis":
        return f"-{value}", "0", "0"
    if method.name != "richtwert_erweitert":
        return value, "0", "0"
    return cells.in_band, f"IF({cells.in_band}=1,{_decisive(plan, cells)},0)", value


def _decisive(plan: Plan, cells: Cells) -> str:
    """Return the formula of the decision criterion as it is typed in the workbook."""
    typed = _param(plan, "decision_criterion")
    points, price = DECISIONS["leistungspunkte"], DECISIONS["price"]
    group = f'SUMPRODUCT(EXACT({cells.group_titles},"{GROUP_TITLE}"&{typed})*1,{cells.group_points})'
    return f'IF({typed}="{price}",-{cells.price},IF({typed}="{points}",{cells.points},{group}))'
