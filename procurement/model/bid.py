"""What this package tells about bids: what came in and what was examined."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class BidState(StrEnum):
    """How a bid stands that the tender platform has received."""

    RECEIVED = "received"
    LATE = "late"
    WITHDRAWN = "withdrawn"
    REPLACED = "replaced"


class Decision(StrEnum):
    """What the examination decided about a bid."""

    UNDECIDED = "undecided"
    ADMITTED = "admitted"
    EXCLUDED = "excluded"


class CheckAnswer(StrEnum):
    """What somebody found about one point of the examination."""

    OPEN = "open"
    MET = "met"
    NOT_MET = "not-met"
    NOT_APPLICABLE = "not-applicable"


class InquiryKind(StrEnum):
    """Why a bidder is asked, or asks. Only an answer to a document request may bring papers (§ 56 VgV)."""

    QUESTION = "question"
    CLARIFICATION = "clarification"
    DOCUMENT_REQUEST = "document-request"
    PRICE_CLARIFICATION = "price-clarification"


class InquiryOutcome(StrEnum):
    """How an inquiry ended."""

    OPEN = "open"
    ANSWERED = "answered"
    UNANSWERED = "unanswered"


def bid_title(tenderer: str, variant: str) -> str:
    """Return what a bid is called: its bidder, and the name of the variant where it is one."""
    return f"{tenderer} (Nebenangebot: {variant})" if variant else tenderer


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """Opening of the bids of one round (Öffnungsniederschrift); it never changes.

    Args:
        publication: Number of the published version that the bids answer.
        round: Round of offers, from 1; 0 for the requests to participate.
        opened_at: When the platform opened them, UTC.
        first_person: One of the two people who opened (§ 55 Abs. 2 VgV).
        second_person: The other one.
        note: What else is to be said, or empty.
        recorded_by: Id of the person who recorded it.
        recorded_at: When, UTC.
    """

    publication: int
    round: int
    opened_at: datetime
    first_person: str
    second_person: str
    note: str
    recorded_by: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class BidPlace:
    """Where a bid belongs.

    Args:
        publication: Number of the published version that it answers.
        round: Round of offers, from 1.
        lot: Number of the lot.
        number: Counts the bids of this place in the order of import, from 1.
    """

    publication: int
    round: int
    lot: int
    number: int

    @property
    def id(self) -> str:
        """Id of the bid within its procedure, e.g. ``1-1-2-3``."""
        return f"{self.publication}-{self.round}-{self.lot}-{self.number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bid:
    """One bid (Angebot) of a procedure, without its price, which is kept apart and sealed.

    Args:
        place: What it answers.
        tenderer: Name of the bidder.
        received_at: When the platform received it, UTC.
        receipt_digest: ``sha256:…`` of what was received, as imported.
        state: How it stands.
        decision: What the examination decided.
        exclusion_code: Code of the ground; empty unless excluded.
        exclusion_reason: Why, in words; empty unless excluded.
        admission_reason: Why it was admitted although a point was open or not met; may be empty.
        variant: What the bidder calls it, where it is a variant (Nebenangebot); empty for a main bid.
        imported_by: Id of the person who imported it, and who alone may read its price while it is locked.
        imported_at: When, UTC.
        version: Counts changes, from 1.
    """

    place: BidPlace
    tenderer: str
    received_at: datetime
    receipt_digest: str
    state: BidState
    decision: Decision
    exclusion_code: str
    exclusion_reason: str
    imported_by: str
    imported_at: datetime
    version: int
    admission_reason: str = ""
    variant: str = ""

    @property
    def title(self) -> str:
        """What it is called where several bids stand side by side: the bidder, and which variant it is."""
        return bid_title(self.tenderer, self.variant)

    @property
    def decision_reason(self) -> str:
        """Why it was admitted or excluded; may be empty."""
        return self.exclusion_reason or self.admission_reason

    @property
    def id(self) -> str:
        """Id within the procedure."""
        return self.place.id

    @property
    def is_valid(self) -> bool:
        """It came in time and nothing took its place."""
        return self.state is BidState.RECEIVED

    @property
    def takes_part(self) -> bool:
        """It is valid and was not excluded: its bidder may still be asked."""
        return self.is_valid and self.decision is not Decision.EXCLUDED

    @property
    def is_scored(self) -> bool:
        """It is valid and was admitted: it is scored, and its price counts."""
        return self.is_valid and self.decision is Decision.ADMITTED


@dataclass(frozen=True, slots=True, kw_only=True)
class BidFile:
    """One file of a bid, without its content, which is kept sealed.

    Args:
        name: As the bidder named it, made harmless; unique within the bid.
        size: Bytes.
        digest: ``sha256:…`` of the content.
        with_price: It tells the price and is locked with it.
    """

    name: str
    size: int
    digest: str
    with_price: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What was found about one point of the examination of a bid.

    Args:
        bid: Id of the bid.
        item: Id of the point in the dated list.
        answer: What was found.
        note: Where it stands, what is missing; may be empty.
        changed_by: Id of the person.
        changed_at: When, UTC.
        version: Counts changes, from 1.
    """

    bid: str
    item: str
    answer: CheckAnswer
    note: str
    changed_by: str
    changed_at: datetime
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Inquiry:
    """One exchange with bidders.

    Args:
        number: Counts those of a procedure, from 1.
        publication: Number of the published version.
        round: Round of offers.
        bid: Id of the bid it is about; None where it is about none.
        kind: Why.
        subject: What is asked for: for document requests the id of the paper, else a heading.
        text: What is asked.
        asked_by: Id of the person.
        asked_at: When, UTC.
        due_at: Until when an answer is taken, UTC; None without a deadline.
        outcome: How it ended.
        answer: What was answered; empty until then.
        answered_at: When the answer came in, UTC.
        version: Counts changes, from 1.
    """

    number: int
    publication: int
    round: int
    bid: str | None
    kind: InquiryKind
    subject: str
    text: str
    asked_by: str
    asked_at: datetime
    due_at: datetime | None
    outcome: InquiryOutcome
    answer: str
    answered_at: datetime | None
    version: int
