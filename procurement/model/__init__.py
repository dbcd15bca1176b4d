"""What this package tells about: stored evaluations, and tender procedures."""

from procurement.model.evaluation import (
    EvaluationPage,
    EvaluationRecord,
    EvaluationState,
    EvaluationStretch,
    EvaluationSummary,
    Pruefvermerk,
)
from procurement.model.procedure import (
    Lot,
    Procedure,
    ProcedurePage,
    ProcedurePlan,
    ProcedureStage,
    ProcedureStretch,
    ProcedureSummary,
    ProcedureType,
    Publication,
    PublicVersion,
    Regime,
)

__all__ = [
    "EvaluationPage",
    "EvaluationRecord",
    "EvaluationState",
    "EvaluationStretch",
    "EvaluationSummary",
    "Lot",
    "Procedure",
    "ProcedurePage",
    "ProcedurePlan",
    "ProcedureStage",
    "ProcedureStretch",
    "ProcedureSummary",
    "ProcedureType",
    "Pruefvermerk",
    "PublicVersion",
    "Publication",
    "Regime",
]
