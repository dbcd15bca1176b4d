"""Taking checks from draft to released sheet: the state machine decides, the policy allows, all in one transaction."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from core.parameters import ParameterSet
from digitalcheck.errors import CheckChangedError
from digitalcheck.model import CheckStatus, CheckStep, Depth, StoredCheck
from digitalcheck.repository import CheckRepository, ReleaseRepository
from digitalcheck.rules.course.facts import CourseFacts, Reason
from digitalcheck.rules.course.refusal import StepRefusedError
from digitalcheck.rules.course.release import Release, record_of
from digitalcheck.rules.course.response import Entered, ResponseTime, response_times, targets_on
from digitalcheck.rules.course.steps import CourseStep, check_transition, hindrances, steps_from
from digitalcheck.services.facts import facts_of
from digitalcheck.services.handing import requested
from digitalcheck.services.releasing import Addresses, Frozen, as_released, frozen, keep
from digitalcheck.services.shared import OpenedCheck, found, held, opened, readable, require, resource, subject_of
from digitalcheck.services.telling import tell_step
from infra.audit.model import Event
from infra.clock import official_day
from infra.fields.services import plain_text
from infra.holidays import holiday_in_hesse
from infra.identity.repository import IdentityRepository
from infra.once.model import Once
from infra.policy.decision import decide
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.transactions import Reading, Transactions, Writing

LONGEST_REASON = 500
STEP_ACTIONS: Mapping[CourseStep, Action] = {
    CourseStep.SIGN: Action.SIGN_CHECK,
    CourseStep.ASK_BACK: Action.ASK_BACK_CHECK,
    CourseStep.COSIGN: Action.COSIGN_CHECK,
    CourseStep.RELEASE: Action.RELEASE_CHECK,
    CourseStep.REPLACE: Action.REPLACE_CHECK,
}
_EVENTS: Mapping[CourseStep, Event] = {
    CourseStep.SIGN: Event.CHECK_SIGNED,
    CourseStep.ASK_BACK: Event.CHECK_ASKED_BACK,
    CourseStep.COSIGN: Event.CHECK_COSIGNED,
    CourseStep.RELEASE: Event.CHECK_RELEASED,
    CourseStep.REPLACE: Event.CHECK_REPLACED,
}
_ASKS_FOR_CAPACITY = frozenset({CourseStep.SIGN, CourseStep.COSIGN})


@dataclass(frozen=True, slots=True, kw_only=True)
class StepWish:
    """A step that somebody wants to take.

    Args:
        step: Which.
        version: Version of the check that they have seen.
        reason: Why, for steps that need a reason.
        successor: Number of the check that takes the place, for replacing.
    """

    step: CourseStep
    version: int
    reason: str = ""
    successor: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferedStep:
    """A step as a page offers it.

    Args:
        step: Which.
        needs_reason: It is taken only with a written reason.
        reasons: Why it is not possible now; empty where it is.
    """

    step: CourseStep
    needs_reason: bool
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenCourse:
    """The course of a check as somebody sees it.

    Args:
        opened: The check.
        steps: What happened so far, oldest first.
        names: Names of the people who did it, by their id.
        times: How long each answer took.
        offered: What the reader may do in this state, possible or not.
        release: The release; None before it.
    """

    opened: OpenedCheck
    steps: tuple[CheckStep, ...]
    names: Mapping[str, str]
    times: tuple[ResponseTime, ...]
    offered: tuple[OfferedStep, ...]
    release: Release | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """Takes checks from state to state.

    Args:
        transactions: Opens them to those who may take the step.
        figures: The dated figures of the Digital-Check.
        addresses: Where people check sheets.
    """

    transactions: Transactions
    figures: ParameterSet
    addresses: Addresses

    def see(self, actor: Actor, number: int) -> SeenCourse:
        """Return the course of a check.

        Raises:
            CheckNotFoundError: There is none of this number.
            AccessDeniedError: It is not theirs to read.
        """
        day = official_day(self.transactions.clock.now())
        with self.transactions.read(actor, Action.READ_CHECK) as reading:
            check = readable(reading, number)
            seen = opened(reading, check, self.figures, day)
            steps = CheckRepository(reading.session).steps(number)
            course = [
                Entered(CheckStatus.ENTWURF, official_day(check.created_at)),
                *(Entered(one.after, official_day(one.at)) for one in steps),
            ]
            facts = facts_of(reading, seen, steps, None)
            return SeenCourse(
                opened=seen,
                steps=steps,
                names=IdentityRepository(reading.session).names({one.person for one in steps}),
                times=response_times(course, day, targets_on(self.figures, day), holiday_in_hesse),
                offered=tuple(_offered(reading, check, facts)),
                release=ReleaseRepository(reading.session).find(number),
            )

    def take(self, actor: Actor, number: int, wish: StepWish, once: Once | None = None) -> StoredCheck:
        """Take a step and return the check as it became.

        Raises:
            CheckNotFoundError: There is none of this number.
            CheckClosedError: In its state this person does nothing of the kind.
            AccessDeniedError: It is not theirs to do.
            VersionConflictError: Somebody else has changed it.
            StepRefusedError: Something stands against it; all reasons are named.
            CheckChangedError: What it rests on has changed meanwhile; nothing was released.
        """
        kept = self._frozen(actor, number, wish) if wish.step is CourseStep.RELEASE else None
        with self.transactions.write(actor, STEP_ACTIONS[wish.step], once) as writing:
            check = held(writing, number, STEP_ACTIONS[wish.step], wish.version)
            day = official_day(writing.now)
            seen = opened(writing, check, self.figures, day)
            steps = CheckRepository(writing.session).steps(number)
            reason = plain_text(wish.reason).strip()[:LONGEST_REASON]
            _require_possible(facts_of(writing, seen, steps, wish.successor), wish.step, reason)
            details = self._carry_out(writing, seen, wish, kept)
            after = _moved(writing, number, wish.step, len(steps) + 1, reason)
            told = {"status": after.status.value, **({"reason": reason} if reason else {}), **details}
            before = {"status": check.status.value}
            writing.record(_EVENTS[wish.step], subject_of(after), before=before, after=told)
            tell_step(writing, after, wish.step, seen.judgement)
            return writing.done(after)

    def _frozen(self, actor: Actor, number: int, wish: StepWish) -> Frozen | None:
        """Return what would be kept, where nothing stands against it; the transaction looks again."""
        day = official_day(self.transactions.clock.now())
        with self.transactions.read(actor, Action.RELEASE_CHECK) as reading:
            check = found(reading, number)
            require(reading, Action.RELEASE_CHECK, check)
            seen = opened(reading, check, self.figures, day)
            facts = facts_of(reading, seen, CheckRepository(reading.session).steps(number), None)
            city = reading.city
        return None if hindrances(facts, wish.step) else frozen(seen, city, self.addresses)

    def _carry_out(
        self, writing: Writing, seen: OpenedCheck, wish: StepWish, kept: Frozen | None
    ) -> Mapping[str, object]:
        """Do what a step does besides the state, and return what the audit log tells of it."""
        if wish.step in _ASKS_FOR_CAPACITY and seen.judgement.depth is not Depth.NEGATIV:
            return {"request": requested(writing, seen.check, self.figures).number}
        if wish.step is CourseStep.RELEASE:
            if kept is None or record_of(as_released(seen.judgement)) != kept.record:
                raise CheckChangedError
            return {"digest": keep(writing, seen, kept).digest}
        if wish.step is CourseStep.REPLACE and wish.successor is not None:
            person = str(writing.actor.person)
            ReleaseRepository(writing.session).replace(seen.check.number, wish.successor, person, writing.now)
            return {"successor": wish.successor}
        return {}


def _moved(writing: Writing, number: int, step: CourseStep, count: int, reason: str) -> StoredCheck:
    repository = CheckRepository(writing.session)
    check = found(writing, number)  # handing in a request has changed it
    transition = check_transition(check.status, step)
    if transition is None:
        raise AssertionError("a step that the state does not know has been refused before")
    repository.add_step(
        number,
        CheckStep(
            number=count,
            before=check.status,
            after=transition.target,
            reason=reason if transition.needs_reason else "",
            person=str(writing.actor.person),
            at=writing.now,
        ),
    )
    after = replace(check, status=transition.target)
    repository.save(after)
    return after


def _require_possible(facts: CourseFacts, step: CourseStep, reason: str) -> None:
    if reasons := hindrances(facts, step, reason):
        raise StepRefusedError(reasons)


def _offered(reading: Reading, check: StoredCheck, facts: CourseFacts) -> list[OfferedStep]:
    """Return the steps of the state that the policy allows the reader; what the form asks for is no hindrance yet."""
    return [
        OfferedStep(
            step=one.step,
            needs_reason=one.needs_reason,
            reasons=() if one.step is CourseStep.REPLACE else hindrances(facts, one.step, "wird noch geschrieben"),
        )
        for one in steps_from(check.status)
        if decide(reading.actor, STEP_ACTIONS[one.step], resource(reading, check)) is None
    ]
