"""The only place that names the tables of this package."""

from procurement.repository.criteria import CatalogueRepository
from procurement.repository.evaluations import EvaluationRepository, PruefvermerkRepository
from procurement.repository.procedures import ProcedureRepository

__all__ = ["CatalogueRepository", "EvaluationRepository", "ProcedureRepository", "PruefvermerkRepository"]
