"""What an entry of the register may say."""

from collections.abc import Iterator, Mapping
from datetime import date

from core.errors import Fault
from procurement.model import RegisterFacts

LONGEST: Mapping[str, int] = {
    "product": 120,
    "purpose": 200,
    "supplier": 200,
    "contract": 120,
    "licence": 200,
    "product_version": 60,
    "note": 500,
}
"""Most characters of each text."""
LONGEST_REASON = 1_000
MOST_NOTICE_MONTHS = 60
FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2099, 12, 31)
_DAYS = ("support_end", "contract_end", "switch_off", "out_of_use")


def entry_faults(facts: RegisterFacts, at: str = "") -> tuple[Fault, ...]:
    """Return what is wrong with an entry.

    Args:
        facts: What was entered.
        at: Where the entry stands, as a JSON pointer; empty for an entry by itself.
    """
    return tuple(_faults(facts, at))


def _faults(facts: RegisterFacts, at: str) -> Iterator[Fault]:
    if not facts.product:
        yield Fault("register_product", f"{at}/product")
    for name, longest in LONGEST.items():
        if len(getattr(facts, name)) > longest:
            yield Fault("register_long", f"{at}/{name}", properties={"maximum": str(longest)})
    for name in _DAYS:
        day = getattr(facts, name)
        if day is not None and not FIRST_DAY <= day <= LAST_DAY:
            yield Fault("register_day", f"{at}/{name}")
    yield from _connected(facts, at)


def _connected(facts: RegisterFacts, at: str) -> Iterator[Fault]:
    if facts.notice_months is not None:
        if not 0 <= facts.notice_months <= MOST_NOTICE_MONTHS:
            yield Fault("register_notice", f"{at}/notice_months", properties={"maximum": str(MOST_NOTICE_MONTHS)})
        if facts.contract_end is None:
            yield Fault("register_notice_alone", f"{at}/notice_months")
    if facts.switch_off is not None and not facts.is_legacy:
        yield Fault("register_switch_off", f"{at}/switch_off")
