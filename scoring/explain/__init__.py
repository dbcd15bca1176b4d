"""From an outcome back to its arithmetic: one bid's one criterion, and the way to the value that ranks.

Pure facts with exact values. Names of quantities are German because papers, pages and reports print them unchanged.
"""

from scoring.explain.criterion import CriterionAccount, WeightStep, explain_criteria, explain_criterion
from scoring.explain.standing import explain_standing
from scoring.explain.steps import Operand, Step, Unit

__all__ = [
    "CriterionAccount",
    "Operand",
    "Step",
    "Unit",
    "WeightStep",
    "explain_criteria",
    "explain_criterion",
    "explain_standing",
]
