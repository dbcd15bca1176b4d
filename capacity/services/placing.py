"""Places in the plan by hand: tried at once against all that stands, set and lifted with a reason."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from capacity.errors import PlaceRefusedError
from capacity.model import CapacityRequest, QuarterFit, SetPlace
from capacity.planning.trial import MOST_NAMED, Trial
from capacity.repository import CapacityRepository, PlaceRepository, PlanRepository
from capacity.rules.role_weeks import monday_of
from capacity.services.gathering import LONGEST_REASON
from capacity.services.queue_planning import KIND, quarters_ahead
from capacity.services.reviewing import checked_text
from capacity.services.shared import found, readable, require, resource, subject_of
from capacity.services.standing import basis_with, may_be_moved, moved_slot, slot_of, tried
from core.parameters import ParameterSet
from infra.audit.model import Event
from infra.clock import official_day
from infra.identity.repository import IdentityRepository
from infra.jobs.services import Jobs
from infra.once.model import Once
from infra.policy.decision import decide
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.transactions import Transactions, Writing


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenFits:
    """What could still begin in the next quarters.

    Args:
        made_at: When the plan was made that this follows from, UTC; None where there is none.
        quarters: The quarters that were worked out.
        fits: The requests by quarter and rank, with whom they would displace.
        titles: Titles of all that are named, by number.
    """

    made_at: datetime | None
    quarters: tuple[str, ...]
    fits: tuple[QuarterFit, ...]
    titles: Mapping[int, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenPlace:
    """The place of a request as somebody sees it who may move it, or may see how it would be moved.

    Args:
        request: The request.
        mondays: The weeks of the plan.
        start: Monday on which it begins in the plan; None where it has no place.
        place: Where somebody has set it; None where it follows from its rank.
        set_by: Name of who set it.
        trial: What would happen in the week asked for; None where none was.
        titles: Titles of all that are named, by number.
        may_set: The reader may set or lift it.
        slot: First and last day of its booked slot; None where it has none.
        slot_then: The slot if it is moved to the week asked for; None where it is not to be moved, or does not fit.
        may_move: The reader may move it.
    """

    request: CapacityRequest
    mondays: tuple[date, ...]
    start: date | None
    place: SetPlace | None
    set_by: str
    trial: Trial | None
    titles: Mapping[int, str]
    may_set: bool
    slot: tuple[date, date] | None = None
    slot_then: tuple[date, date] | None = None
    may_move: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceDesk:
    """Tries, sets and lifts places.

    Args:
        transactions: Opens them to those who may.
        jobs: Makes the plan anew.
        figures: For how many quarters it is worked out what still fits.
    """

    transactions: Transactions
    jobs: Jobs
    figures: ParameterSet

    def fits(self, actor: Actor) -> SeenFits:
        """Return what could still begin in the next quarters, as the plan knew it when it was made."""
        with self.transactions.read(actor, Action.READ_RANKING) as reading:
            repository = PlanRepository(reading.session)
            plan, fits = repository.find(), repository.fits()
            named = {fit.request for fit in fits} | {one.request for fit in fits for one in fit.displaced}
            titles = CapacityRepository(reading.session).titles(named)
            return SeenFits(
                made_at=plan.made_at if plan else None,
                quarters=quarters_ahead(plan.monday, self.figures, official_day(plan.made_at)) if plan else (),
                fits=fits,
                titles=titles,
            )

    def see(self, actor: Actor, number: int, monday: date | None = None) -> SeenPlace:
        """Return the place of a request, and what would happen if it began in a week.

        Args:
            actor: Who asks.
            number: Number of the request.
            monday: A day of the week to try; None to try none.

        Raises:
            RequestNotFoundError: There is none of this number.
            AccessDeniedError: It is not theirs to read.
            QueuePlanMissingError: It is not in the plan.
        """
        with self.transactions.read(actor, Action.READ_RANKING) as reading:
            request = readable(reading, number)
            basis, entry = basis_with(reading, number), PlanRepository(reading.session).entry(number)
            place = PlaceRepository(reading.session).find(number)
            trial = None if monday is None else tried(reading, basis, request, monday_of(monday))
            slot_then = moved_slot(request, trial.monday) if trial and trial.weeks and may_be_moved(request) else None
            names = IdentityRepository(reading.session).names({place.person}) if place else {}
            return SeenPlace(
                request=request,
                mondays=tuple(basis.monday + timedelta(weeks=week) for week in range(basis.rule.weeks)),
                start=entry.start if entry else None,
                place=place,
                set_by=names.get(place.person, "–") if place else "",
                trial=trial,
                titles=CapacityRepository(reading.session).titles(_named(trial)),
                may_set=decide(reading.actor, Action.PLACE_REQUEST, resource(reading, request)) is None,
                slot=slot_of(request),
                slot_then=slot_then,
                may_move=may_be_moved(request)
                and decide(reading.actor, Action.HANDLE_REQUEST, resource(reading, request)) is None,
            )

    def put(self, actor: Actor, number: int, monday: date, reason: str, once: Once | None = None) -> SetPlace:
        """Set the place of a request, or move it, and have the plan made anew.

        Raises:
            RequestNotFoundError: There is none of this number.
            RequestClosedError: It has a slot, or does not wait for one.
            AccessDeniedError: It is not theirs to set.
            QueuePlanMissingError: It is not in the plan.
            PlaceRefusedError: It cannot begin in this week.
            InputError: The reason is missing or too long.
        """
        with self.transactions.write(actor, Action.PLACE_REQUEST, once) as writing:
            request = found(writing, number)
            require(writing, Action.PLACE_REQUEST, request)
            text = checked_text(reason, "reason", longest=LONGEST_REASON)
            trial = tried(writing, basis_with(writing, number), request, monday_of(monday))
            if trial.obstacle is not None:
                raise PlaceRefusedError(obstacle=trial.obstacle.value, role=trial.role)
            place = SetPlace(
                request=number,
                weeks=trial.weeks,
                reason=text,
                scenario=None,
                person=str(writing.actor.person),
                at=writing.now,
            )
            PlaceRepository(writing.session).put(place)
            told = {"week": place.weeks[0].isoformat(), "reason": text}
            displaced = [one.request for one in trial.displaced]
            self._tell(writing, Event.PLACE_SET, request, {**told, "displaced": displaced})
            return writing.done(place)

    def lift(self, actor: Actor, number: int, reason: str, once: Once | None = None) -> None:
        """Let the place of a request follow from its rank again; one that was not set stays as it is.

        Raises:
            InputError: The reason is missing or too long. Else as ``put``, but for what stands against a week.
        """
        with self.transactions.write(actor, Action.PLACE_REQUEST, once) as writing:
            request = found(writing, number)
            require(writing, Action.PLACE_REQUEST, request)
            text = checked_text(reason, "reason", longest=LONGEST_REASON)
            repository = PlaceRepository(writing.session)
            if repository.find(number) is not None:
                repository.drop(number)
                self._tell(writing, Event.PLACE_LIFTED, request, {"reason": text})
            writing.done(None)

    def _tell(self, writing: Writing, event: Event, request: CapacityRequest, told: Mapping[str, object]) -> None:
        writing.record(event, subject_of(request), after=told)
        self.jobs.enqueue(writing, KIND)


def _named(trial: Trial | None) -> Collection[int]:
    if trial is None:
        return ()
    waits = () if trial.waits_for is None else (trial.waits_for,)
    return {*trial.held_by, *waits, *(one.request for one in trial.displaced[:MOST_NAMED])}
