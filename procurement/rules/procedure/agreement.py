"""How the capacity request behind a procedure stands before the gate of publication."""

from dataclasses import dataclass
from datetime import date

from capacity.model import CapacityRequest, GateLift
from capacity.rules.gates import Agreement, agreement_of, lift_on


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementFacts:
    """How a request stands on a day.

    Args:
        check: Number of the linked Digital-Check.
        request: Number of its capacity request; None where none was handed in.
        agreement: How far that is agreed.
        is_lifted: A decision opens the gate.
    """

    check: int
    request: int | None
    agreement: Agreement
    is_lifted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CapacityBehind:
    """The capacity request behind a procedure, as it is stored.

    Args:
        check: Number of the linked Digital-Check.
        request: Its capacity request; None where none was handed in.
        lifts: What lifted the gate for it, oldest first.
    """

    check: int
    request: CapacityRequest | None
    lifts: tuple[GateLift, ...] = ()


def agreement_facts(behind: CapacityBehind, day: date) -> AgreementFacts:
    """Return how the request behind a procedure stands on a day.

    Args:
        behind: What is stored.
        day: The day.
    """
    request = behind.request
    agreement = Agreement.MISSING
    if request is not None:
        agreement = agreement_of(request.stage, request.state, request.until, day)
    return AgreementFacts(
        check=behind.check,
        request=request.number if request else None,
        agreement=agreement,
        is_lifted=lift_on(behind.lifts, day) is not None,
    )
