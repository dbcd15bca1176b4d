"""The only place that names the tables of this package."""

from procurement.repository.alternatives import AlternativeRepository, ProductRepository
from procurement.repository.awards import AwardRepository
from procurement.repository.bids import BidRepository
from procurement.repository.check_links import CheckLinkRepository
from procurement.repository.criteria import CatalogueRepository
from procurement.repository.disposal import DisposalRepository
from procurement.repository.evaluations import EvaluationRepository, PruefvermerkRepository
from procurement.repository.evaluators import EvaluatorRepository
from procurement.repository.evidence import AnalysisRepository
from procurement.repository.evidence_results import AnalysisResultRepository
from procurement.repository.examination import ExaminationRepository
from procurement.repository.house_rules import HouseRulesRepository
from procurement.repository.light import ShortAssessmentRepository
from procurement.repository.named_repositories import NamedRepositoryRepository
from procurement.repository.openness import OpennessRepository, RubricRepository
from procurement.repository.participation import ParticipationRepository
from procurement.repository.price_corrections import PriceCorrectionRepository
from procurement.repository.procedures import ProcedureRepository
from procurement.repository.register import RegisterRepository
from procurement.repository.scores import ScoreRepository
from procurement.repository.sealed import SealedIntakeRepository, SealKeyRepository
from procurement.repository.standard_probes import StandardProbeRepository
from procurement.repository.whole_file import WholeFile

__all__ = [
    "AlternativeRepository",
    "AnalysisRepository",
    "AnalysisResultRepository",
    "AwardRepository",
    "BidRepository",
    "CatalogueRepository",
    "CheckLinkRepository",
    "DisposalRepository",
    "EvaluationRepository",
    "EvaluatorRepository",
    "ExaminationRepository",
    "HouseRulesRepository",
    "NamedRepositoryRepository",
    "OpennessRepository",
    "ParticipationRepository",
    "PriceCorrectionRepository",
    "ProcedureRepository",
    "ProductRepository",
    "PruefvermerkRepository",
    "RegisterRepository",
    "RubricRepository",
    "ScoreRepository",
    "SealKeyRepository",
    "SealedIntakeRepository",
    "ShortAssessmentRepository",
    "StandardProbeRepository",
    "WholeFile",
]
