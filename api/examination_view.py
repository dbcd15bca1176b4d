"""The examination of bids as the interface shows it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from procurement.model import Bid, BidState, Check, CheckAnswer, Decision, ProcedureStage
from procurement.services.examination import Examination, ExaminedBid


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckView:
    """What was found about a point.

    Args:
        item: Id of the point.
        answer: What was found.
        note: Why, and where it stands.
        changed_at: When; null for nothing yet.
        version: For ``If-Match``; 0 where nothing was found yet.
    """

    item: str
    answer: CheckAnswer
    note: str
    changed_at: datetime | None
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PointView:
    """One point of the examination with what was found.

    Args:
        group: What it is about.
        text: What has to hold, in German.
        legal_source: Where it comes from.
        code: Ground of exclusion that it proposes where it is not met.
        check: What was found.
    """

    group: str
    text: str
    legal_source: str
    code: str
    check: CheckView


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidedBid:
    """A bid with what was decided about it.

    Args:
        bid: Id of the bid.
        lot: Number of the lot.
        tenderer: Name of the bidder.
        variant: Name of the variant (Nebenangebot); empty for a main bid.
        state: How it came in.
        decision: What was decided.
        exclusion_code: Ground; empty unless excluded.
        exclusion_reason: Why; empty unless excluded.
        admission_reason: Why it was admitted although a point was open or not met; may be empty.
        version: For ``If-Match``.
    """

    bid: str
    lot: int
    tenderer: str
    variant: str
    state: BidState
    decision: Decision
    exclusion_code: str
    exclusion_reason: str
    admission_reason: str
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ExaminedBidView:
    """A bid with its examination.

    Args:
        bid: The bid.
        answered: Points with an answer.
        total: All points.
        points: All points in the order of the form.
        proposed_code: Ground of exclusion that follows from the answers; null where all are met. A person decides.
        proposed_reason: The notes behind it; empty where all are met.
    """

    bid: DecidedBid
    answered: int
    total: int
    points: list[PointView]
    proposed_code: str | None
    proposed_reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GroundView:
    """A ground of exclusion.

    Args:
        code: Slug.
        text: What it means, in German.
        legal_source: Where it comes from.
    """

    code: str
    text: str
    legal_source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExaminationView:
    """All bids of the present round with how far their examination is.

    Args:
        stage: Of the procedure.
        bids: In the order of lots and numbers.
        grounds: Grounds of exclusion that apply.
    """

    stage: ProcedureStage
    bids: list[ExaminedBidView]
    grounds: list[GroundView]


def decided(bid: Bid) -> DecidedBid:
    """Return a bid with what was decided."""
    kept = ("tenderer", "variant", "state", "decision", "exclusion_code", "exclusion_reason", "admission_reason")
    return DecidedBid(bid=bid.id, lot=bid.place.lot, version=bid.version, **{name: getattr(bid, name) for name in kept})


def check_view(check: Check) -> CheckView:
    """Return what was found."""
    return CheckView(**{name: getattr(check, name) for name in CheckView.__dataclass_fields__})


def examined_view(one: ExaminedBid) -> ExaminedBidView:
    """Return a bid with its examination."""
    nothing = {"answer": CheckAnswer.OPEN, "note": "", "changed_at": None, "version": 0}
    checks: Mapping[str, CheckView] = {item: check_view(check) for item, check in one.checks.items()}
    points = [
        PointView(
            group=point.group.value,
            text=point.text,
            legal_source=point.basis.citation,
            code=point.code,
            check=checks[point.id] if point.id in checks else CheckView(item=point.id, **nothing),  # type: ignore[arg-type]  # of several types
        )
        for point in one.points
    ]
    proposal = one.proposal
    return ExaminedBidView(
        bid=decided(one.bid),
        answered=one.progress.answered,
        total=one.progress.total,
        points=points,
        proposed_code=proposal.code if proposal else None,
        proposed_reason=proposal.reason if proposal else "",
    )


def examination_view(found: Examination) -> ExaminationView:
    """Return all bids with their examination."""
    return ExaminationView(
        stage=found.procedure.stage,
        bids=list(map(examined_view, found.bids)),
        grounds=[GroundView(code=one.code, text=one.text, legal_source=one.basis.citation) for one in found.grounds],
    )
