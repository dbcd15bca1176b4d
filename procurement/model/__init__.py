"""What this package tells about: stored evaluations, and tender procedures."""

from procurement.model.evaluation import (
    EvaluationRecord,
    EvaluationState,
    EvaluationSummary,
    Pruefvermerk,
)
from procurement.model.procedure import (
    Lot,
    Procedure,
    ProcedurePlan,
    ProcedureStage,
    ProcedureSummary,
    ProcedureType,
    Publication,
    PublicVersion,
    Regime,
)

__all__ = [
    "EvaluationRecord",
    "EvaluationState",
    "EvaluationSummary",
    "Lot",
    "Procedure",
    "ProcedurePlan",
    "ProcedureStage",
    "ProcedureSummary",
    "ProcedureType",
    "Pruefvermerk",
    "PublicVersion",
    "Publication",
    "Regime",
]
