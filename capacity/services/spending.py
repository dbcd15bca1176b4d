"""Effort that a request really took, noted by ADIT once the work is finished."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from capacity.errors import RequestClosedError
from capacity.model import CapacityRequest, SpentEffort
from capacity.repository import CalibrationRepository
from capacity.rules.promises import DONE
from capacity.services.shared import found, readable, require, resource, subject_of
from capacity.services.supplying import MOST_DAYS, checked_role, days_in
from core.errors import Fault, InputError
from infra.audit.model import Event
from infra.once.model import Once
from infra.policy.decision import decide
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.transactions import Transactions

MOST_ROLES = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class SpentWish:
    """Person-days of a role, as somebody typed them.

    Args:
        role: Name of the role.
        days: Person-days, as text.
    """

    role: str
    days: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenSpending:
    """What a request took and what was estimated, as somebody sees it.

    Args:
        request: The request.
        estimated: Person-days by role that were planned.
        spent: What was noted.
        may_note: The reader may note it now.
    """

    request: CapacityRequest
    estimated: dict[str, Decimal]
    spent: tuple[SpentEffort, ...]
    may_note: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Spending:
    """Keeps what requests really took.

    Args:
        transactions: Opens them to those who may.
    """

    transactions: Transactions

    def see(self, actor: Actor, number: int) -> SeenSpending:
        """Return what a request took.

        Raises:
            RequestNotFoundError: There is none of this number.
            AccessDeniedError: It is not theirs to read.
        """
        with self.transactions.read(actor, Action.READ_CAPACITY) as reading:
            request = readable(reading, number)
            estimated: dict[str, Decimal] = {}
            for one in request.demand.efforts:
                estimated[one.role] = estimated.get(one.role, Decimal(0)) + one.days_to
            allowed = decide(actor, Action.HANDLE_REQUEST, resource(reading, request)) is None
            return SeenSpending(
                request=request,
                estimated=estimated,
                spent=CalibrationRepository(reading.session).spent(number),
                may_note=allowed and request.stage in DONE,
            )

    def note(
        self, actor: Actor, number: int, wishes: Sequence[SpentWish], once: Once | None = None
    ) -> tuple[SpentEffort, ...]:
        """Note what a request took instead of what was noted before; roles without a number are left out.

        Raises:
            RequestNotFoundError: There is none of this number.
            AccessDeniedError: It is not theirs.
            RequestClosedError: The work is not finished yet, or will never be.
            InputError: Something cannot be read; all faults are named.
        """
        with self.transactions.write(actor, Action.HANDLE_REQUEST, once) as writing:
            request = found(writing, number)
            require(writing, Action.HANDLE_REQUEST, request)
            if request.stage not in DONE:
                raise RequestClosedError
            spent = _checked(wishes, str(writing.actor.person), writing.now)
            repository = CalibrationRepository(writing.session)
            before = repository.spent(number)
            repository.put_spent(number, spent)
            writing.record(Event.CAPACITY_SPENT, subject_of(request), before=_told(before), after=_told(spent))
            return writing.done(spent)


def _checked(wishes: Sequence[SpentWish], person: str, at: datetime) -> tuple[SpentEffort, ...]:
    faults: list[Fault] = []
    if len(wishes) > MOST_ROLES:
        faults.append(Fault("capacity_roles", "/roles", properties={"maximum": str(MOST_ROLES)}))
    days: dict[str, Decimal] = {}
    for place, wish in enumerate(wishes):
        if not wish.days.strip():
            continue
        role, read = checked_role(wish.role, faults, f"/roles/{place}"), days_in(wish.days)
        if read is None:
            properties = {"maximum": f"{MOST_DAYS:f}"}
            faults.append(Fault("capacity_person_days", f"/roles/{place}/days", properties=properties))
        elif role in days:
            faults.append(Fault("capacity_role_twice", f"/roles/{place}/role"))
        else:
            days[role] = read
    if faults:
        raise InputError(faults)
    return tuple(SpentEffort(role=role, days=read, person=person, at=at) for role, read in sorted(days.items()))


def _told(spent: Sequence[SpentEffort]) -> dict[str, object]:
    return {one.role: format(one.days, "f") for one in spent}
