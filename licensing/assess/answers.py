"""What may still change after the deadline: only downwards. A late answer never brings a point."""

from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from core.legal import LegalSource, VerificationStatus
from licensing.assess.evidence import EvidenceState, Signal, SignalEvidence
from licensing.assess.rubric import Rubric

AS_AT_DEADLINE = LegalSource(
    "§ 56 Abs. 3 VgV",
    VerificationStatus.VERIFIED,
    "keine Nachforderung zu leistungsbezogenen Unterlagen, die die Wertung nach den Zuschlagskriterien betreffen",
)


class AnswerKind(StrEnum):
    """How something reached the authority after the bid.

    ``BIDDER_QUESTION``: asked by the bidder before the deadline, answered by the authority. ``CLARIFICATION``: explains
    what stands in the bid. ``DOCUMENT_REQUEST``: brings papers that nothing is scored by. ``NEGOTIATION``: a new bid in
    a round of negotiation, with a deadline of its own.
    """

    BIDDER_QUESTION = "bidder_question"
    CLARIFICATION = "clarification"
    DOCUMENT_REQUEST = "document_request"
    NEGOTIATION = "negotiation"


class Round(NamedTuple):
    """One round of bids.

    Args:
        number: From 1.
        deadline: Until when bids of the round count, aware.
        negotiated: The round is one of negotiation.
    """

    number: int
    deadline: datetime
    negotiated: bool = False


class Standing(NamedTuple):
    """The evidence of one bid in one round.

    Args:
        round: The round.
        evidence: By signal.
    """

    round: Round
    evidence: dict[Signal, SignalEvidence]


class NotAfterDeadlineError(ValueError):
    """An answer would give more than the bid did at its deadline, or comes in a way that changes no evidence.

    Args:
        reason: Slug.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.source = AS_AT_DEADLINE


def submitted(standing: Standing, evidence: SignalEvidence, received_at: datetime) -> Standing:
    """Return the standing after the bidder submitted or replaced what the bid says, in time.

    A moment equal to the deadline is in time.

    Raises:
        NotAfterDeadlineError: The deadline of the round is over.
    """
    if received_at > standing.round.deadline:
        raise NotAfterDeadlineError("after_deadline")
    return Standing(standing.round, {**standing.evidence, evidence.signal: evidence})


def answered(standing: Standing, kind: AnswerKind, evidence: SignalEvidence, rubric: Rubric) -> Standing:
    """Return the standing after an answer about one signal.

    A clarification may only take away: neither what is certain nor what is possible may rise. So it can make something
    declared of what seemed proven, or show that something is absent, and never the other way round. What was unknown
    stays unknown however well it is answered; the answer is kept beside it as text.

    Args:
        standing: What counts now.
        kind: How the answer came.
        evidence: What the answer shows.
        rubric: The published rubric.

    Raises:
        NotAfterDeadlineError: It would raise points, or the kind of answer changes no evidence at all.

    Legal source:
        § 56 Abs. 3 VgV; § 15 Abs. 5 VgV (unverified)
    """
    if kind is not AnswerKind.CLARIFICATION:
        raise NotAfterDeadlineError(f"{kind}_changes_no_evidence")
    before = standing.evidence.get(evidence.signal) or SignalEvidence(evidence.signal, EvidenceState.UNKNOWN)
    least, most = rubric.share(evidence.signal, evidence.state, evidence.anchor)
    known_least, known_most = rubric.share(before.signal, before.state, before.anchor)
    if least > known_least or most > known_most:
        raise NotAfterDeadlineError("raises_points")
    return Standing(standing.round, {**standing.evidence, evidence.signal: replace(evidence, why="clarified")})


def negotiated(standing: Standing, following: Round, opened_at: datetime) -> Standing:
    """Return the standing at the beginning of a round of negotiation: what the last bid said, until it is replaced.

    Args:
        standing: Of the round before.
        following: The new round; its bids count until its own deadline.
        opened_at: When the round began.

    Raises:
        NotAfterDeadlineError: No round of negotiation, not the next one, or its deadline is not ahead.
    """
    if not following.negotiated or following.number != standing.round.number + 1:
        raise NotAfterDeadlineError("no_negotiation")
    if following.deadline <= max(opened_at, standing.round.deadline) or opened_at <= standing.round.deadline:
        raise NotAfterDeadlineError("deadline_not_ahead")
    return Standing(following, dict(standing.evidence))
