"""The evaluation document of a lot from what a live procedure has fixed: what ``scoring`` computes the result from."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core.numbers import decimal_string
from procurement.model import CONSENSUS, Bid, Check, CheckAnswer, Decision, FrozenScore
from procurement.rules.bids.price_correction import bare_lines
from procurement.rules.procedure.publication import evaluation_of
from scoring.exclusion import A_CRITERION
from scoring.model import is_written

ANSWER_PREFIX = "a:"
"""Checks of the examination that answer an A criterion are called by this and the id of the criterion."""

_LONGEST_REASON = 2_000
_LONGEST_LOT = 200
_POINT_DIGITS = 9
_ANSWERS: Mapping[CheckAnswer, bool] = {CheckAnswer.MET: True, CheckAnswer.NOT_MET: False}


@dataclass(frozen=True, slots=True, kw_only=True)
class PricedBid:
    """A bid with what it costs.

    Args:
        bid: The bid.
        price_gross_eur: Scored price (Wertungspreis) as decimal string, above 0.
        price_sheet: Lines of the price sheet as in ``pruefstand/evaluation/1``; may be empty.
        correction: How the price was corrected, as in that format; None where it stands as the bidder named it.
    """

    bid: Bid
    price_gross_eur: str
    price_sheet: tuple[Mapping[str, Any], ...] = ()
    correction: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What was fixed about the bids of a lot.

    Args:
        bids: Valid bids of the lot, in any order; the document has them in the order of their numbers.
        evaluators: Ids of those who handed in a sheet and declared no conflict, in the order of their appointment.
        scores: Frozen points of the lot's bids: single sheets and joint ones.
        checks: What the examination found.
    """

    bids: tuple[PricedBid, ...]
    evaluators: tuple[str, ...]
    scores: tuple[FrozenScore, ...]
    checks: tuple[Check, ...]


def evaluation_document(publication: Mapping[str, Any], lot: int, found: Found) -> dict[str, Any]:
    """Return the evaluation ``pruefstand/evaluation/1`` of a lot. The same input always gives the same document.

    Bids that came late, were withdrawn or replaced are not in it: they take no part in anything. An excluded bid
    stands in it with code and reason but without its price sheet, which need not add up. Evaluators stand in it by
    number: their names stay with the people, where they can be erased.

    Args:
        publication: The document ``pruefstand/publication/1`` that the bids answer.
        lot: Number of the lot.
        found: What was fixed about its bids.

    Raises:
        KeyError: It has no such lot.

    Legal source:
        § 8 Abs. 1 VgV, § 127 Abs. 5 GWB
    """
    document = evaluation_of(publication, lot)
    bids = sorted((one for one in found.bids if one.bid.is_valid), key=lambda one: one.bid.place.number)
    document["bids"] = [_bid(one, found) for one in bids]
    return document


def put_aside(document: Mapping[str, Any], publication: int, bid_round: int) -> dict[str, Any]:
    """Return the document of a round that does not rank: preliminary, and its lot says which round it was.

    Args:
        document: As ``evaluation_document`` gives it.
        publication: Number of the published version.
        bid_round: Number of the round.
    """
    ending = f"Fassung {publication}, Runde {bid_round}, nicht maßgeblich"
    lot = document["procedure"].get("lot")
    named = f"{lot[: _LONGEST_LOT - len(ending) - 3]} · {ending}" if lot else ending
    return {**document, "draft": True, "procedure": {**document["procedure"], "lot": named}}


def answers_of(bid: str, checks: Iterable[Check]) -> dict[str, dict[str, Any]]:
    """Return what the examination answered about the A criteria of a bid, by the id of the criterion."""
    return {
        one.item.removeprefix(ANSWER_PREFIX): _answer(one)
        for one in checks
        if one.bid == bid and one.item.startswith(ANSWER_PREFIX) and one.answer in _ANSWERS
    }


def _bid(priced: PricedBid, found: Found) -> dict[str, Any]:
    bid = priced.bid
    scores = [one for one in found.scores if one.bid == bid.id]
    joint = _scores(scores, CONSENSUS)
    single = [
        {"evaluator": f"Bewertung {number}", "scores": given}
        for number, person in enumerate(found.evaluators, start=1)
        if (given := _scores(scores, person))
    ]
    written: dict[str, Any] = {
        "id": bid.id,
        "tenderer": bid.title,
        "price_gross_eur": priced.price_gross_eur,
        "a_criteria": answers_of(bid.id, found.checks),
        **({"evaluations": single, "consensus": joint} if single else {"scores": joint}),
    }
    if bid.decision is not Decision.EXCLUDED:
        sheet = {"price_sheet": bare_lines(priced.price_sheet)} if priced.price_sheet else {}
        corrected = {"price_correction": dict(priced.correction)} if priced.correction else {}
        why = bid.admission_reason[:_LONGEST_REASON]
        admitted = {"admission_reason": why} if is_written(why) else {}
        return {**written, **sheet, **corrected, **admitted}
    if _told_by_answers(bid, written):
        return written
    return {**written, "exclusion": {"code": bid.exclusion_code, "reason": bid.exclusion_reason[:_LONGEST_REASON]}}


def _told_by_answers(bid: Bid, written: Mapping[str, Any]) -> bool:
    """Tell whether the answers alone exclude an unscored bid: ``scoring`` then names the criteria that were not met."""
    failed = any(not answer["met"] for answer in written["a_criteria"].values())
    return bid.exclusion_code == A_CRITERION and failed and not written.get("scores") and "evaluations" not in written


def _scores(scores: Sequence[FrozenScore], person: str) -> dict[str, dict[str, str]]:
    return {one.criterion: _score(one) for one in scores if one.person == person}


def _score(score: FrozenScore) -> dict[str, str]:
    more = {"reason": score.reason, "source": score.source}
    points = decimal_string(score.points, _POINT_DIGITS)
    return {"points": points, **{name: text for name, text in more.items() if is_written(text)}}


def _answer(check: Check) -> dict[str, Any]:
    return {"met": _ANSWERS[check.answer], **({"reason": check.note} if is_written(check.note) else {})}
