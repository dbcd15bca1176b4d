"""Prices as they are judged: each bid with its arithmetical check, its gap, what was asked and decided."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from infra.policy.table import Action
from infra.transactions import Reading, Writing
from procurement.model import (
    RESULT_STANDS,
    Bid,
    Check,
    Decision,
    Inquiry,
    InquiryKind,
    PriceCorrectionRequest,
    Procedure,
    ProcedureStage,
)
from procurement.repository import ExaminationRepository
from procurement.rules.price_check import PriceCheck, check_price, is_clarified
from procurement.services.bids.prices import PriceAmendment
from procurement.services.bids.pricing import LOW_PRICE, Pricing, RoundResult
from procurement.services.results.shared import bid_of, bid_resource
from scoring.abnormally_low import LowBid
from scoring.house_rules import HouseRules

ABNORMALLY_LOW, MISSING_PRICES = "abnormally_low", "missing_prices"
PRICED = frozenset({ProcedureStage.PRICING, ProcedureStage.RESULT_REQUESTED}) | RESULT_STANDS
"""Stages in which prices can be looked at together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceLine:
    """A bid with its price and everything about it.

    Args:
        bid: The bid.
        lot: Title of its lot.
        check: Arithmetical check; None without a valid price.
        low: How far it lies below, where that is conspicuous.
        inquiries: What its bidder was asked about the price, oldest first.
        accepted: Why its low price was accepted, if it was.
        correction: Last request to correct the price, if there was one.
        amendment: What that request says.
    """

    bid: Bid
    lot: str
    check: PriceCheck | None
    low: LowBid | None
    inquiries: tuple[Inquiry, ...]
    accepted: Check | None
    correction: PriceCorrectionRequest | None = None
    amendment: PriceAmendment | None = None

    @property
    def is_corrected(self) -> bool:
        """A second person has confirmed that the price is corrected."""
        return self.correction is not None and bool(self.correction.is_accepted)

    @property
    def has_fault(self) -> bool:
        """Its sheet does not add up, or somebody asked to correct it."""
        if self.correction is not None:
            return True
        return self.check is not None and (bool(self.check.faults) or self.check.corrected is not None)

    @property
    def price_eur(self) -> Fraction | None:
        """The price that counts; None without a valid one."""
        if self.is_corrected and self.amendment is not None:
            return Fraction(self.amendment.corrected_eur)
        return self.check.price if self.check else None

    @property
    def may_be_corrected(self) -> bool:
        """Its sheet does not add up, and nobody is asked to decide about it."""
        is_decided = self.correction is None or self.correction.is_accepted is False
        return self.bid.is_scored and is_decided and self.check is not None and self.check.corrected is not None

    @property
    def was_asked(self) -> bool:
        """The bidder was asked and answered, or did not answer in time; nothing is awaited."""
        return is_clarified(self.bid.id, self.inquiries)

    @property
    def code(self) -> str | None:
        """Ground on which it may be excluded once its bidder was asked; None where there is none."""
        if self.bid.decision is not Decision.ADMITTED:
            return None
        if self.check is None or not (self.check.agrees or self.is_corrected):
            return MISSING_PRICES
        return ABNORMALLY_LOW if self.low is not None else None


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceView:
    """All prices of the present round.

    Args:
        procedure: The procedure.
        lines: One for each valid bid; none before prices are unlocked.
        rules: Thresholds of the house for unusually low bids; internal.
        may_judge: The actor may judge prices now.
        faults: German sentences about what keeps a result from being computed.
        names: Names of those who asked for corrections or decided about them, by their id.
        actor: Id of the reader.
    """

    procedure: Procedure
    lines: tuple[PriceLine, ...]
    rules: HouseRules
    may_judge: bool
    faults: tuple[str, ...]
    names: Mapping[str, str] = field(default_factory=dict)
    actor: str | None = None


def lines_of(reading: Reading, procedure: Procedure, computed: RoundResult) -> list[PriceLine]:
    """Return all valid bids of the present round with everything about their prices."""
    repository = ExaminationRepository(reading.session)
    accepted = {one.bid: one for one in repository.checks(procedure.slug) if one.item == LOW_PRICE}
    asked: dict[str, list[Inquiry]] = {}
    for one in repository.inquiries(procedure.slug):
        if one.bid is not None and one.kind is InquiryKind.PRICE_CLARIFICATION:
            asked.setdefault(one.bid, []).append(one)
    low = {one.bid: one for lot in computed.lots if lot.outcome for one in lot.outcome.low}
    titles = {lot.number: lot.title for lot in procedure.lots}
    return [
        PriceLine(
            bid=bid,
            lot=titles.get(bid.place.lot, ""),
            check=_checked(computed, bid.id),
            low=low.get(bid.id),
            inquiries=tuple(asked.get(bid.id, ())),
            accepted=accepted.get(bid.id),
            correction=computed.requests.get(bid.id),
            amendment=computed.amendments.get(bid.id),
        )
        for bid in computed.bids
    ]


def _checked(computed: RoundResult, bid: str) -> PriceCheck | None:
    price = computed.prices.get(bid)
    return check_price(price.gross_eur, price.price_sheet) if price else None


def line_of(writing: Writing, procedure: Procedure, pricing: Pricing, bid: str) -> PriceLine:
    """Return a scored bid with everything about its price, to somebody who may read it.

    Raises:
        BidNotFoundError: There is no such scored bid.
        AccessDeniedError: Its price is locked.
    """
    computed = pricing.compute(writing, procedure)
    wanted = bid_of((one for one in computed.bids if one.is_scored), bid)
    writing.require(Action.READ_PRICES, bid_resource(writing, procedure, wanted))
    return next(one for one in lines_of(writing, procedure, computed) if one.bid.id == bid)
