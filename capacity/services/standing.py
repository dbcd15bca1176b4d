"""The queue as it stands at this moment: what the plan was made of, with the slots and places set since."""

from datetime import date

from capacity.errors import QueuePlanMissingError
from capacity.model import CapacityRequest, RequestStage
from capacity.planning.basis import QueueBasis, read_queue
from capacity.planning.slot_trial import slot_from, try_slot
from capacity.planning.trial import Trial, try_place
from capacity.repository import CapacityRepository, PlaceRepository, PlanRepository
from infra.transactions import Reading

SLOTTED = frozenset({RequestStage.IN_UMSETZUNG, RequestStage.EINGEPLANT})
"""Stages in which a request works in its slot, or waits for its first day."""

Slot = tuple[date, date]


def slot_of(request: CapacityRequest) -> Slot | None:
    """Return first and last day of the booked slot of a request; None where it has none."""
    if request.stage not in SLOTTED or request.window_from is None or request.until is None:
        return None
    return request.window_from, request.until


def basis_with(reading: Reading, number: int) -> QueueBasis:
    """Return what the plan was made of.

    Raises:
        QueuePlanMissingError: The request is not in it, or there is none.
    """
    text = PlanRepository(reading.session).basis()
    basis = None if text is None else read_queue(text)
    if basis is None or all(one.number != number for one in basis.requests):
        raise QueuePlanMissingError
    return basis


def tried(reading: Reading, basis: QueueBasis, request: CapacityRequest, monday: date) -> Trial:
    """Return what would happen if a request began in the week of a Monday; of one that waits for its slot: the slot."""
    places = PlaceRepository(reading.session).weeks()
    places.pop(request.number, None)
    queue = basis.queue(places, CapacityRepository(reading.session).slots(SLOTTED))
    if may_be_moved(request):
        return try_slot(queue, request.number, monday)
    return try_place(queue, request.number, monday)


def may_be_moved(request: CapacityRequest) -> bool:
    """Whether a request has a slot and has not begun."""
    return request.stage is RequestStage.EINGEPLANT and slot_of(request) is not None


def moved_slot(request: CapacityRequest, monday: date) -> Slot:
    """Return the slot of a request as it would be if it began in the week of a Monday."""
    slot = slot_of(request)
    if slot is None:
        raise AssertionError("only a booked slot is moved")
    return slot_from(slot, monday)
