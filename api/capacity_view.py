"""The queue of requests for capacity as the interface shows it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from api.attachment_view import AttachmentView, attachment_view
from api.digital_check_view import CapacityRequestView, request_view
from api.etag import etag_of
from api.fields import FieldView, field_view
from api.lift_view import LiftView, lift_view
from api.once import presented
from api.proof_view import ProofView, proof_view
from capacity.model import (
    CapacityRequest,
    CapacityState,
    ClosingDay,
    Party,
    Proof,
    RequestQuestion,
    RequestReview,
    RequestStage,
    ReviewKind,
    ReviewLight,
)
from capacity.rules.clocks import ClockState
from capacity.rules.course.steps import RequestStep
from capacity.rules.course.wording import reason_sentence
from capacity.rules.form import Unfilled
from capacity.services.desk import SeenClock, SeenRequest
from infra.once.model import KeptAnswer


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedRequestView:
    """A request in a list.

    Args:
        number: Its number.
        title: What it is about.
        office: Id of the office that asks.
        stage: How far it has come.
        state: What that means for a Digital-Check.
        since: Day on which it was handed in first.
        changed_at: When it was changed last.
        version: Counts its changes.
    """

    number: int
    title: str
    office: str
    stage: RequestStage
    state: CapacityState
    since: date
    changed_at: datetime
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AlikeView:
    """Requests that are like a text, the most alike first."""

    items: list[ListedRequestView]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventView:
    """Something that happened to a request; the person is null where the house did it."""

    step: str
    before: RequestStage
    after: RequestStage
    reason: str
    person: str | None
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockView:
    """A response clock.

    Args:
        topic: Stage, check or question that it is for.
        party: Whose it is.
        state: Whether it runs.
        days: Working days in all.
        left: Working days left; negative for days late.
        due: Last day in time.
        is_late: It was missed.
    """

    topic: str
    party: Party
    state: ClockState
    days: int
    left: int
    due: date
    is_late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewView:
    """A statement; the light is null while it is awaited."""

    kind: ReviewKind
    light: ReviewLight | None
    note: str
    condition: str
    at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionView:
    """A question with its answer, if there is one."""

    number: int
    asker: Party
    party: Party
    text: str
    asked_at: datetime
    answer: str
    answered_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferedStepView:
    """A step you may take in this stage, and what stands against it now."""

    step: RequestStep
    target: RequestStage
    needs_reason: bool
    hindrances: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenRequestView:
    """A request with all that is known about it.

    Args:
        request: The request.
        stage: How far it has come.
        fields: What stands in its form, by name; fields never saved are left out.
        unreadable: Fields that are missing or cannot be read, by name.
        depends_on: Numbers of requests that must be finished before.
        events: Its course, oldest first.
        clocks: Its response clocks, oldest first.
        reviews: The parallel checks.
        questions: Questions, oldest first.
        proofs: Proofs for the start of operation.
        attachments: Files, by number; what they hold is asked for one by one.
        lifts: Decisions that opened the gates, oldest first.
        offered: What you may do now.
    """

    request: CapacityRequestView
    stage: RequestStage
    fields: dict[str, FieldView]
    unreadable: dict[str, Unfilled]
    depends_on: list[int]
    events: list[EventView]
    clocks: list[ClockView]
    reviews: list[ReviewView]
    questions: list[QuestionView]
    proofs: list[ProofView]
    attachments: list[AttachmentView]
    lifts: list[LiftView]
    offered: list[OfferedStepView]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosingDayView:
    """A day on which the city administration is closed."""

    day: date
    reason: str


def listed_view(request: CapacityRequest) -> ListedRequestView:
    """Return a request as a list shows it."""
    return ListedRequestView(
        number=request.number,
        title=request.demand.title,
        office=request.demand.office,
        stage=request.stage,
        state=request.state,
        since=request.since,
        changed_at=request.changed_at,
        version=request.version,
    )


def alike_view(found: Iterable[CapacityRequest]) -> AlikeView:
    """Return requests that are alike."""
    return AlikeView(items=[listed_view(one) for one in found])


def seen_view(seen: SeenRequest) -> SeenRequestView:
    """Return a request with all that is known about it."""
    return SeenRequestView(
        request=request_view(seen.request),
        stage=seen.request.stage,
        fields={name: field_view(held) for name, held in seen.values.items() if held.version},
        unreadable=dict(seen.faults),
        depends_on=list(seen.depends_on),
        events=[
            EventView(
                step=one.step, before=one.before, after=one.after, reason=one.reason, person=one.person, at=one.at
            )
            for one in seen.events
        ],
        clocks=[_clock(one) for one in seen.clocks],
        reviews=[review_view(one) for one in seen.reviews],
        questions=[question_view(one) for one in seen.questions],
        proofs=[proof_view(one) for one in seen.proofs],
        attachments=[attachment_view(one) for one in seen.attachments],
        lifts=[lift_view(one) for one in seen.lifts],
        offered=[
            OfferedStepView(
                step=one.step,
                target=one.transition.target,
                needs_reason=one.transition.needs_reason,
                hindrances=[reason_sentence(why) for why in one.reasons],
            )
            for one in seen.offered
        ],
    )


def _clock(seen: SeenClock) -> ClockView:
    clock = seen.stored.clock
    return ClockView(
        topic=clock.topic,
        party=clock.party,
        state=clock.state,
        days=clock.days,
        left=seen.left,
        due=clock.due,
        is_late=seen.is_late,
    )


def review_view(review: RequestReview) -> ReviewView:
    """Return a statement."""
    return ReviewView(kind=review.kind, light=review.light, note=review.note, condition=review.condition, at=review.at)


def question_view(question: RequestQuestion) -> QuestionView:
    """Return a question."""
    return QuestionView(
        number=question.number,
        asker=question.asker,
        party=question.party,
        text=question.text,
        asked_at=question.asked_at,
        answer=question.answer,
        answered_at=question.answered_at,
    )


def closing_view(closing: ClosingDay) -> ClosingDayView:
    """Return a closing day."""
    return ClosingDayView(day=closing.day, reason=closing.reason)


def begun_request(request: CapacityRequest) -> KeptAnswer:
    """Return the answer to a request that was begun."""
    location = f"/api/v1/capacity-requests/{request.number}"
    return presented(listed_view(request), status=201, location=location, etag=etag_of(request.version))


def moved_request(request: CapacityRequest) -> KeptAnswer:
    """Return the answer to a step that was taken."""
    return presented(listed_view(request), etag=etag_of(request.version))


def kept_review(review: RequestReview) -> KeptAnswer:
    """Return the answer to a statement."""
    return presented(review_view(review))


def kept_proof(proof: Proof) -> KeptAnswer:
    """Return the answer to a proof."""
    return presented(proof_view(proof))


def kept_question(question: RequestQuestion) -> KeptAnswer:
    """Return the answer to a question that was asked or answered."""
    return presented(question_view(question))
