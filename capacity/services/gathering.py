"""What the state machine looks at, gathered from what is stored about a request and what somebody wrote."""

from dataclasses import dataclass
from datetime import date

from capacity.model import CapacityRequest, RequestStage
from capacity.repository import CapacityRepository, CourseRepository, GateRepository
from capacity.rules.course.facts import OtherRequest, RequestFacts, Typed
from capacity.rules.course.steps import RequestStep
from capacity.rules.form import BUDGET_STATE, BUDGET_YEAR, EFFORT, efforts_in, faults_of
from capacity.rules.gates import began_by_lift, budget_of, lift_on
from capacity.services.shared import FORM, readable
from core.parameters import ParameterSet
from infra.clock import official_day
from infra.transactions import Reading, Writing

LONGEST_REASON = 500
_MONTHS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class StepWish:
    """A step that somebody wants to take.

    Args:
        step: Which.
        version: Version of the request that they have seen.
        reason: Why, for steps that need a reason.
        day: First day of the slot, or day of resubmission.
        until: Last day of the slot, or of the promise.
        other: Number of the request it shall become part of.
        line: What everybody may read about a decision that lifts a gate.
        is_tried: The plan has room for the slot; whoever wishes cannot say so.
    """

    step: RequestStep
    version: int
    reason: str = ""
    day: date | None = None
    until: date | None = None
    other: int | None = None
    line: str = ""
    is_tried: bool = False


def facts_of(writing: Writing, request: CapacityRequest, wish: StepWish, figures: ParameterSet) -> RequestFacts:
    """Return what the steps of a request look at, with what somebody wrote into the form of one.

    Raises:
        RequestNotFoundError: There is no request that it shall become part of.
        AccessDeniedError: That is not theirs to read.
    """
    other = _other(writing, request, wish.other)
    typed = Typed(
        reason=wish.reason, day=wish.day, until=wish.until, other=other, line=wish.line, is_tried=wish.is_tried
    )
    return standing_facts(writing, request, official_day(writing.now), figures, typed)


def standing_facts(
    reading: Reading, request: CapacityRequest, day: date, figures: ParameterSet, typed: Typed
) -> RequestFacts:
    """Return the facts of a request as a day knows them."""
    repository = CourseRepository(reading.session)
    values = {name: one.value for name, one in FORM.values(reading, FORM.record(str(request.number))).items()}
    months = int(figures.on("longest_deferral_months", day).number)
    return RequestFacts(
        stage=request.stage,
        today=day,
        actor=reading.actor.person,
        handed_in_by=request.handed_in_by,
        proposed_by=request.proposed_by,
        missing=tuple(faults_of(values)) if request.stage is RequestStage.ENTWURF else (),
        reviews=repository.reviews(request.number),
        open_questions=sum(one.is_open for one in repository.questions(request.number)),
        has_effort=bool(request.demand.efforts) or bool(efforts_in(values[EFFORT])),
        waits_for=_waits_for(reading, request.number),
        proofs=frozenset(one.kind for one in repository.proofs(request.number)),
        reserved_until=request.until,
        window_from=request.window_from,
        resubmit_latest=_months_later(day, months),
        is_lifted=lift_on(GateRepository(reading.session).of(request.number), day) is not None,
        began_by_lift=began_by_lift(request.stage, request.state),
        budget=budget_of(values[BUDGET_YEAR], values[BUDGET_STATE]),
        typed=typed,
    )


def _waits_for(reading: Reading, number: int) -> tuple[int, ...]:
    repository = CapacityRepository(reading.session)
    before = ((one, repository.find(one)) for one in repository.depends_on(number))
    return tuple(one for one, other in before if other and other.stage is not RequestStage.ABGESCHLOSSEN)


def _other(reading: Reading, request: CapacityRequest, number: int | None) -> OtherRequest | None:
    if number is None:
        return None
    other = readable(reading, number)
    return OtherRequest(number=other.number, stage=other.stage, is_same=other.number == request.number)


def _months_later(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, _MONTHS)
    return date(day.year + years, month + 1, min(day.day, 28))
