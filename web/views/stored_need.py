"""A stored need as the form shows it."""

from collections.abc import Iterator
from datetime import date

from core.german import german_date, german_number
from core.numbers import money_string
from procurement.model import Lot
from procurement.rules.need import CostLine, LotNeed, Need
from web.views.need import CHECKS, DAY, LINE_FIELDS, MOST_LOTS, PURCHASE, NeedForm, need_form

_FIELDS = {field.kind: field for field in LINE_FIELDS}


def fits_form(need: Need) -> bool:
    """Tell whether the form has room for a need: programs may store more lots, or several lines of a kind."""
    return len(need.lots) <= MOST_LOTS and not any(_repeats(lot) for lot in need.lots)


def stored_need_form(need: Need) -> NeedForm:
    """Return the form with a need in it that fits, see ``fits_form``."""
    typed = {DAY: german_date(need.publication_day), PURCHASE: need.purchase.value}
    typed |= {name: "ja" for name, key, _ in CHECKS if getattr(need, key)}
    for number, lot in enumerate(need.lots, 1):
        typed |= {f"los{number}-name": lot.name, **dict(_inputs(number, lot))}
    return NeedForm(typed, tuple(range(1, len(need.lots) + 1)), asked=False)


def first_need_form(lots: tuple[Lot, ...], today: date) -> NeedForm:
    """Return the form for a procedure without a need: one lot for each that the procedure has."""
    shown = lots[:MOST_LOTS]
    named = {f"los{number}-name": lot.title for number, lot in enumerate(shown, 1)}
    return need_form({"lose": str(len(shown) or 1), **named}, today)


def _repeats(lot: LotNeed) -> bool:
    return len({line.kind for line in lot.lines}) < len(lot.lines)


def _inputs(number: int, lot: LotNeed) -> Iterator[tuple[str, str]]:
    for line in lot.lines:
        field = _FIELDS[line.kind]
        name = f"los{number}-{field.name}"
        yield name, _amount(line)
        yield f"{name}-grund", line.reason
        if line.months is not None:
            yield f"{name}-monate", str(line.months)
        elif field.may_be_open:
            yield f"{name}-unbefristet", "ja"


def _amount(line: CostLine) -> str:
    amount = line.amount_net_eur
    return german_number(money_string(amount) if amount % 1 else str(int(amount)))
