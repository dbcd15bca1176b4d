"""What a procedure would result in, from what is fixed: prices opened, documents made, results computed."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from core.errors import InputError
from core.numbers import parse_measure
from core.parameters import ParameterSet
from infra.clock import Clock, official_day
from infra.secrets import SecretUnreadableError
from infra.transactions import Reading
from procurement.model import Bid, LotDraw, PriceCorrectionRequest, Procedure, Publication
from procurement.repository import (
    BidRepository,
    EvaluatorRepository,
    ExaminationRepository,
    PriceCorrectionRepository,
    ProcedureRepository,
    ScoreRepository,
)
from procurement.rules.procedure.bid_facts import PriceFacts
from procurement.rules.procedure.evaluation_document import Found, PricedBid, evaluation_document
from procurement.rules.procedure.lot_decision import first_drawn
from procurement.rules.procedure.publication import canonical, digest_of
from procurement.rules.wording import fault_sentence
from procurement.services.bids.ahead import once
from procurement.services.bids.prices import BidPrice, PriceAmendment, PriceBox
from procurement.services.gathering import sheets
from procurement.services.score_fields import PROPOSAL, proposal_id
from scoring.evaluate import Outcome, evaluate
from scoring.house_rules import HouseRules
from scoring.intake import checked_evaluation
from scoring.result import Result, build_result

LOW_PRICE = "price:abnormally-low"
"""Check that keeps why an unusually low bid was accepted."""

_UNDECIDED = "{bid}: Über die Berichtigung des Preises entscheidet noch eine zweite Person der Vergabestelle."
_SEALED_ELSEWHERE = "{bid}: Der Preis lässt sich mit dem Schlüssel dieser Installation nicht öffnen."


@dataclass(frozen=True, slots=True, kw_only=True)
class LotResult:
    """What a lot would result in.

    Args:
        number: Number of the lot.
        title: What it is called.
        document: The evaluation ``pruefstand/evaluation/1``.
        outcome: Exact values; None where something keeps it from being computed.
        result: The result document; None likewise.
        faults: German sentences about what keeps it from being computed.
        draw: Decision by lot, if one was planned.
        drawn: Id of the bid that the decision by lot names, where the first rank is tied.
    """

    number: int
    title: str
    document: Mapping[str, Any]
    outcome: Outcome | None = None
    result: Result | None = None
    faults: tuple[str, ...] = ()
    draw: LotDraw | None = None
    drawn: str | None = None

    @property
    def tied(self) -> tuple[str, ...]:
        """Ids of the bids on the first rank where there are several; empty otherwise."""
        if self.outcome is None or not self.outcome.tie:
            return ()
        return tuple(sorted(self.outcome.bids[index].id for index in self.outcome.valuation.first))

    @property
    def first(self) -> str | None:
        """Id of the bid to propose: the only one on the first rank, or the one that was drawn; None without one."""
        if self.outcome is not None and self.outcome.winner is not None:
            return self.outcome.winner.id
        return self.drawn


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundResult:
    """What a round would result in.

    Args:
        lots: Lots with at least one bid that stands in a document, by number.
        bids: Valid bids of the round.
        prices: What they cost as imported, by the id of the bid; bids without a readable price are not in it.
        requests: The last request to correct each price, by the id of the bid.
        amendments: What these requests say.
        unpriced: Ids of scored bids whose price is missing or not valid.
        faults: German sentences about prices that do not open.
        accepted: Ids of bids whose unusually low price was accepted.
        seal: Digest of everything that two people agree on; None while there is no whole result.
    """

    lots: tuple[LotResult, ...]
    bids: tuple[Bid, ...]
    prices: Mapping[str, BidPrice]
    requests: Mapping[str, PriceCorrectionRequest]
    amendments: Mapping[str, PriceAmendment]
    unpriced: tuple[str, ...]
    faults: tuple[str, ...]
    accepted: frozenset[str]
    seal: str | None

    def low(self, *, open_only: bool = False) -> tuple[str, ...]:
        """Return the ids of bids to be asked about their price; with ``open_only`` those nobody decided about."""
        found = [one.bid for lot in self.lots if lot.outcome for one in lot.outcome.low if one.must_ask]
        return tuple(one for one in found if not (open_only and one in self.accepted))


@dataclass(frozen=True, slots=True)
class _Opened:
    prices: dict[str, BidPrice] = field(default_factory=dict)
    requests: dict[str, PriceCorrectionRequest] = field(default_factory=dict)
    amendments: dict[str, PriceAmendment] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def priced(self, bids: Sequence[Bid]) -> list[PricedBid]:
        """Return bids with the prices that count: the corrected ones where a second person has confirmed them."""
        return [self._priced(bid, self.prices[bid.id]) for bid in bids if bid.id in self.prices]

    def _priced(self, bid: Bid, price: BidPrice) -> PricedBid:
        request = self.requests.get(bid.id)
        if request is None or not request.is_accepted:
            return PricedBid(bid=bid, price_gross_eur=price.gross_eur, price_sheet=price.price_sheet)
        found = self.amendments[bid.id]
        return PricedBid(
            bid=bid,
            price_gross_eur=found.corrected_eur,
            price_sheet=price.price_sheet,
            correction={"stated_gross_eur": found.stated_eur, "rule": request.rule, "reason": found.reason},
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Pricing:
    """Computes results from what is fixed. Who may see them is the policy's to say: ask it first.

    Args:
        box: Opens prices.
        parameters: Dated numbers of scoring.
        clock: Tells the day of the evaluation.
    """

    box: PriceBox
    parameters: ParameterSet
    clock: Clock

    def facts(self, reading: Reading, procedure: Procedure, _bids: tuple[Bid, ...]) -> PriceFacts:
        """Return what guards look at: ``Gathering.judge_prices``."""
        found = self.compute(reading, procedure)
        return PriceFacts(
            unpriced=found.unpriced,
            unexamined_low=found.low(open_only=True),
            result_digest=found.seal,
            result_faults=(*found.faults, *(fault for lot in found.lots for fault in lot.faults)),
            undrawn=tuple(lot.title for lot in found.lots if lot.tied and lot.drawn is None),
        )

    def rules(self) -> HouseRules:
        """Return the dated numbers of today."""
        return HouseRules.on(self.parameters, official_day(self.clock.now()))

    def compute(self, reading: Reading, procedure: Procedure) -> RoundResult:
        """Return what the present round would result in."""
        slug, place = procedure.slug, (procedure.publications, procedure.round)
        bids = [bid for bid in BidRepository(reading.session).bids(slug, *place) if bid.is_valid]
        opened = self._open(reading, slug, bids)
        publications = ProcedureRepository(reading.session).publications(slug)
        checks = ExaminationRepository(reading.session).checks(slug)
        unpriced = tuple(bid.id for bid in bids if bid.is_scored and bid.id not in opened.prices)
        lots = () if unpriced else tuple(self._lots(reading, procedure, publications, opened.priced(bids)))
        accepted = frozenset(one.bid for one in checks if one.item == LOW_PRICE)
        whole = bool(lots) and not opened.faults and all(lot.result for lot in lots)
        return RoundResult(
            lots=lots,
            bids=tuple(bids),
            prices=opened.prices,
            requests=opened.requests,
            amendments=opened.amendments,
            unpriced=unpriced,
            faults=tuple(opened.faults),
            accepted=accepted,
            seal=self._seal(reading, procedure, lots, accepted) if whole else None,
        )

    def _open(self, reading: Reading, slug: str, bids: Sequence[Bid]) -> _Opened:
        opened, sealed = _Opened(), BidRepository(reading.session).prices(slug)
        requests = PriceCorrectionRepository(reading.session).last(slug)
        for bid in bids:
            if bid.id not in sealed:
                continue
            try:
                price = self.box.unseal(reading.city, slug, bid.id, sealed[bid.id])
                if request := requests.get(bid.id):
                    amendment = self.box.unseal_amendment(reading.city, slug, bid.id, request.sealed)
                    opened.requests[bid.id], opened.amendments[bid.id] = request, amendment
                    opened.faults.extend([_UNDECIDED.format(bid=bid.title)] if request.is_open else [])
            except SecretUnreadableError:
                opened.faults.append(_SEALED_ELSEWHERE.format(bid=bid.title))
                continue
            if _is_valid(price.gross_eur):
                opened.prices[bid.id] = price
        return opened

    def _lots(
        self,
        reading: Reading,
        procedure: Procedure,
        publications: Sequence[Publication],
        every_bid: Sequence[PricedBid],
    ) -> list[LotResult]:
        published = json.loads(publications[procedure.publications - 1].document)
        rules = HouseRules.on(self.parameters, official_day(publications[0].published_at))
        place = (procedure.slug, procedure.publications, procedure.round)
        draws = {one.lot: one for one in ScoreRepository(reading.session).draws(*place)}
        found = []
        for lot in published["lots"]:
            priced = [one for one in every_bid if one.bid.place.lot == lot["number"]]
            if priced:
                document = evaluation_document(
                    published, lot["number"], _found(reading, procedure, lot["number"], priced)
                )
                named = {"number": lot["number"], "title": lot["title"], "document": document}
                found.append(self._lot(named, rules, draws.get(lot["number"])))
        return found

    def _lot(self, named: Mapping[str, Any], published_rules: HouseRules, draw: LotDraw | None) -> LotResult:
        """Return a lot's result: what was published counts by the rules of its day, the evaluation by today's."""
        rules, digest = self.rules(), digest_of(canonical(named["document"]))
        key = f"lot {digest} {published_rules.day} {rules.day}"
        try:
            outcome, result = once(key, lambda: _evaluated(named["document"], published_rules, rules))
        except InputError as error:
            sentences = tuple(f"{named['title']}: {fault_sentence(one)}" for one in error.faults)
            return LotResult(**named, faults=sentences, draw=draw)
        lot = LotResult(**named, outcome=outcome, result=result, draw=draw)
        if draw is None or draw.outcome is None or not lot.tied:
            return lot
        return replace(lot, drawn=first_drawn(json.loads(draw.outcome), lot.tied))

    def _seal(
        self, reading: Reading, procedure: Procedure, lots: Sequence[LotResult], accepted: Collection[str]
    ) -> str:
        """Return the digest of what two people agree on: documents, results, accepted prices, draws, proposal."""
        proposal = PROPOSAL.values(reading, PROPOSAL.record(proposal_id(procedure)))
        return digest_of(
            canonical(
                {
                    "lots": [
                        {
                            "lot": lot.number,
                            "document": digest_of(canonical(lot.document)),
                            "result": lot.result["digest"] if lot.result else None,
                            "draw": digest_of(lot.draw.outcome) if lot.draw and lot.draw.outcome else None,
                            "first": lot.first,
                        }
                        for lot in lots
                    ],
                    "accepted": sorted(accepted),
                    "proposal": {name: held.value for name, held in proposal.items()},
                }
            )
        )


def _evaluated(document: Mapping[str, Any], checked_by: HouseRules, rules: HouseRules) -> tuple[Outcome, Result]:
    outcome = evaluate(checked_evaluation(document, checked_by), rules)
    return outcome, build_result(outcome)


def _is_valid(text: str) -> bool:
    try:
        return parse_measure(text) > 0
    except ValueError:
        return False


def _found(reading: Reading, procedure: Procedure, lot: int, priced: Sequence[PricedBid]) -> Found:
    """Return what was fixed about a lot; who declared a conflict takes no part, whatever they handed in."""
    slug, repository = procedure.slug, EvaluatorRepository(reading.session)
    evaluators = [one for one in repository.evaluators(slug, procedure.publications, procedure.round) if one.lot == lot]
    bids = tuple(one.bid for one in priced)
    counted = [
        one.person
        for one in sheets(bids, tuple(evaluators), repository.declarations(slug))
        if one.handed_in and not one.has_conflict
    ]
    named = {bid.id for bid in bids}
    return Found(
        bids=tuple(priced),
        evaluators=tuple(counted),
        scores=tuple(one for one in ScoreRepository(reading.session).scores(slug) if one.bid in named),
        checks=ExaminationRepository(reading.session).checks(slug),
    )
