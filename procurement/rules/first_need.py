"""The need that a procedure begins with, from what the Digital-Check says about buying."""

from collections.abc import Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from core.german import german_euro
from core.numbers import money_string
from digitalcheck.rules.purchase import Purchase, Way
from procurement.rules.need import LARGEST_MONTHS, LineKind, PurchaseKind

LONGEST_LOT = 200
"""Characters of the name of a lot."""
_KINDS = {Way.KAUFEN: PurchaseKind.BUY, Way.SAAS: PurchaseKind.CLOUD}
_MONTHS = Decimal(12)
_CENT = Decimal("0.01")


def first_need(purchase: Purchase, check: int, day: date) -> dict[str, Any] | None:
    """Return the need as ``pruefstand/need/1``; None where the check states no cost.

    Amounts of a check say nothing about VAT: each line tells where it comes from and asks to look at that.

    Args:
        purchase: What the check says.
        check: Number of the check.
        day: Day that stands for the publication until somebody plans it.
    """
    lines = list(_lines(purchase, check))
    if not lines:
        return None
    lot = {"name": lot_name(purchase), "lines": lines}
    return {"publication_day": day.isoformat(), "purchase": _KINDS[purchase.way].value, "lots": [lot]}


def lot_name(purchase: Purchase) -> str:
    """Return what the only lot is called."""
    return purchase.title[:LONGEST_LOT]


def _lines(purchase: Purchase, check: int) -> Iterator[dict[str, Any]]:
    origin = f"Aus dem Digital-Check Nr. {check}"
    ask = "Dort steht nichts zur Umsatzsteuer: bitte als Nettobetrag prüfen."
    if purchase.once_eur:
        yield {
            "kind": LineKind.ONE_OFF.value,
            "amount_net_eur": _cents(purchase.once_eur),
            "reason": f"{origin}: einmalig {german_euro(_cents(purchase.once_eur))}. {ask}",
        }
    if purchase.yearly_eur:
        months = None if purchase.months is None else min(purchase.months, LARGEST_MONTHS)
        yield {
            "kind": LineKind.MONTHLY.value,
            "amount_net_eur": _cents(purchase.yearly_eur / _MONTHS),
            "months": months,
            "reason": f"{origin}: laufend {german_euro(_cents(purchase.yearly_eur))} im Jahr. {ask}",
        }


def _cents(amount: Decimal) -> str:
    return money_string(amount.quantize(_CENT, ROUND_HALF_UP))
