"""What this package tells about openness: rubrics of a city, what bids say, what answers change, who decided what."""

from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from licensing.assess.evidence import EvidenceState, Signal


@dataclass(frozen=True, slots=True, kw_only=True)
class RubricVersion:
    """A version of the rubric (Bewertungsschlüssel) of a city; it never changes.

    Args:
        number: Counts the versions of the city, from 1.
        version: Name of the version, unique in the city.
        title: What it is called.
        valid_from: Day from which it is meant to be used.
        digest: ``sha256:…`` of the document.
        document: Canonical JSON of ``pruefstand/openness-rubric/1``.
        added_by: Id of the person who added it.
        added_at: When, UTC.
    """

    number: int
    version: str
    title: str
    valid_from: date
    digest: str
    document: str
    added_by: str
    added_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a bid says about a signal; each signal looks at its own part.

    Args:
        denied: It says that there is none.
        promise: Id of the anchor that a binding promise reaches; empty where it promises nothing.
        expression: Licence of the offered product as an SPDX expression.
        closed_additions: Parts of the product stand under another, closed licence.
        open: Requirements that the open part covers.
        closed: Requirements that only a closed part covers.
        unknown: Requirements about which it says nothing.
        closed_dependencies: Closed parts without which the product does not run.
        confirmed: A person has compared the list with the product.
    """

    denied: bool = False
    promise: str = ""
    expression: str = ""
    closed_additions: bool = False
    open: int = 0
    closed: int = 0
    unknown: int = 0
    closed_dependencies: int = 0
    confirmed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BidStatement:
    """What a bid says about a signal, and where; the newest one of a signal holds.

    Args:
        number: Counts those of a procedure, from 1.
        bid: Id of the bid.
        signal: Which signal.
        said: What it says.
        osi: What the lists said of the licence on that day: ``yes``, ``no`` or ``unknown``; empty for other signals.
        lists: Version of that list; empty likewise.
        file: Name of the file of the bid.
        digest: ``sha256:…`` of that file.
        place: Where in the file.
        noted_by: Id of the person who read it.
        noted_at: When, UTC.
    """

    number: int
    bid: str
    signal: Signal
    said: Said
    osi: str
    lists: str
    file: str
    digest: str
    place: str
    noted_by: str
    noted_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerEffect:
    """What an answer to a clarification (Aufklärung) shows about a signal; it never raises points.

    Args:
        number: Counts those of a procedure, from 1.
        bid: Id of the bid.
        inquiry: Number of the inquiry that was answered.
        signal: Which signal.
        state: How far it is known now.
        anchor: Id of the anchor of the rubric; empty where it is absent or unknown.
        answer_digest: ``sha256:…`` of the answer as it was read.
        noted_by: Id of the person who read it.
        noted_at: When, UTC.
    """

    number: int
    bid: str
    inquiry: int
    signal: Signal
    state: EvidenceState
    anchor: str
    answer_digest: str
    noted_by: str
    noted_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PointsDecision:
    """What an evaluator decided about the suggested points of a bid; the newest one of a person holds.

    Args:
        number: Counts those of a procedure, from 1.
        bid: Id of the bid.
        criterion: Id of the criterion.
        person: Id of the evaluator.
        seal: ``sha256:…`` of the suggestion that was decided on.
        least: Points that were suggested at least.
        most: Points that were suggested at most.
        points: Points that the evaluator gives.
        reason: Why these; empty where they are the very points suggested.
        decided_at: When, UTC.
    """

    number: int
    bid: str
    criterion: str
    person: str
    seal: str
    least: Fraction
    most: Fraction
    points: Fraction
    reason: str
    decided_at: datetime

    @property
    def is_accepted(self) -> bool:
        """The points are within what was suggested."""
        return self.least <= self.points <= self.most
