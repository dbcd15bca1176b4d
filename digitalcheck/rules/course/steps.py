"""The state machine of a check, as data. Its picture in ``docs/rules/check_course.md`` is drawn from here."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from digitalcheck.model import CheckStatus
from digitalcheck.rules.course import guards
from digitalcheck.rules.course.facts import CourseFacts, Reason
from digitalcheck.rules.course.guards import Guard


class CourseStep(StrEnum):
    """What can be done with a check as a whole."""

    SIGN = "sign"
    ASK_BACK = "ask-back"
    COSIGN = "cosign"
    RELEASE = "release"
    REPLACE = "replace"


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckTransition:
    """One step from one state to another.

    Args:
        step: What is done.
        source: State it starts from.
        target: State it leads to.
        guards: What must hold.
        needs_reason: It is taken only with a written reason, which is kept.
    """

    step: CourseStep
    source: CheckStatus
    target: CheckStatus
    guards: tuple[Guard, ...] = ()
    needs_reason: bool = False


_DRAFT, _SIGNED, _ASKED = CheckStatus.ENTWURF, CheckStatus.GEZEICHNET, CheckStatus.RUECKFRAGE
_COSIGNED, _RELEASED, _REPLACED = CheckStatus.MITGEZEICHNET, CheckStatus.FREIGEGEBEN, CheckStatus.ERSETZT
_READY = (guards.relation_is_clear, guards.answers_are_complete)
_FINAL = (guards.another_than_signed, *_READY, guards.has_number)


def _step(
    step: CourseStep, source: CheckStatus, target: CheckStatus, *found: Guard, reason: bool = False
) -> CheckTransition:
    return CheckTransition(step=step, source=source, target=target, guards=found, needs_reason=reason)


TRANSITIONS: tuple[CheckTransition, ...] = (
    _step(CourseStep.SIGN, _DRAFT, _SIGNED, *_READY),
    _step(CourseStep.SIGN, _ASKED, _SIGNED, *_READY),
    _step(CourseStep.ASK_BACK, _SIGNED, _ASKED, reason=True),
    _step(CourseStep.COSIGN, _SIGNED, _COSIGNED, *_READY, guards.days_are_given, guards.statement_is_given),
    _step(CourseStep.RELEASE, _SIGNED, _RELEASED, guards.has_no_relation, *_FINAL),
    _step(CourseStep.ASK_BACK, _COSIGNED, _ASKED, reason=True),
    _step(
        CourseStep.RELEASE,
        _COSIGNED,
        _RELEASED,
        *_FINAL,
        guards.another_than_cosigned,
        guards.days_are_given,
        guards.statement_is_given,
    ),
    _step(CourseStep.REPLACE, _RELEASED, _REPLACED, guards.successor_fits),
)
"""Everything that can happen. What is not here cannot."""

FIRST = CheckStatus.ENTWURF
EDITABLE = frozenset({_DRAFT, _ASKED})
"""States in which the office may change its answers: never while somebody else decides on them."""

FROZEN = frozenset({_RELEASED, _REPLACED})
"""States in which the record is kept as it was released."""

_BY_PLACE: Mapping[tuple[CheckStatus, CourseStep], CheckTransition] = {
    (one.source, one.step): one for one in TRANSITIONS
}


def check_transition(status: CheckStatus, step: CourseStep) -> CheckTransition | None:
    """Return what a step does in a state; None where it is not to be had."""
    return _BY_PLACE.get((status, step))


def steps_from(status: CheckStatus) -> Iterator[CheckTransition]:
    """Yield the steps that a state knows, possible or not."""
    return (one for one in TRANSITIONS if one.source is status)


def hindrances(facts: CourseFacts, step: CourseStep, reason: str = "") -> tuple[Reason, ...]:
    """Return every reason why a step is not possible now; empty where it is.

    Args:
        facts: What is known.
        step: What somebody wants to do.
        reason: What they wrote, for steps that need a reason.
    """
    found = check_transition(facts.status, step)
    if found is None:
        return (Reason(type="wrong-state", properties={"status": facts.status.value, "step": step.value}),)
    reasons = tuple(one for guard in found.guards for one in guard(facts))
    return (*reasons, Reason(type="reason-missing")) if found.needs_reason and not reason.strip() else reasons


def drawn() -> str:
    """Return the machine as a Mermaid diagram, for the documentation."""
    lines = ["stateDiagram-v2", f"    [*] --> {FIRST.value}"]
    lines += [f"    {one.source.value} --> {one.target.value}: {one.step.value}" for one in TRANSITIONS]
    lines += [f"    {CheckStatus.ERSETZT.value} --> [*]"]
    return "\n".join(lines)
