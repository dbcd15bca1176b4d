"""What the format alone cannot say: sums, references, points on the scale, and what a rule forbids."""

from core.errors import Fault
from scoring.checks.bids import bid_faults
from scoring.checks.policy import policy_faults
from scoring.checks.reasons import reason_faults
from scoring.checks.tree import matrix_faults
from scoring.house_rules import HouseRules
from scoring.model import Evaluation


def structure_faults(evaluation: Evaluation) -> list[Fault]:
    """Return everything that makes the evaluation invalid, matrix before bids."""
    return matrix_faults(evaluation.matrix) + bid_faults(evaluation)


def forbidden_faults(evaluation: Evaluation, rules: HouseRules) -> list[Fault]:
    """Return everything a rule forbids in a structurally valid evaluation."""
    return policy_faults(evaluation, rules) + reason_faults(evaluation)


__all__ = ["forbidden_faults", "matrix_faults", "structure_faults"]
