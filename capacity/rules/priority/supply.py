"""What the city can work: how scarce each role is, and down to which rank requests fit."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal

from capacity.model import RequestedEffort
from capacity.rules.role_weeks import Cell

WHOLE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortage:
    """What a request lacks.

    Args:
        role: The role.
        quarter: The quarter.
        missing: Person-days that are missing.
    """

    role: str
    quarter: str
    missing: Decimal


def bottleneck_shares(asked: Mapping[str, Decimal], supply: Mapping[str, Decimal]) -> dict[str, int]:
    """Return by role how scarce it is, in percent of the scarcest role; roles without a supply count in full.

    Args:
        asked: Person-days by role that requests ask for which are not finished.
        supply: Person-days by role that can be worked.
    """
    loads = {role: days / supply[role] for role, days in asked.items() if supply.get(role, 0) > 0 and days > 0}
    most = max(loads.values(), default=Decimal(0))
    return {role: max(1, _percent(load, most)) for role, load in loads.items()}


def plannable(supply: Mapping[Cell, Decimal], promised: Iterable[RequestedEffort], percent: int) -> dict[Cell, Decimal]:
    """Return what is left of the plannable share of each role and quarter after what is promised already.

    Args:
        supply: Person-days by role and quarter.
        promised: Efforts of requests that were approved.
        percent: Share that may be planned; the rest is reserve.
    """
    left = {cell: days * percent / WHOLE for cell, days in supply.items()}
    for one in promised:
        if (one.role, one.quarter) in left:
            left[one.role, one.quarter] -= one.days_to
    return left


@dataclass(frozen=True, slots=True, kw_only=True)
class UrgentShare:
    """How much of the plannable capacity classes A and B ask for.

    Args:
        asked: Person-days that they ask for.
        plannable: Person-days that may be planned.
        cap_percent: Share that they should not exceed.
    """

    asked: Decimal
    plannable: Decimal
    cap_percent: int

    @property
    def percent(self) -> int | None:
        """Return the share, rounded up; None where there is nothing to plan with."""
        if self.plannable <= 0:
            return None
        return int((self.asked * WHOLE / self.plannable).to_integral_value(rounding=ROUND_CEILING))

    @property
    def is_exceeded(self) -> bool:
        """Whether everything is urgent, so that nothing is."""
        return self.asked * WHOLE > self.plannable * self.cap_percent


def shortages(efforts: Iterable[RequestedEffort], left: Mapping[Cell, Decimal]) -> tuple[Shortage, ...]:
    """Return what is missing for a request; nothing is left where no supply was entered."""
    asked: dict[Cell, Decimal] = {}
    for one in efforts:
        asked[one.role, one.quarter] = asked.get((one.role, one.quarter), Decimal(0)) + one.days_to
    return tuple(
        Shortage(role=role, quarter=quarter, missing=days - max(Decimal(0), left.get((role, quarter), Decimal(0))))
        for (role, quarter), days in asked.items()
        if days > max(Decimal(0), left.get((role, quarter), Decimal(0)))
    )


def fitting(
    ranked: Iterable[tuple[int, tuple[RequestedEffort, ...]]], left: Mapping[Cell, Decimal], skipped: frozenset[int]
) -> dict[int, tuple[Shortage, ...]]:
    """Return for each request what it lacks when all before it are served first; those left out on trial take nothing.

    Args:
        ranked: Numbers and efforts of requests, the first rank first.
        left: What can still be planned.
        skipped: Numbers of requests that are left out on trial.
    """
    free, found = dict(left), {}
    for number, efforts in ranked:
        if number in skipped:
            continue
        found[number] = shortages(efforts, free)
        if not found[number]:
            for one in efforts:
                cell = one.role, one.quarter
                free[cell] = free.get(cell, Decimal(0)) - one.days_to  # no days of a role fit without a supply, too
    return found


def load_line(found: Mapping[int, tuple[Shortage, ...]]) -> int | None:
    """Return the first request, in the order of the list, that does not fit; None where all fit."""
    return next((number for number, lacks in found.items() if lacks), None)


def _percent(load: Decimal, most: Decimal) -> int:
    return int((load * WHOLE / most).quantize(Decimal(1), rounding=ROUND_HALF_UP))
