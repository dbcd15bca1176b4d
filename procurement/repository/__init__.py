"""The only place that names the tables of this package."""

from procurement.repository.evaluations import EvaluationRepository, PruefvermerkRepository
from procurement.repository.procedures import ProcedureRepository

__all__ = ["EvaluationRepository", "ProcedureRepository", "PruefvermerkRepository"]
