"""What is known about a request at one moment: all that guards may look at."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from capacity.model import ProofKind, RequestReview, RequestStage
from capacity.rules.gates import Budget
from core.legal import LegalSource


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a step is not possible: a fact with its properties; the German sentence stands in ``wording``.

    Args:
        type: Slug of the reason.
        properties: Values for the sentence.
        source: Rule that it comes from; None where it is no rule of anybody's.
    """

    type: str
    properties: Mapping[str, str] = field(default_factory=dict)
    source: LegalSource | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherRequest:
    """The request that another one shall become part of.

    Args:
        number: Its number.
        stage: How far it has come.
        is_same: It is the request itself.
    """

    number: int
    stage: RequestStage
    is_same: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What somebody wrote into the form of a step.

    Args:
        reason: Why.
        day: The day that the step needs: start of the slot, end of a reservation, day of resubmission.
        until: Last day of the slot.
        other: The request it shall become part of.
        line: What everybody may read about a decision that lifts a gate.
        is_tried: The plan has room for the slot.
    """

    reason: str = ""
    day: date | None = None
    until: date | None = None
    other: OtherRequest | None = None
    line: str = ""
    is_tried: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestFacts:
    """A request, as its steps see it.

    Args:
        stage: How far it has come.
        today: The day.
        actor: Who wants to take a step; None for the house itself.
        handed_in_by: Who handed the request in.
        proposed_by: Who put it before the Digitaldezernat last; None while nobody has.
        missing: Fields of the form that are missing or cannot be read.
        reviews: What the parties said in the parallel checks.
        open_questions: How many questions wait for an answer.
        has_effort: Person-days by role are known.
        waits_for: Numbers of requests that must be finished first and are not.
        proofs: Proofs for the start of operation that are there, or noted as not needed.
        reserved_until: Last day of a reservation, or of the booked slot; None while there is none.
        window_from: First day of the booked slot; None while there is none.
        resubmit_latest: Last day on which a deferred request may come back.
        is_lifted: A decision lets work begin although nothing is agreed.
        began_by_lift: A decision let the work begin, and nobody has promised a slot since.
        budget: What pays it.
        typed: What somebody wrote into the form.
    """

    stage: RequestStage
    today: date
    actor: str | None = None
    handed_in_by: str | None = None
    proposed_by: str | None = None
    missing: tuple[str, ...] = ()
    reviews: tuple[RequestReview, ...] = ()
    open_questions: int = 0
    has_effort: bool = False
    waits_for: tuple[int, ...] = ()
    proofs: frozenset[ProofKind] = frozenset()
    reserved_until: date | None = None
    window_from: date | None = None
    resubmit_latest: date | None = None
    is_lifted: bool = False
    began_by_lift: bool = False
    budget: Budget = field(default_factory=Budget)
    typed: Typed = field(default_factory=Typed)
