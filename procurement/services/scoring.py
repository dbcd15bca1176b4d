"""Evaluating a document that somebody hands in or that is stored."""

import json
from dataclasses import dataclass

from core.json_text import read_json
from procurement.errors import BidNotFoundError, CriterionNotFoundError
from procurement.model import EvaluationRecord, EvaluationSummary
from scoring.evaluate import Outcome, evaluate
from scoring.explain import CriterionAccount, explain_criterion
from scoring.house_rules import HouseRules
from scoring.intake import parse_evaluation
from scoring.model import Evaluation
from scoring.result import Result, build_result
from scoring.robustness import stability


@dataclass(frozen=True, slots=True)
class ScoredDocument:
    """An evaluation document with what was computed from it.

    Args:
        outcome: Exact intermediate values, for explanations.
        result: The result document.
    """

    outcome: Outcome
    result: Result


@dataclass(frozen=True, slots=True)
class OpenedEvaluation:
    """A stored evaluation, ready to be shown.

    Args:
        summary: Its line in the list.
        outcome: Exact intermediate values, computed anew from the stored input with the numbers of the day of storing.
        result: The result as it was stored.
    """

    summary: EvaluationSummary
    outcome: Outcome
    result: Result

    def explain(self, bid: str, criterion: str) -> CriterionAccount:
        """Return the arithmetic of one bid's one criterion.

        Raises:
            BidNotFoundError: The evaluation has no such bid.
            CriterionNotFoundError: The matrix scores no such criterion.
        """
        found = next((one for one in self.outcome.evaluation.bids if one.id == bid), None)
        if found is None:
            raise BidNotFoundError(bid)
        try:
            return explain_criterion(self.outcome, found, criterion)
        except KeyError as error:
            raise CriterionNotFoundError(criterion) from error


def score(evaluation: Evaluation, rules: HouseRules) -> ScoredDocument:
    """Evaluate. Stability is withheld from drafts: they stand between opening and the fixed result."""
    outcome = evaluate(evaluation, rules)
    return ScoredDocument(outcome, build_result(outcome, None if outcome.evaluation.draft else stability(outcome)))


def result_of(record: EvaluationRecord) -> Result:
    """Return the stored result of a record."""
    result: Result = json.loads(record.result)
    return result


def recompute(record: EvaluationRecord, rules: HouseRules) -> Outcome:
    """Evaluate a stored document, which was checked against the rules when it was stored."""
    return evaluate(evaluation_of(record), rules)


def evaluation_of(record: EvaluationRecord) -> Evaluation:
    """Return the evaluation that a record holds."""
    return parse_evaluation(read_json(record.document.encode()))
