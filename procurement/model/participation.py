"""What this package tells about the Teilnahmewettbewerb: requests to participate and what was found about them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from procurement.model.bid import BidState, CheckAnswer, Decision

PARTICIPATION_ROUND = 0
"""Round under which the opening of requests to participate is recorded; rounds of offers count from 1."""


class RequestOutcome(StrEnum):
    """What became of a request to participate once candidates were invited."""

    OPEN = "open"
    INVITED = "invited"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What was found about one point of a request: an answer, or points on a scored criterion.

    Args:
        answer: For points of the law and A criteria.
        points: For scored criteria; None until they are given.
        note: Why, and where it stands.
    """

    answer: CheckAnswer = CheckAnswer.OPEN
    points: Decimal | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestToParticipate:
    """One request to participate (Teilnahmeantrag).

    Args:
        publication: Number of the published version that it answers.
        number: Counts the requests to that version in the order in which they were recorded, from 1.
        candidate: Name of the candidate.
        received_at: When the platform received it, UTC.
        state: How it stands; ``REPLACED`` is not used.
        decision: What the examination decided: ``ADMITTED`` means suitable.
        exclusion_code: Code of the ground; empty unless excluded.
        exclusion_reason: Why, in words; empty unless excluded.
        findings: What was found, by the id of the point or criterion.
        is_drawn: Was drawn by lot among equally ranked candidates.
        drawing: How it was drawn; empty unless it was.
        outcome: What became of it.
        outcome_reason: Why, in words, for later letters; empty while the outcome is open.
        recorded_by: Id of the person who recorded it.
        recorded_at: When, UTC.
        version: Counts changes, from 1.
    """

    publication: int
    number: int
    candidate: str
    received_at: datetime
    state: BidState
    decision: Decision
    exclusion_code: str
    exclusion_reason: str
    findings: Mapping[str, Finding]
    is_drawn: bool
    drawing: str
    outcome: RequestOutcome
    outcome_reason: str
    recorded_by: str
    recorded_at: datetime
    version: int

    @property
    def is_valid(self) -> bool:
        """It came in time and was not withdrawn."""
        return self.state is BidState.RECEIVED

    @property
    def is_suitable(self) -> bool:
        """It is valid, and its candidate was found suitable."""
        return self.is_valid and self.decision is Decision.ADMITTED
