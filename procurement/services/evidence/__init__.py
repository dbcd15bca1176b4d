"""Evidence on licences: gather files, have them judged, read what came of it."""

from procurement.services.evidence.analysing import KIND, Analysing
from procurement.services.evidence.box import EvidenceBox
from procurement.services.evidence.desk import EvidenceDesk
from procurement.services.evidence.gathering import EvidenceGathering
from procurement.services.evidence.judging import EvidenceJudging
from procurement.services.evidence.reader import EvidenceReader

__all__ = [
    "KIND",
    "Analysing",
    "EvidenceBox",
    "EvidenceDesk",
    "EvidenceGathering",
    "EvidenceJudging",
    "EvidenceReader",
]
