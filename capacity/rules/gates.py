"""Gates: what a missing agreement and an unconfirmed budget stop. Pure.

No other finding stops anything: who publishes a tender or begins to work answers for the rest.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from capacity.model import CapacityState, GateLift, RequestStage
from core.legal import LegalSource, VerificationStatus

AGREED = LegalSource(
    "Politische Vision für ein digitales Darmstadt, Baustein 6",
    VerificationStatus.HOUSE_RULE,
    "nicht abgestimmte Vorhaben werden nicht umgesetzt; die Zuweisung von Kapazität ist Sache des Digitaldezernats",
    date(2026, 11, 23),
)
BUDGETED = LegalSource(
    "Vorschlag zum Freigabeprozess (Politische Vision, Baustein 6)",
    VerificationStatus.HOUSE_RULE,
    "ohne bestätigte Haushaltsmittel kein Zeitfenster in deren Jahr",
    date(2026, 11, 23),
)
LONGEST_LINE = 300
_FIRST_YEAR, _LAST_YEAR = 2000, 2099
_YEAR_DIGITS = 4

S = RequestStage
_DECIDED = frozenset({S.FREIGEGEBEN, S.EINGEPLANT, S.BLOCKIERT, S.IN_UMSETZUNG, S.ABNAHME, S.ABGESCHLOSSEN})
_NEVER = frozenset({S.ENTWURF, S.ABGELEHNT, S.ZURUECKGEZOGEN, S.ZUSAMMENGEFUEHRT, S.ABGEBROCHEN})
LIFTABLE = (
    S.EINGEREICHT,
    S.VORPRUEFUNG,
    S.PRUEFUNG,
    S.BEWERTUNG,
    S.PRIORISIERT,
    S.VORBEHALT,
    S.ZURUECKGESTELLT,
    S.ABGELEHNT,
)
"""Stages in which work does not begin unless a decision lifts the gate: handed in, not over, and no slot given."""

BEGUN = (S.BLOCKIERT, S.IN_UMSETZUNG, S.ABNAHME, S.ABGESCHLOSSEN)
"""Stages that a request may be in whose work a decision let begin: they say nothing about a promise."""


class Agreement(StrEnum):
    """How far a request is agreed, for the gates."""

    THERE = "there"
    AWAITED = "awaited"
    MISSING = "missing"


class BudgetState(StrEnum):
    """What is known about the money of a request; the value is the code of the field."""

    CONFIRMED = "bestaetigt"
    ASKED = "angemeldet"
    NOT_NEEDED = "nicht-noetig"


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """The budget that pays a request.

    Args:
        year: Budget year; None where ADIT has not entered one.
        state: What is known about it; None likewise.
    """

    year: int | None = None
    state: BudgetState | None = None

    @property
    def is_open(self) -> bool:
        """Money is needed and not confirmed."""
        return self.state is BudgetState.ASKED


def began_by_lift(stage: RequestStage, state: CapacityState) -> bool:
    """Whether a decision let the work begin and nobody has promised a slot since: the state never became a promise.

    Args:
        stage: How far the request has come.
        state: What it is promised.
    """
    return stage in BEGUN and state is CapacityState.GESTELLT


def agreement_of(stage: RequestStage, state: CapacityState, reserved_until: date | None, day: date) -> Agreement:
    """Return how far a request is agreed on a day.

    Args:
        stage: How far it has come.
        state: What it is promised.
        reserved_until: Last day of a reservation; only looked at in that stage.
        day: The day.

    Legal source:
        House rule of the vision paper, building block 6.
    """
    if began_by_lift(stage, state):
        return Agreement.AWAITED
    if stage in _DECIDED:
        return Agreement.THERE
    if stage is S.VORBEHALT and (reserved_until is None or day <= reserved_until):
        return Agreement.THERE
    return Agreement.MISSING if stage in _NEVER else Agreement.AWAITED


def lift_on(lifts: Iterable[GateLift], day: date) -> GateLift | None:
    """Return the latest lift that holds on a day; None where none does.

    Args:
        lifts: Lifts of a request, oldest first.
        day: The day.
    """
    return next((one for one in reversed(tuple(lifts)) if one.holds_on(day)), None)


def may_be_published(agreement: Agreement, *, is_lifted: bool) -> bool:
    """Whether a tender that is linked to a request may be published, as far as the queue has a say.

    Args:
        agreement: How far the request is agreed; ``MISSING`` where there is none.
        is_lifted: A decision opens the gate on this day.

    Legal source:
        House rule of the vision paper, building block 6.
    """
    return agreement is Agreement.THERE or is_lifted


def budget_of(year: str, state: str) -> Budget:
    """Return the budget that two fields tell of; what cannot be read counts as not entered."""
    text = year.strip()
    is_year = text.isascii() and text.isdigit() and len(text) == _YEAR_DIGITS
    known = state.strip() in set(BudgetState)
    return Budget(
        year=int(text) if is_year and _FIRST_YEAR <= int(text) <= _LAST_YEAR else None,
        state=BudgetState(state.strip()) if known else None,
    )


def year_stopped(budget: Budget, first: date) -> int | None:
    """Return the budget year that keeps work from beginning on a day; None where none does.

    Money that is asked for and not confirmed blocks its year and all before; confirmed money is there from
    the first day of its year.

    Args:
        budget: What pays the work.
        first: First day of the work.

    Legal source:
        House rule; capacity that nobody pays for is not promised.
    """
    paid = paid_from(budget)
    return None if paid is None or first >= paid else budget.year


def paid_from(budget: Budget) -> date | None:
    """Return the first day on which work may begin as far as its money is concerned; None where that stops no day.

    Args:
        budget: What pays the work.

    Legal source:
        House rule; capacity that nobody pays for is not promised.
    """
    if budget.year is None or budget.state in {None, BudgetState.NOT_NEEDED}:
        return None
    return date(budget.year + budget.is_open, 1, 1)


def expected_from(budget: Budget) -> date | None:
    """Return the same for the plan, which assumes that money asked for is confirmed in time: the gate does not.

    Args:
        budget: What pays the work.
    """
    return paid_from(replace(budget, state=BudgetState.CONFIRMED) if budget.is_open else budget)
