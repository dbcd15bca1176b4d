"""The capacity request behind a procedure: whether it lets a tender go public, and what a failed one gives back."""

from collections.abc import Mapping
from dataclasses import dataclass

from capacity.repository import CapacityRepository
from capacity.services.course import free_slot
from capacity.services.gates import lifts_of
from core.parameters import ParameterSet
from digitalcheck.services import shared as checks
from infra.transactions import Reading, Writing
from procurement.model import Procedure
from procurement.repository import CheckLinkRepository
from procurement.rules.procedure.agreement import CapacityBehind
from procurement.rules.procedure.stages import FINAL


def capacity_behind(reading: Reading, procedure: Procedure) -> CapacityBehind | None:
    """Return the capacity request of the linked check; None where no check is linked."""
    check = CheckLinkRepository(reading.session).check_of(procedure.slug)
    if check is None:
        return None
    number = checks.found(reading, check).request
    if number is None:
        return CapacityBehind(check=check, request=None)
    request = CapacityRepository(reading.session).find(number)
    return CapacityBehind(check=check, request=request, lifts=lifts_of(reading, number))


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotReturn:
    """Gives the slot of a failed tender back to the queue.

    Args:
        figures: Response times.
    """

    figures: ParameterSet

    def freed(self, writing: Writing, procedure: Procedure) -> Mapping[str, object]:
        """Free the slot that a procedure was to fill, unless another procedure of the same check goes on."""
        links = CheckLinkRepository(writing.session)
        check = links.check_of(procedure.slug)
        number = None if check is None else checks.found(writing, check).request
        if check is None or number is None:
            return {}
        others = (one for one in links.procedures_of(check) if one.slug != procedure.slug)
        if any(one.stage not in FINAL for one in others):
            return {}
        freed = free_slot(writing, number, f"Vergabeverfahren {procedure.reference} aufgehoben", self.figures)
        return {"freed_request": number} if freed else {}
