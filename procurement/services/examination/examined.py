"""Bids with their examination: what there is to see, to write down and to decide."""

from collections.abc import Mapping
from dataclasses import dataclass

from procurement.model import Bid, Check, CheckAnswer, Decision, Procedure, VariantTerms
from procurement.rules.examination.book import Ground, Point
from procurement.rules.examination.examining import Progress, Proposal, progress_of, proposal_of
from procurement.rules.examination.variants import UNADMITTED
from procurement.rules.examination.wording import ALONE, variant_words
from procurement.rules.procedure.facts import Reason
from procurement.services.examination.shared import bid_named


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What somebody wants to write down about a point.

    Args:
        item: Id of the point.
        answer: What was found.
        note: Why, and where it stands.
        version: Version of the check that they have seen; 0 where there was none.
    """

    item: str
    answer: CheckAnswer
    note: str
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """How writing down a finding ended.

    Args:
        now: What is stored; None for nothing yet.
        is_conflict: Somebody else wrote something else since; nothing was changed.
        reasons: What stands against it; empty where it was stored.
    """

    now: Check | None
    is_conflict: bool = False
    reasons: tuple[Reason, ...] = ()

    @property
    def is_stored(self) -> bool:
        """It is stored as it was wanted."""
        return not self.is_conflict and not self.reasons


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What somebody wants to decide about a bid.

    Args:
        decision: Admitted or excluded.
        code: Code of the ground, for an exclusion.
        reason: Why; may be empty for an admission where every point is met.
        version: Version of the bid that they have seen.
    """

    decision: Decision
    code: str = ""
    reason: str = ""
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ExaminedBid:
    """A bid with how far its examination is.

    Args:
        bid: The bid.
        points: What it is examined by, in the order of the form.
        checks: What was found, by the id of the point.
        variants: What is published about variants of its lot; None where it admits none.
        main_bid: Main bid that it belongs to, where it is a variant and there is one.
    """

    bid: Bid
    points: tuple[Point, ...]
    checks: Mapping[str, Check]
    variants: VariantTerms | None = None
    main_bid: Bid | None = None

    @property
    def progress(self) -> Progress:
        """How far it is."""
        return progress_of(self.points, self.checks)

    @property
    def proposal(self) -> Proposal | None:
        """Ground of exclusion that follows from what was found; a person decides."""
        if self.is_unadmitted:
            return Proposal(code=UNADMITTED, reason=variant_words(self.bid))
        if self.is_alone:
            return Proposal(code=UNADMITTED, reason=ALONE)
        return proposal_of(self.points, self.checks)

    @property
    def is_unadmitted(self) -> bool:
        """It is a variant, and its lot admits none."""
        return bool(self.bid.variant) and self.variants is None

    @property
    def is_alone(self) -> bool:
        """It is a variant without the main bid that its lot asks for."""
        return bool(self.bid.variant and self.variants and self.variants.with_main_bid and self.main_bid is None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Examination:
    """All bids of a round with their examination.

    Args:
        procedure: As it stands.
        bids: In the order of lots and numbers, those that take no part too.
        grounds: Grounds of exclusion that apply.
        names: Names of those who wrote something down, by their id.
        is_open: The reader may write down findings and admit bids now.
        can_exclude: The reader may exclude bids now.
    """

    procedure: Procedure
    bids: tuple[ExaminedBid, ...]
    grounds: tuple[Ground, ...]
    names: Mapping[str, str]
    is_open: bool
    can_exclude: bool

    def one(self, bid: str) -> ExaminedBid:
        """Return one bid.

        Raises:
            BidNotFoundError: There is none of this id.
        """
        wanted = bid_named(tuple(one.bid for one in self.bids), bid)
        return next(one for one in self.bids if one.bid is wanted)
