"""Checks of the bids: known ids, every A criterion answered, every score there and on the scale, prices add up."""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from core.errors import Fault, pointer
from core.numbers import decimal_string, money_string
from scoring.model import Bid, CriterionKind, Evaluation, Score
from scoring.price_sheet import sheet_total


@dataclass(frozen=True, slots=True)
class _Expected:
    a_criteria: frozenset[str]
    b_criteria: frozenset[str]


def bid_faults(evaluation: Evaluation) -> list[Fault]:
    """Return the faults of all bids in the order of the file."""
    expected = _Expected(
        frozenset(node.id for node in evaluation.matrix.leaves(CriterionKind.A_KRITERIUM)),
        frozenset(node.id for node in evaluation.matrix.leaves(CriterionKind.B_KRITERIUM)),
    )
    faults: list[Fault] = []
    seen: set[str] = set()
    for index, bid in enumerate(evaluation.bids):
        if bid.id in seen:
            faults.append(Fault("duplicate_id", pointer("bids", index, "id"), properties={"id": bid.id}))
        seen.add(bid.id)
        faults += _answer_faults(evaluation, index, bid, expected)
        faults += _score_faults(evaluation, index, bid, expected)
        faults += _price_sheet_faults(index, bid)
        faults += _decision_faults(index, bid)
    return faults


def _answer_faults(evaluation: Evaluation, index: int, bid: Bid, expected: _Expected) -> Iterator[Fault]:
    for unknown in sorted(bid.a_criteria.keys() - expected.a_criteria):
        yield Fault("unknown_a_criterion", pointer("bids", index, "a_criteria", unknown), properties={"id": unknown})
    if evaluation.draft or bid.exclusion is not None:
        return
    for missing in sorted(expected.a_criteria - bid.a_criteria.keys()):
        place = pointer("bids", index, "a_criteria", missing)
        yield Fault("a_criterion_unanswered", place, properties={"id": missing, "bid": bid.id})


def _score_faults(evaluation: Evaluation, index: int, bid: Bid, expected: _Expected) -> Iterator[Fault]:
    if bid.scores and bid.evaluations:
        yield Fault("scores_and_evaluations", pointer("bids", index, "scores"), properties={"bid": bid.id})
    if bid.consensus and not bid.evaluations:
        yield Fault("consensus_without_evaluations", pointer("bids", index, "consensus"), properties={"bid": bid.id})
    yield from _sheet_faults(evaluation, pointer("bids", index, "scores"), bid.scores, expected)
    yield from _sheet_faults(evaluation, pointer("bids", index, "consensus"), bid.consensus, expected)
    evaluators: set[str] = set()
    for number, single in enumerate(bid.evaluations):
        place = pointer("bids", index, "evaluations", number)
        if (name := _same_person(single.evaluator)) in evaluators:
            properties = {"evaluator": single.evaluator, "bid": bid.id}
            yield Fault("duplicate_evaluator", place + "/evaluator", properties=properties)
        evaluators.add(name)
        yield from _sheet_faults(evaluation, place + "/scores", single.scores, expected)
    if not evaluation.draft and must_be_scored(bid):
        section = "consensus" if bid.evaluations else "scores"
        for missing in sorted(expected.b_criteria - bid.counted.keys()):
            place = pointer("bids", index, section, missing)
            yield Fault("score_missing", place, properties={"id": missing, "bid": bid.id})


def _same_person(name: str) -> str:
    """Return what a name is compared by: capitals and blanks make no other person."""
    return " ".join(unicodedata.normalize("NFC", name).split()).casefold()


def must_be_scored(bid: Bid) -> bool:
    """Tell whether points and reasons have to be complete.

    A bid excluded on a stated ground needs none. One that fails an A criterion need not be scored either; if it was,
    its scores are held to the same rules as all others.
    """
    if bid.exclusion is not None:
        return False
    failed = any(not answer.met for answer in bid.a_criteria.values())
    return not failed or bool(bid.counted)


def _sheet_faults(
    evaluation: Evaluation, place: str, scores: Mapping[str, Score], expected: _Expected
) -> Iterator[Fault]:
    for unknown in sorted(scores.keys() - expected.b_criteria):
        yield Fault("unknown_criterion", place + pointer(unknown), properties={"id": unknown})
    distinct = {score.points for score in scores.values()}
    if not (refused := {points for points in distinct if not evaluation.matrix.scale.allows(points)}):
        return
    for criterion, score in scores.items():
        if score.points in refused:
            points = decimal_string(score.points, 9)
            yield Fault("points_off_scale", place + pointer(criterion, "points"), properties={"points": points})


def _price_sheet_faults(index: int, bid: Bid) -> Iterator[Fault]:
    if bid.price_sheet and (total := sheet_total(bid.price_sheet)) != bid.price_gross_eur:
        properties = {"total": money_string(total), "price": money_string(bid.price_gross_eur)}
        yield Fault("price_sheet_sum", pointer("bids", index, "price_gross_eur"), properties=properties)


def _decision_faults(index: int, bid: Bid) -> Iterator[Fault]:
    """Refuse decisions about a bid that contradict the rest of it: papers would print both."""
    if bid.exclusion is not None and bid.admission_reason is not None:
        yield Fault("excluded_and_admitted", pointer("bids", index, "admission_reason"), properties={"bid": bid.id})
    if bid.price_correction is not None and bid.price_correction.stated_gross_eur == bid.price_gross_eur:
        place = pointer("bids", index, "price_correction", "stated_gross_eur")
        yield Fault("correction_changes_nothing", place, properties={"bid": bid.id})
