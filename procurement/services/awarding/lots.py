"""Lots of a procedure with who is to get each, and who is told that they do not."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from infra.transactions import Reading
from procurement.model import Bid, BidState, EvaluationRecord, LotDraw, Procedure
from procurement.repository import BidRepository, EvaluationRepository, ScoreRepository
from procurement.rules.award.bid_results import BidResult, bid_results
from procurement.rules.procedure.lot_decision import first_drawn
from procurement.services.results.shared import stored_of
from procurement.services.scoring import result_of

_INFORMED = frozenset({BidState.RECEIVED, BidState.LATE})


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardLot:
    """A lot with who is to get it.

    Args:
        number: Its number.
        title: What it is called.
        evaluation: Slug of its stored evaluation.
        digest: ``sha256:…`` of its result.
        results: What the result says about each bid, by the id of the bid.
        winner: The bid that is to get it; None where the result names none.
        others: Bids that do not get it and whose bidder is told so.
    """

    number: int
    title: str
    evaluation: str
    digest: str
    results: Mapping[str, BidResult]
    winner: Bid | None
    others: tuple[Bid, ...]

    def result(self, bid: Bid) -> BidResult:
        """Return what the result says about a bid; what the examination said where it was not scored."""
        if bid.id in self.results:
            return self.results[bid.id]
        why = bid.exclusion_reason or ("Das Angebot ist verspätet eingegangen." if not bid.is_valid else "")
        return BidResult(
            bid=bid.id, tenderer=bid.tenderer, rank=None, price_eur="", totals=(), scores=(), exclusion=why
        )


def lots_of(reading: Reading, procedure: Procedure, document: Mapping[str, Any]) -> tuple[AwardLot, ...]:
    """Return the lots of a procedure whose result is fixed, with who is to get each."""
    stored, evaluations = stored_of(reading, procedure), EvaluationRepository(reading.session)
    place = (procedure.slug, procedure.publications, procedure.round)
    draws = {one.lot: one for one in ScoreRepository(reading.session).draws(*place)}
    bids = BidRepository(reading.session).bids(*place)
    titles = {lot["number"]: lot["title"] for lot in document["lots"]}
    records = {number: evaluations.find(one.slug) for number, one in sorted(stored.items())}
    return tuple(
        _lot(number, titles[number], record, draws.get(number), [bid for bid in bids if bid.place.lot == number])
        for number, record in records.items()
        if record is not None
    )


def _lot(number: int, title: str, record: EvaluationRecord, draw: LotDraw | None, bids: Sequence[Bid]) -> AwardLot:
    result = result_of(record)
    first = [one["bid"] for one in result["ranking"] if one["rank"] == 1]
    outcome = json.loads(draw.outcome) if draw and draw.outcome else None
    named = first[0] if len(first) == 1 else first_drawn(outcome, first) if first else None
    winner = next((bid for bid in bids if bid.id == named), None)
    return AwardLot(
        number=number,
        title=title,
        evaluation=record.summary.slug,
        digest=record.summary.result_digest,
        results=bid_results(json.loads(record.document), result),
        winner=winner,
        others=tuple(bid for bid in bids if bid.state in _INFORMED and not _is_theirs(bid, winner)),
    )


def _is_theirs(bid: Bid, winner: Bid | None) -> bool:
    """Tell whether a bid is of the bidder who gets the contract anyway, be it with another bid."""
    return winner is not None and bid.tenderer == winner.tenderer


def annulled_lots(
    reading: Reading, procedure: Procedure, document: Mapping[str, Any], stored: Sequence[AwardLot]
) -> tuple[AwardLot, ...]:
    """Return the lots of an annulled procedure with everybody who made an offer, be it in an earlier round."""
    bids = BidRepository(reading.session).all_bids(procedure.slug)
    newest = {(bid.place.lot, bid.title): bid for bid in bids if bid.state in _INFORMED}
    results = {bid: result for lot in stored for bid, result in lot.results.items()}
    titles = {lot["number"]: lot["title"] for lot in document["lots"]}
    return tuple(
        AwardLot(
            number=number,
            title=titles.get(number, ""),
            evaluation="",
            digest="",
            results=results,
            winner=None,
            others=tuple(bid for (lot, _), bid in newest.items() if lot == number),
        )
        for number in sorted({lot for lot, _ in newest})
    )
