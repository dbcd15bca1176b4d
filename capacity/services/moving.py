"""Booked slots moved by hand: tried at once against all that stands, then a step of the request with its reason."""

from dataclasses import dataclass
from datetime import date

from capacity.errors import PlaceRefusedError, RequestClosedError
from capacity.model import CapacityRequest
from capacity.rules.course.steps import RequestStep
from capacity.rules.role_weeks import monday_of
from capacity.services.course import move
from capacity.services.gathering import LONGEST_REASON, StepWish
from capacity.services.queue_planning import KIND
from capacity.services.reviewing import checked_text
from capacity.services.shared import found, require
from capacity.services.standing import basis_with, may_be_moved, moved_slot, tried
from core.parameters import ParameterSet
from infra.jobs.services import Jobs
from infra.once.model import Once
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.transactions import Transactions


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotMoving:
    """Moves booked slots.

    Args:
        transactions: Opens them to ADIT.
        jobs: Makes the plan anew.
        figures: What steps look at.
    """

    transactions: Transactions
    jobs: Jobs
    figures: ParameterSet

    def put(self, actor: Actor, number: int, monday: date, reason: str, once: Once | None = None) -> CapacityRequest:
        """Move the slot of a request to a week, as long as it is, and have the plan made anew.

        Raises:
            RequestNotFoundError: There is none of this number.
            RequestClosedError: It has no slot, or work has begun.
            AccessDeniedError: It is not theirs to move.
            QueuePlanMissingError: It is not in the plan.
            PlaceRefusedError: The slot does not fit in this week, or is frozen.
            StepRefusedError: Something else stands against it, such as its budget.
            InputError: The reason is missing or too long.
        """
        with self.transactions.write(actor, Action.HANDLE_REQUEST, once) as writing:
            request = found(writing, number)
            require(writing, Action.HANDLE_REQUEST, request)
            if not may_be_moved(request):
                raise RequestClosedError
            text = checked_text(reason, "reason", longest=LONGEST_REASON)
            trial = tried(writing, basis_with(writing, number), request, monday_of(monday))
            if trial.obstacle is not None:
                raise PlaceRefusedError(obstacle=trial.obstacle.value, role=trial.role)
            first, last = moved_slot(request, trial.monday)
            wish = StepWish(
                step=RequestStep.MOVE, version=request.version, reason=text, day=first, until=last, is_tried=True
            )
            after = move(writing, request, wish, self.figures)
            self.jobs.enqueue(writing, KIND)
            return writing.done(after)
