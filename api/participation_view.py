"""The Teilnahmewettbewerb as the interface shows it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from core.numbers import fraction_string
from procurement.model import BidState, Decision, RequestOutcome, RequestToParticipate
from procurement.rules.participation.ranking import written_findings
from procurement.services.participation.qualifying import SeenParticipation


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestView:
    """One request to participate.

    Args:
        number: Its number.
        candidate: Name of the candidate.
        received_at: When the platform received it.
        state: How it stands.
        decision: What the examination decided; ``admitted`` means suitable.
        exclusion_code: Code of the ground; empty unless excluded.
        exclusion_reason: Why; empty unless excluded.
        findings: Answer or points, with a note, by the id of the point.
        is_drawn: Was drawn by lot among equal candidates.
        outcome: What became of it.
        outcome_reason: Why; empty while the outcome is open.
        version: Counts changes, from 1.
    """

    number: int
    candidate: str
    received_at: datetime
    state: BidState
    decision: Decision
    exclusion_code: str
    exclusion_reason: str
    findings: dict[str, dict[str, str]]
    is_drawn: bool
    outcome: RequestOutcome
    outcome_reason: str
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RankedView:
    """A suitable candidate in the order of points.

    Args:
        number: Number of the request.
        rank: From 1; equal points share a rank.
        points: Weighted points as an exact fraction.
        is_invited: Is to be invited as things stand.
        is_tied: Stands equal with others for fewer places.
    """

    number: int
    rank: int
    points: str
    is_invited: bool
    is_tied: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EligibilityPointView:
    """One point of the examination.

    Args:
        item: Its id.
        text: What has to hold.
    """

    item: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestFileView:
    """A file of a request.

    Args:
        request: Number of the request.
        name: As it is stored.
        size: Bytes.
        digest: ``sha256:…`` of the content.
    """

    request: int
    name: str
    size: int
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipationView:
    """The Teilnahmewettbewerb of the last published version.

    Args:
        eligibility: ``pruefstand/eligibility/1`` as published; null where there is none.
        opened_at: When the requests were opened; null until then.
        requests: In the order of their numbers.
        files: Of all requests, by number and name.
        ranking: Suitable candidates, best first.
        places: How many are invited.
        points: What each request is examined by, besides scored criteria.
        grounds: Codes of grounds on which a candidate may be excluded.
    """

    eligibility: dict[str, Any] | None
    opened_at: datetime | None
    requests: list[RequestView]
    files: list[RequestFileView]
    ranking: list[RankedView]
    places: int
    points: list[EligibilityPointView]
    grounds: list[str]


def participation_view(seen: SeenParticipation) -> ParticipationView:
    """Return the Teilnahmewettbewerb as it is shown."""
    ranking = seen.ranking
    return ParticipationView(
        eligibility=seen.matrix.model_dump(mode="json", exclude_none=True) if seen.matrix else None,
        opened_at=seen.opening.opened_at if seen.opening else None,
        requests=[request_view(one) for one in seen.requests],
        files=[
            RequestFileView(request=number, name=one.name, size=one.size, digest=one.digest)
            for number, some in seen.files.items()
            for one in some
        ],
        ranking=[
            RankedView(
                number=one.request.number,
                rank=one.rank,
                points=fraction_string(one.points),
                is_invited=one.is_invited,
                is_tied=one.is_tied,
            )
            for one in (ranking.ranked if ranking else ())
        ],
        places=ranking.places if ranking else 0,
        points=[EligibilityPointView(item=one.id, text=one.text) for one in seen.points],
        grounds=[one.code for one in seen.grounds],
    )


def request_view(one: RequestToParticipate) -> RequestView:
    """Return a request as it is shown."""
    return RequestView(
        number=one.number,
        candidate=one.candidate,
        received_at=one.received_at,
        state=one.state,
        decision=one.decision,
        exclusion_code=one.exclusion_code,
        exclusion_reason=one.exclusion_reason,
        findings=written_findings(one.findings),
        is_drawn=one.is_drawn,
        outcome=one.outcome,
        outcome_reason=one.outcome_reason,
        version=one.version,
    )
