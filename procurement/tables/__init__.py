"""Tables of this package. Only the repositories name them."""

from procurement.tables.alternatives import AlternativeRow, AlternativeSearchRow, ProductImportRow, ProductRow
from procurement.tables.awards import AwardEntryRow, AwardLetterRow, ObjectionRow
from procurement.tables.bids import (
    BidFileRow,
    BidPriceRow,
    BidRow,
    CheckRow,
    ConflictDeclarationRow,
    EvaluatorRow,
    FrozenScoreRow,
    InquiryRow,
    LotDrawRow,
    OpeningRow,
    PresentationRow,
)
from procurement.tables.check_links import CheckLinkRow
from procurement.tables.criteria import (
    CatalogueDraftRow,
    CatalogueEntryRow,
    CatalogueReleaseRow,
    CatalogueVersionRow,
)
from procurement.tables.disposal import DisposalRow, DispositionRow, HoldRow
from procurement.tables.evaluations import EvaluationRow, PruefvermerkRow
from procurement.tables.evidence import (
    AnalysisResultRow,
    AnalysisRow,
    EvidenceChunkRow,
    EvidenceFileRow,
    EvidenceFindingRow,
    FileVerdictRow,
    FoundComponentRow,
)
from procurement.tables.house_rules import HouseRulesRow
from procurement.tables.light import ShortAssessmentRecordRow, ShortAssessmentRow, ShortAssessmentWriterRow
from procurement.tables.openness import AnswerEffectRow, BidStatementRow, PointsDecisionRow, RubricRow
from procurement.tables.participation import ParticipationFileRow, RequestToParticipateRow
from procurement.tables.price_corrections import PriceCorrectionRow
from procurement.tables.procedures import LotRow, ProcedureRow, PublicationRow
from procurement.tables.register import AlternativeCheckRow, RegisterAlarmRow, RegisterChangeRow, RegisterEntryRow
from procurement.tables.repositories import (
    NamedRepositoryRow,
    RepositoryArchiveRow,
    RepositoryFetchRow,
    RepositorySnapshotRow,
    RepositoryWithdrawalRow,
)
from procurement.tables.sealed import (
    IntakeSlotRow,
    SealedIntakeRow,
    SealedOpeningRow,
    SealKeyRow,
    SealPresenceRow,
    SealWrapRow,
)
from procurement.tables.shared import SEARCHED
from procurement.tables.standard_probes import StandardProbeChunkRow, StandardProbeRow

__all__ = [
    "SEARCHED",
    "AlternativeCheckRow",
    "AlternativeRow",
    "AlternativeSearchRow",
    "AnalysisResultRow",
    "AnalysisRow",
    "AnswerEffectRow",
    "AwardEntryRow",
    "AwardLetterRow",
    "BidFileRow",
    "BidPriceRow",
    "BidRow",
    "BidStatementRow",
    "CatalogueDraftRow",
    "CatalogueEntryRow",
    "CatalogueReleaseRow",
    "CatalogueVersionRow",
    "CheckLinkRow",
    "CheckRow",
    "ConflictDeclarationRow",
    "DisposalRow",
    "DispositionRow",
    "EvaluationRow",
    "EvaluatorRow",
    "EvidenceChunkRow",
    "EvidenceFileRow",
    "EvidenceFindingRow",
    "FileVerdictRow",
    "FoundComponentRow",
    "FrozenScoreRow",
    "HoldRow",
    "HouseRulesRow",
    "InquiryRow",
    "IntakeSlotRow",
    "LotDrawRow",
    "LotRow",
    "NamedRepositoryRow",
    "ObjectionRow",
    "OpeningRow",
    "ParticipationFileRow",
    "PointsDecisionRow",
    "PresentationRow",
    "PriceCorrectionRow",
    "ProcedureRow",
    "ProductImportRow",
    "ProductRow",
    "PruefvermerkRow",
    "PublicationRow",
    "RegisterAlarmRow",
    "RegisterChangeRow",
    "RegisterEntryRow",
    "RepositoryArchiveRow",
    "RepositoryFetchRow",
    "RepositorySnapshotRow",
    "RepositoryWithdrawalRow",
    "RequestToParticipateRow",
    "RubricRow",
    "SealKeyRow",
    "SealPresenceRow",
    "SealWrapRow",
    "SealedIntakeRow",
    "SealedOpeningRow",
    "ShortAssessmentRecordRow",
    "ShortAssessmentRow",
    "ShortAssessmentWriterRow",
    "StandardProbeChunkRow",
    "StandardProbeRow",
]
