"""Prices as they are judged: each bid with its arithmetical check, its gap, what was asked and decided."""

from dataclasses import dataclass

from infra.policy.table import Action
from infra.transactions import Reading, Writing
from procurement.model import Bid, Check, Decision, Inquiry, InquiryKind, InquiryOutcome, Procedure, ProcedureStage
from procurement.repository import ExaminationRepository
from procurement.rules.price_check import PriceCheck, check_price
from procurement.services.bids.pricing import LOW_PRICE, Pricing, RoundResult
from procurement.services.results.shared import bid_of, bid_resource
from scoring.abnormally_low import LowBid
from scoring.house_rules import HouseRules

ABNORMALLY_LOW, MISSING_PRICES = "abnormally_low", "missing_prices"
PRICED = frozenset({ProcedureStage.PRICING, ProcedureStage.RESULT_REQUESTED, ProcedureStage.RESULT_FIXED})
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
    """

    bid: Bid
    lot: str
    check: PriceCheck | None
    low: LowBid | None
    inquiries: tuple[Inquiry, ...]
    accepted: Check | None

    @property
    def was_asked(self) -> bool:
        """The bidder was asked and answered, or did not answer in time; nothing is awaited."""
        return bool(self.inquiries) and all(one.outcome is not InquiryOutcome.OPEN for one in self.inquiries)

    @property
    def code(self) -> str | None:
        """Ground on which it may be excluded once its bidder was asked; None where there is none."""
        if self.bid.decision is not Decision.ADMITTED:
            return None
        if self.check is None or not self.check.agrees:
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
    """

    procedure: Procedure
    lines: tuple[PriceLine, ...]
    rules: HouseRules
    may_judge: bool
    faults: tuple[str, ...]


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
