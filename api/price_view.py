"""Prices of a procedure as the interface shows them."""

from dataclasses import dataclass
from datetime import datetime

from core.numbers import decimal_string, money_string
from procurement.model import Check, Inquiry, InquiryOutcome, ProcedureStage
from procurement.rules.bids.price_correction import LineFault
from procurement.rules.price_check import PriceCheck
from procurement.services.results.prices import PriceLine, PriceView


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceInquiryView:
    """A question to a bidder about the price.

    Args:
        number: Counts the inquiries of a procedure, from 1.
        bid: Id of the bid.
        text: What is asked.
        asked_at: When.
        due_at: Until when an answer is taken.
        outcome: How it ended.
        answer: What was answered; empty until then.
        version: Counts changes, from 1.
    """

    number: int
    bid: str | None
    text: str
    asked_at: datetime
    due_at: datetime | None
    outcome: InquiryOutcome
    answer: str
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptanceView:
    """Why an unusually low price was accepted.

    Args:
        bid: Id of the bid.
        reason: Why.
        version: Counts decisions, from 1.
    """

    bid: str
    reason: str
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LineFaultView:
    """A position of a price sheet that does not add up.

    Args:
        position: Number of the line, from 1.
        item: What it is.
        stated_gross_eur: What the bidder wrote.
        computed_gross_eur: What quantity and unit price give.
    """

    position: int
    item: str
    stated_gross_eur: str
    computed_gross_eur: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionView:
    """A request to correct a price for an arithmetical error.

    Args:
        number: Counts the requests about this bid.
        stated_gross_eur: What the bidder named; it stays stored.
        corrected_gross_eur: What the price is by the rule.
        rule: The rule with its source.
        reason: Why.
        accepted: Whether another person confirmed it; null while nobody decided.
        decided_at: When.
    """

    number: int
    stated_gross_eur: str
    corrected_gross_eur: str
    rule: str
    reason: str
    accepted: bool | None
    decided_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionReceipt:
    """A request to correct a price, without its amounts: answers are kept for repetitions.

    Args:
        bid: Id of the bid.
        number: Counts the requests about this bid.
        accepted: Whether another person confirmed it; null while nobody decided.
    """

    bid: str
    number: int
    accepted: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BidPriceView:
    """The price of a bid and what is known about it.

    Args:
        bid: Id of the bid.
        version: Version of the bid.
        lot: Number of its lot.
        tenderer: Name of the bidder.
        scored: It takes part in the ranking.
        price_gross_eur: Scored price; null where it is missing or not valid.
        sheet_total_eur: What the price sheet sums to; null without one.
        agrees: The price sheet sums to the price, to the cent.
        gap_percent: How far it lies below what it is measured against; null where that is not conspicuous.
        must_ask: The bidder has to be asked.
        inquiries: What the bidder was asked.
        accepted: Why the low price was accepted; null while nobody did.
        line_faults: Positions whose stated sum is not quantity times unit price.
        correction: Last request to correct the price; null without one.
    """

    bid: str
    version: int
    lot: int
    tenderer: str
    scored: bool
    price_gross_eur: str | None
    sheet_total_eur: str | None
    agrees: bool
    gap_percent: str | None
    must_ask: bool
    inquiries: list[PriceInquiryView]
    accepted: AcceptanceView | None
    line_faults: list[LineFaultView]
    correction: CorrectionView | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PricesView:
    """All prices of the present round; none before they are unlocked.

    Args:
        stage: How far the procedure is.
        bids: Valid bids.
        faults: What keeps a result from being computed.
    """

    stage: ProcedureStage
    bids: list[BidPriceView]
    faults: list[str]


def inquiry_view(inquiry: Inquiry) -> PriceInquiryView:
    """Return a question to a bidder as it is shown."""
    return PriceInquiryView(**{name: getattr(inquiry, name) for name in PriceInquiryView.__dataclass_fields__})


def acceptance_view(check: Check) -> AcceptanceView:
    """Return an accepted price as it is shown."""
    return AcceptanceView(bid=check.bid, reason=check.note, version=check.version)


def prices_view(view: PriceView) -> PricesView:
    """Return all prices as they are shown."""
    return PricesView(stage=view.procedure.stage, bids=[_priced(line) for line in view.lines], faults=list(view.faults))


def _priced(line: PriceLine) -> BidPriceView:
    check = line.check
    return BidPriceView(
        bid=line.bid.id,
        version=line.bid.version,
        lot=line.bid.place.lot,
        tenderer=line.bid.title,
        scored=line.bid.is_scored,
        price_gross_eur=None if line.price_eur is None else money_string(line.price_eur),
        sheet_total_eur=_total(check),
        agrees=check is not None and check.agrees,
        gap_percent=decimal_string(line.low.gap_percent) if line.low else None,
        must_ask=line.low is not None and line.low.must_ask,
        inquiries=[inquiry_view(one) for one in line.inquiries],
        accepted=acceptance_view(line.accepted) if line.accepted else None,
        line_faults=[_line_fault(one) for one in check.faults] if check else [],
        correction=_correction(line),
    )


def _line_fault(fault: LineFault) -> LineFaultView:
    return LineFaultView(
        position=fault.position,
        item=fault.item,
        stated_gross_eur=money_string(fault.stated),
        computed_gross_eur=money_string(fault.computed),
    )


def _correction(line: PriceLine) -> CorrectionView | None:
    if line.correction is None or line.amendment is None:
        return None
    return CorrectionView(
        number=line.correction.number,
        stated_gross_eur=line.amendment.stated_eur,
        corrected_gross_eur=line.amendment.corrected_eur,
        rule=line.correction.rule,
        reason=line.amendment.reason,
        accepted=line.correction.is_accepted,
        decided_at=line.correction.decided_at,
    )


def _total(check: PriceCheck | None) -> str | None:
    return None if check is None or check.total is None else money_string(check.total)
