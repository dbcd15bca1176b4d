"""Correcting prices whose sheet does not add up: one person asks, another confirms; the imported price stays."""

from dataclasses import dataclass

from core.errors import VersionConflictError
from core.numbers import money_string
from core.parameters import ParameterNotValidError, ParameterSet
from infra.audit.model import Event, Subject
from infra.clock import official_day
from infra.notices.model import NoticeKind
from infra.once.model import Once
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.transactions import Transactions, Writing
from procurement.errors import DrawPlannedError, NothingToCorrectError, SamePersonDecidesError
from procurement.model import PriceCorrectionRequest, Procedure
from procurement.repository import (
    PriceCorrectionRepository,
    ProcedureRepository,
    ScoreRepository,
)
from procurement.rules.bids.price_correction import PARAMETER, UNIT_PRICE_DECIDES
from procurement.services.bids.prices import PriceAmendment
from procurement.services.bids.pricing import Pricing
from procurement.services.results.prices import PriceLine, line_of
from procurement.services.results.reasons import written
from procurement.services.results.shared import BID, priced
from procurement.services.telling import tell_officers

LONGEST_REASON = 2_000
RULE_TEXT = "Der Einzelpreis ist maßgebend"


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionDecision:
    """What another person decides about a request.

    Args:
        number: Number of the request that they have seen.
        is_accepted: The price is corrected; else the request is refused.
    """

    number: int
    is_accepted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Correcting:
    """Where arithmetical errors of price sheets are corrected.

    Args:
        transactions: Opens prices to those who may judge them.
        pricing: Opens and seals prices.
        parameters: The dated rule.
    """

    transactions: Transactions
    pricing: Pricing
    parameters: ParameterSet

    def ask(
        self, actor: Actor, slug: str, bid: str, seen: int, reason: str, once: Once | None = None
    ) -> PriceCorrectionRequest:
        """Ask for the price of a bid to be corrected by the rule of the day of publication.

        The corrected price is computed, never typed: quantity and unit price decide, sums follow.

        Args:
            actor: Who asks.
            slug: Name of the procedure.
            bid: Id of the bid.
            seen: Number of the last request about it that they have seen; 0 where there was none.
            reason: Why.
            once: The wish that it happens only once.

        Raises:
            ProcedureNotFoundError: There is none of this name.
            ProcedureFrozenError: Prices are not judged now: not unlocked yet, or the result is asked for.
            BidNotFoundError: There is no such scored bid.
            NothingToCorrectError: Its sheet adds up, cannot be read, is being corrected, or no rule applies.
            VersionConflictError: Somebody else has asked.
            DrawPlannedError: A decision by lot is planned.
            InputError: The reason says nothing or is too long.
        """
        with self.transactions.write(actor, Action.JUDGE_PRICES, once) as writing:
            procedure = priced(writing, Action.JUDGE_PRICES, slug)
            line = self._line(writing, procedure, bid)
            last, check = line.correction, line.check
            if (last.number if last else 0) != seen:
                raise VersionConflictError(last.number if last else 0)
            if check is None or check.corrected is None or (last is not None and last.is_open):
                raise NothingToCorrectError(bid)
            why = written(reason, "/reason", LONGEST_REASON)
            amounts = (money_string(check.price), money_string(check.corrected))
            amendment = PriceAmendment(stated_eur=amounts[0], corrected_eur=amounts[1], reason=why)
            request = self._request(writing, procedure, (bid, seen + 1), amendment)
            PriceCorrectionRepository(writing.session).add(slug, request)
            _record(writing, slug, request, Event.PRICE_CORRECTION_ASKED)
            tell_officers(writing, procedure, NoticeKind.PRICE_CORRECTION_ASKED, "preise")
            return writing.done(request)

    def decide(
        self, actor: Actor, slug: str, bid: str, decision: CorrectionDecision, once: Once | None = None
    ) -> PriceCorrectionRequest:
        """Confirm or refuse a correction that another person asked for.

        Nobody has judged an unusually low price of the lot before: nothing is compared while a sheet does not add up.

        Raises:
            ProcedureNotFoundError: There is none of this name.
            ProcedureFrozenError: Prices are not judged now.
            BidNotFoundError: There is no such scored bid.
            NothingToCorrectError: Nobody asks for it any more.
            VersionConflictError: Another request has taken its place.
            SamePersonDecidesError: The same person asked.
            DrawPlannedError: A decision by lot is planned.
        """
        with self.transactions.write(actor, Action.JUDGE_PRICES, once) as writing:
            procedure = priced(writing, Action.JUDGE_PRICES, slug)
            request = self._line(writing, procedure, bid).correction
            if request is None or not request.is_open:
                raise NothingToCorrectError(bid)
            if request.number != decision.number:
                raise VersionConflictError(request.number)
            if request.asked_by == actor.person:
                raise SamePersonDecidesError
            repository = PriceCorrectionRepository(writing.session)
            repository.decide(slug, request, str(actor.person), writing.now, is_accepted=decision.is_accepted)
            _record(
                writing,
                slug,
                request,
                Event.PRICE_CORRECTED if decision.is_accepted else Event.PRICE_CORRECTION_REFUSED,
            )
            return writing.done(repository.last(slug)[bid])

    def _request(
        self, writing: Writing, procedure: Procedure, place: tuple[str, int], amendment: PriceAmendment
    ) -> PriceCorrectionRequest:
        bid, number = place
        return PriceCorrectionRequest(
            bid=bid,
            number=number,
            sealed=self.pricing.box.seal_amendment(writing.city, procedure.slug, bid, amendment),
            rule=self._rule(writing, procedure, bid),
            asked_by=str(writing.actor.person),
            asked_at=writing.now,
        )

    def _line(self, writing: Writing, procedure: Procedure, bid: str) -> PriceLine:
        line = line_of(writing, procedure, self.pricing, bid)
        draws = ScoreRepository(writing.session).draws(procedure.slug, procedure.publications, procedure.round)
        if any(draw.lot == line.bid.place.lot for draw in draws):
            raise DrawPlannedError(line.bid.place.lot)
        return line

    def _rule(self, writing: Writing, procedure: Procedure, bid: str) -> str:
        """Return the rule of the day on which the procedure was published first (§ 3 Abs. 3 VgV)."""
        published = ProcedureRepository(writing.session).publications(procedure.slug)[0].published_at
        try:
            rule = self.parameters.on(PARAMETER, official_day(published))
        except ParameterNotValidError as error:
            raise NothingToCorrectError(bid) from error
        if rule.value != UNIT_PRICE_DECIDES:
            raise NothingToCorrectError(bid)
        return f"{RULE_TEXT}; {rule.source}"


def _record(writing: Writing, slug: str, request: PriceCorrectionRequest, event: Event) -> None:
    """Name the act; neither prices nor the reason, into which people write prices, stand in the log."""
    subject = Subject(kind=BID, id=f"{slug}/{request.bid}")
    writing.record(event, subject, before={}, after={"number": request.number})
