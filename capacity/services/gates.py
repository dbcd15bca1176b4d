"""Decisions that open the gates: stored with their step, and told to everybody."""

from dataclasses import dataclass

from capacity.model import CapacityRequest, GateLift, LiftGround
from capacity.repository import GateRepository
from capacity.rules.course.steps import RequestStep
from capacity.rules.gates import LONGEST_LINE
from capacity.services.gathering import StepWish
from infra.clock import official_day
from infra.fields.services import plain_text
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.transactions import Reading, Transactions, Writing

MOST_LIFTS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicLift:
    """What everybody may know of a lift.

    Args:
        request: Number of the request.
        lift: The lift, of which only ground, line and days are for everybody.
        holds: It opens the gates today.
    """

    request: int
    lift: GateLift
    holds: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicLifts:
    """Tells everybody what went on without agreement.

    Args:
        transactions: Opens the rows of the city that is asked about.
    """

    transactions: Transactions

    def of(self, city: str) -> tuple[PublicLift, ...]:
        """Return the latest lifts of a city, newest first.

        Args:
            city: Id of a city of this instance.
        """
        day = official_day(self.transactions.clock.now())
        with self.transactions.read(Actor(city=city), Action.USE_PUBLIC_TOOLS) as reading:
            found = GateRepository(reading.session).latest(MOST_LIFTS)
            return tuple(PublicLift(request=number, lift=one, holds=one.holds_on(day)) for number, one in found)


def lifts_of(reading: Reading, number: int) -> tuple[GateLift, ...]:
    """Return the lifts of a request, oldest first; the caller has asked whether that may be known."""
    return GateRepository(reading.session).of(number)


def keep_lift(writing: Writing, request: CapacityRequest, wish: StepWish) -> None:
    """Store what a step lifted."""
    repository = GateRepository(writing.session)
    repository.add(
        request.number,
        GateLift(
            number=len(repository.of(request.number)) + 1,
            ground=LiftGround.DECISION if wish.step is RequestStep.LIFT else LiftGround.RESOLUTION,
            reason=wish.reason,
            line=plain_text(wish.line).strip()[:LONGEST_LINE],
            until=wish.until,
            person=str(writing.actor.person),
            at=writing.now,
        ),
    )
