"""What a check tells the tender procedure that follows from it: the same facts, typed once."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from digitalcheck.rules.answers import Answers
from digitalcheck.rules.facts import cost
from digitalcheck.rules.findings import Judgement

_MONTHS = 12


class Way(StrEnum):
    """Answers to E2 after which something is procured."""

    KAUFEN = "kaufen"
    SAAS = "saas"


@dataclass(frozen=True, slots=True, kw_only=True)
class Purchase:
    """What a check says about buying.

    Args:
        title: What it is about.
        way: Whether it is bought or rented.
        once_eur: One-off cost; None where it was not stated.
        yearly_eur: Running cost a year likewise.
        months: Term of the running cost; None where it was not stated.
        begins: First day of the work likewise.
        go_live: Day of the start of operation likewise.
        open_source_percent: Weight of the open-source criterion likewise.
    """

    title: str
    way: Way
    once_eur: Decimal | None = None
    yearly_eur: Decimal | None = None
    months: int | None = None
    begins: date | None = None
    go_live: date | None = None
    open_source_percent: Decimal | None = None


def purchase_of(judgement: Judgement) -> Purchase | None:
    """Return what a check says about buying; None where nothing is bought."""
    answers, way = judgement.answers, judgement.answers.get("E2", {}).get("value")
    if way not in set(Way):
        return None
    money, plan = cost(answers), answers.get("L1", {})
    begins, go_live = plan.get("value"), plan.get("go_live")
    years = _measure(answers, "K3", "years")
    return Purchase(
        title=judgement.check.head.titel,
        way=Way(str(way)),
        once_eur=money.once,
        yearly_eur=money.yearly,
        months=max(1, int(years * _MONTHS)) if years else None,
        begins=begins if isinstance(begins, date) else None,
        go_live=go_live if isinstance(go_live, date) else None,
        open_source_percent=_measure(answers, "E3", "percent"),
    )


def _measure(answers: Answers, question: str, field: str) -> Decimal | None:
    value = answers.get(question, {}).get(field)
    return value if isinstance(value, Decimal) else None
